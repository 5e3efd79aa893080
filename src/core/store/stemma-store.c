#include "store/stemma-store.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "base/stemma-error.h"
#include "store/stemma-db.h"
#include "store/stemma-schema.h"
#include "store/stemma-stage-private.h"

typedef struct
{
  StemmaStoreFunc func; /* NULL ends the thread */
  gpointer data;
  GCancellable *cancellable;
  GError **error;
  gboolean result;
  gboolean done;
} Job;

struct _StemmaStoreTicket
{
  Job job;
  GError *error;
};

typedef struct
{
  StemmaDb *db;
  GThread *thread;
  GAsyncQueue *jobs;
  GMutex mutex;
  GCond cond;
} Lane;

struct _StemmaStore
{
  gatomicrefcount refs;
  char *path;
  guint8 id[STEMMA_STORE_ID_SIZE];
  gboolean made;      /* its file was not there, or empty, when it was opened */
  gint unwanted;      /* what it was made for has failed */
  Lane writer; /* without a thread in a store that is only read */
  Lane reader;
};

static gboolean
run_job (Lane *lane, Job *job)
{
  if (g_cancellable_set_error_if_cancelled (job->cancellable, job->error))
    return FALSE;
  stemma_db_set_cancellable (lane->db, job->cancellable);
  gboolean result = job->func (lane->db, job->data, job->cancellable, job->error);
  stemma_db_set_cancellable (lane->db, NULL);
  return result;
}

static gpointer
lane_main (gpointer data)
{
  Lane *lane = data;
  gboolean last = FALSE;
  while (!last)
    {
      Job *job = g_async_queue_pop (lane->jobs);
      last = job->func == NULL;
      gboolean result = last || run_job (lane, job);
      g_mutex_lock (&lane->mutex);
      job->result = result;
      job->done = TRUE;
      g_cond_broadcast (&lane->cond);
      g_mutex_unlock (&lane->mutex);
    }
  return NULL;
}

static void
lane_start (Lane *lane, const char *name, StemmaDb *db)
{
  lane->db = db;
  lane->jobs = g_async_queue_new ();
  g_mutex_init (&lane->mutex);
  g_cond_init (&lane->cond);
  lane->thread = g_thread_new (name, lane_main, lane);
}

static gboolean
lane_wait (Lane *lane, Job *job)
{
  g_mutex_lock (&lane->mutex);
  while (!job->done)
    g_cond_wait (&lane->cond, &lane->mutex);
  g_mutex_unlock (&lane->mutex);
  return job->result;
}

static gboolean
lane_run (Lane *lane, Job *job)
{
  g_async_queue_push (lane->jobs, job);
  return lane_wait (lane, job);
}

static void
lane_stop (Lane *lane)
{
  if (lane->thread == NULL)
    return;
  Job last = { 0 };
  lane_run (lane, &last);
  g_thread_join (lane->thread);
  g_async_queue_unref (lane->jobs);
  g_mutex_clear (&lane->mutex);
  g_cond_clear (&lane->cond);
  stemma_db_close (lane->db);
}

static gboolean
read_id (StemmaStore *store, StemmaDb *db, GError **error)
{
  g_autoptr (StemmaStatement) statement = stemma_db_prepare (db, "SELECT value FROM meta WHERE key = 'id'", error);
  if (statement == NULL)
    return FALSE;
  StemmaStep step = stemma_statement_step (statement, error);
  gsize size = 0;
  gconstpointer id = step == STEMMA_STEP_ROW ? stemma_statement_get_blob (statement, 0, &size) : NULL;
  if (step == STEMMA_STEP_ERROR)
    return FALSE;
  if (size != STEMMA_STORE_ID_SIZE)
    {
      g_set_error (error, STEMMA_ERROR, STEMMA_ERROR_DAMAGED, _ ("The store %s has lost its identity"), store->path);
      return FALSE;
    }
  memcpy (store->id, id, size);
  return TRUE;
}

static StemmaDb *
open_writer (const char *path, StemmaStoreMode mode, GError **error)
{
  if (mode == STEMMA_STORE_CREATE)
    {
      g_autofree char *folder = g_path_get_dirname (path);
      if (g_mkdir_with_parents (folder, 0700) != 0)
        {
          g_set_error (error, STEMMA_ERROR, STEMMA_ERROR_READ_ONLY, _ ("Could not make the folder %s: %s"), folder,
                       g_strerror (errno));
          return NULL;
        }
    }
  g_autoptr (StemmaDb) db
      = stemma_db_open (path, mode == STEMMA_STORE_CREATE ? STEMMA_DB_CREATE : STEMMA_DB_WRITE, error);
  if (db == NULL || !stemma_schema_prepare (db, TRUE, error)
      || !stemma_db_exec (db, "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA wal_autocheckpoint = 4096", error))
    return NULL;
  return g_steal_pointer (&db);
}

/* @made tells whether a new store begins here. */
static gboolean
check_path (const char *path, StemmaStoreMode mode, gboolean *made, GError **error)
{
  GStatBuf info;
  gboolean exists = *path != '\0' && g_stat (path, &info) == 0;
  *made = !exists || (S_ISREG (info.st_mode) && info.st_size == 0);
  if (*path == '\0')
    {
      g_set_error_literal (error, STEMMA_ERROR, STEMMA_ERROR_USAGE, _ ("The name of the store is empty"));
      return FALSE;
    }
  if (exists && S_ISDIR (info.st_mode))
    {
      g_set_error (error, STEMMA_ERROR, STEMMA_ERROR_INPUT, _ ("%s is a folder; a store is a file"), path);
      return FALSE;
    }
  if (mode == STEMMA_STORE_CREATE || !*made)
    return TRUE;
  if (exists)
    g_set_error (error, STEMMA_ERROR, STEMMA_ERROR_INPUT,
                 _ ("%s is an empty file and no store yet; “stemma-cli import” makes one of it"), path);
  else
    g_set_error (error, STEMMA_ERROR, STEMMA_ERROR_NOT_FOUND,
                 _ ("There is no store at %s; “stemma-cli import” makes one"), path);
  return FALSE;
}

/**
 * stemma_store_open:
 * @path: the file
 * @mode: whether to write, and whether to make it
 * @error: what went wrong
 *
 * Opens a store, bringing an older one up to date if it may be written. A damaged store, another program's database
 * and a store from a newer version are refused and not touched. An empty file is a new store where one may be made.
 *
 * Returns: (transfer full): the store, or %NULL
 */
StemmaStore *
stemma_store_open (const char *path, StemmaStoreMode mode, GError **error)
{
  gboolean made;
  if (!check_path (path, mode, &made, error))
    return NULL;
  g_autoptr (StemmaDb) writer = mode == STEMMA_STORE_READ ? NULL : open_writer (path, mode, error);
  if (mode != STEMMA_STORE_READ && writer == NULL)
    return NULL;
  g_autoptr (StemmaDb) reader = stemma_db_open (path, STEMMA_DB_READ, error);
  if (reader == NULL || !stemma_schema_prepare (reader, FALSE, error))
    return NULL;

  StemmaStore *store = g_new0 (StemmaStore, 1);
  g_atomic_ref_count_init (&store->refs);
  store->path = g_strdup (path);
  store->made = made;
  if (!read_id (store, reader, error))
    {
      stemma_store_unref (store);
      return NULL;
    }
  stemma_db_set_key (reader, store->id);
  lane_start (&store->reader, "store-reader", g_steal_pointer (&reader));
  if (writer != NULL)
    stemma_db_set_key (writer, store->id);
  if (writer != NULL)
    lane_start (&store->writer, "store-writer", g_steal_pointer (&writer));
  return store;
}

/** stemma_store_ref: Returns: (transfer full): @store */
StemmaStore *
stemma_store_ref (StemmaStore *store)
{
  g_atomic_ref_count_inc (&store->refs);
  return store;
}

static gboolean
is_bare (StemmaDb *db, gpointer data, GCancellable *cancellable G_GNUC_UNUSED, GError **error)
{
  return stemma_db_get_int (db,
                            "SELECT EXISTS (SELECT 1 FROM snapshot) OR EXISTS (SELECT 1 FROM measurement) "
                            "OR EXISTS (SELECT 1 FROM crawl)",
                            data, error);
}

/* Answers the lock that keeps imports of others out while the file is taken away; -1: it stays. */
static int
lock_for_removal (StemmaStore *store)
{
  gint64 filled = 1;
  if (!store->made || !g_atomic_int_get (&store->unwanted))
    return -1;
  int lock = stemma_stage_lock (store->path, NULL);
  if (lock >= 0 && stemma_store_read (store, is_bare, &filled, NULL, NULL) && filled == 0)
    return lock;
  if (lock >= 0)
    close (lock);
  return -1;
}

static void
remove_files (const char *path, int lock)
{
  static const char *const files[] = { "", "-wal", "-shm", "-intake" };
  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autofree char *name = g_strconcat (path, files[i], NULL);
      g_unlink (name);
    }
  close (lock);
}

/**
 * stemma_store_discard_if_new:
 * @store: a store
 *
 * What the store was opened for has failed: if opening it made its file, and nothing was kept in it until it is closed,
 * the file goes when it is closed.
 */
void
stemma_store_discard_if_new (StemmaStore *store)
{
  g_atomic_int_set (&store->unwanted, TRUE);
}

/** stemma_store_unref: @store: (nullable) (transfer full): the last one closes it, after all queued writes */
void
stemma_store_unref (StemmaStore *store)
{
  if (store == NULL || !g_atomic_ref_count_dec (&store->refs))
    return;
  int lock = lock_for_removal (store);
  lane_stop (&store->reader);
  lane_stop (&store->writer);
  if (lock >= 0)
    remove_files (store->path, lock);
  g_free (store->path);
  g_free (store);
}

/** stemma_store_get_path: Returns: (transfer none): the file */
const char *
stemma_store_get_path (StemmaStore *store)
{
  return store->path;
}

/** stemma_store_get_id: Returns: (transfer none): 16 random bytes that name this store wherever its file lies */
const guint8 *
stemma_store_get_id (StemmaStore *store)
{
  return store->id;
}

/**
 * stemma_store_write_begin:
 * @store: a store
 * @func: what to do on the writer's connection
 * @data: for @func; must live until stemma_store_write_finish()
 *
 * Queues @func for the writer thread. Never cancelled: what takes long is cut into pages by the caller.
 *
 * Returns: (transfer full): what stemma_store_write_finish() takes
 */
StemmaStoreTicket *
stemma_store_write_begin (StemmaStore *store, StemmaStoreFunc func, gpointer data)
{
  StemmaStoreTicket *ticket = g_new0 (StemmaStoreTicket, 1);
  ticket->job = (Job) { .func = func, .data = data, .error = &ticket->error };
  if (store->writer.thread != NULL)
    {
      g_async_queue_push (store->writer.jobs, &ticket->job);
      return ticket;
    }
  ticket->job.done = TRUE;
  g_set_error (&ticket->error, STEMMA_ERROR, STEMMA_ERROR_READ_ONLY, _ ("The store %s was opened for reading only"),
               store->path);
  return ticket;
}

/**
 * stemma_store_write_finish:
 * @store: the store
 * @ticket: (transfer full): what stemma_store_write_begin() gave
 * @error: what went wrong
 *
 * Waits for a queued write.
 *
 * Returns: what its function returned
 */
gboolean
stemma_store_write_finish (StemmaStore *store, StemmaStoreTicket *ticket, GError **error)
{
  gboolean result = store->writer.thread != NULL && lane_wait (&store->writer, &ticket->job);
  if (ticket->error != NULL)
    g_propagate_error (error, ticket->error);
  g_free (ticket);
  return result;
}

/**
 * stemma_store_write:
 * @store: a store
 * @func: what to do on the writer's connection
 * @data: for @func
 * @error: what went wrong
 *
 * Runs @func on the writer thread, after what was queued before it, and waits.
 *
 * Returns: what @func returned
 */
gboolean
stemma_store_write (StemmaStore *store, StemmaStoreFunc func, gpointer data, GError **error)
{
  return stemma_store_write_finish (store, stemma_store_write_begin (store, func, data), error);
}

/**
 * stemma_store_read:
 * @store: a store
 * @func: what to do on the reader's connection
 * @data: for @func
 * @cancellable: (nullable): skips the work if it has not begun, and ends its statements if it has
 * @error: what went wrong
 *
 * Returns: what @func returned
 */
gboolean
stemma_store_read (StemmaStore *store, StemmaStoreFunc func, gpointer data, GCancellable *cancellable, GError **error)
{
  Job job = { .func = func, .data = data, .cancellable = cancellable, .error = error };
  return lane_run (&store->reader, &job);
}

/**
 * stemma_store_set_aside:
 * @path: a store that is damaged and not open
 * @error: what went wrong
 *
 * Renames the store and its companions to a name that tells when that was; nothing is deleted.
 *
 * Returns: (transfer full): the new name, or %NULL
 */
char *
stemma_store_set_aside (const char *path, GError **error)
{
  static const char *const companions[] = { "", "-wal", "-shm" };
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  g_autofree char *stamp = g_date_time_format (now, "%Y%m%d-%H%M%S");
  g_autofree char *aside = g_strdup_printf ("%s.damaged-%s", path, stamp);
  for (guint i = 0; i < G_N_ELEMENTS (companions); i++)
    {
      g_autofree char *from = g_strconcat (path, companions[i], NULL);
      g_autofree char *to = g_strconcat (aside, companions[i], NULL);
      if (g_rename (from, to) == 0 || (i > 0 && errno == ENOENT))
        continue;
      g_set_error (error, STEMMA_ERROR, STEMMA_ERROR_READ_ONLY, _ ("Could not set %s aside: %s"), from,
                   g_strerror (errno));
      return NULL;
    }
  return g_steal_pointer (&aside);
}
