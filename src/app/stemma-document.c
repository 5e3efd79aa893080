#include "app/stemma-document.h"

#include <glib/gi18n.h>

#include "base/stemma-error.h"

/**
 * StemmaDocument:
 *
 * What a window looks at: a store, one of its weeks and the week before. Lives on the main thread; everything
 * that takes time is a #StemmaJob, and pages are told by the signal `changed` once it is done.
 */
struct _StemmaDocument
{
  GObject parent_instance;
  StemmaDocumentState state;
  char *path;
  GError *error;
  StemmaWorkspace *workspace;
  GPtrArray *infos; /* StemmaSnapshotInfo, oldest first */
  StemmaSnapshot *snapshot;
  StemmaSnapshot *before; /* (nullable): the week before */
  StemmaJob *loading;     /* the newest request; older ones are cancelled and ignored */
  StemmaDate wanted;      /* the day that was asked for last; STEMMA_DATE_NONE: the latest */
  gboolean read_only;
  GListStore *jobs;
};

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (StemmaDocument, stemma_document, G_TYPE_OBJECT)

/* What a loading job is asked for, and what it brings. */
typedef struct
{
  char *path;
  StemmaStoreMode mode;
  StemmaWorkspace *workspace; /* NULL: to be opened */
  StemmaDate date;            /* STEMMA_DATE_NONE: the latest */
  gboolean newest;            /* rather than the latest that is complete */
  GPtrArray *infos;
  StemmaSnapshot *snapshot;
  StemmaSnapshot *before;
  gboolean read_only;
} Load;

static void
load_free (gpointer data)
{
  Load *load = data;
  g_free (load->path);
  g_clear_pointer (&load->workspace, stemma_workspace_unref);
  g_clear_pointer (&load->infos, g_ptr_array_unref);
  g_clear_pointer (&load->snapshot, stemma_snapshot_unref);
  g_clear_pointer (&load->before, stemma_snapshot_unref);
  g_free (load);
}

static const StemmaSnapshotInfo *
find_info (GPtrArray *infos, StemmaSnapshot *snapshot)
{
  for (guint i = 0; i < infos->len; i++)
    {
      const StemmaSnapshotInfo *info = g_ptr_array_index (infos, i);
      if (info->revision == stemma_snapshot_get_revision (snapshot))
        return info;
    }
  return NULL;
}

static gboolean
load_snapshots (Load *load, GCancellable *cancellable, GError **error)
{
  char date[STEMMA_DATE_TEXT_SIZE];
  load->infos = stemma_workspace_list (load->workspace, cancellable, error);
  if (load->infos == NULL)
    return FALSE;
  if (load->infos->len == 0)
    return TRUE;
  const char *selector = load->newest                    ? "newest"
                         : load->date == STEMMA_DATE_NONE ? "latest"
                                                          : stemma_date_format (load->date, date);
  load->snapshot = stemma_workspace_load (load->workspace, selector, cancellable, error);
  if (load->snapshot == NULL)
    return FALSE;
  /* A part of the Hub is not compared: what it does not hold has not gone. */
  const StemmaSnapshotInfo *info = find_info (load->infos, load->snapshot);
  if (info != NULL && !info->complete)
    return TRUE;
  g_autoptr (GError) none = NULL;
  load->before = stemma_workspace_load_before (load->workspace, stemma_snapshot_get_date (load->snapshot),
                                               cancellable, &none);
  return load->before != NULL || g_error_matches (none, STEMMA_ERROR, STEMMA_ERROR_NOT_FOUND)
         || (g_propagate_error (error, g_steal_pointer (&none)), FALSE);
}

/* The command line's advice is of no use in a window. */
static void
explain (const char *path, GError **error)
{
  g_autoptr (GError) told = g_steal_pointer (error);
  g_autofree char *name = g_filename_display_name (path);
  if (g_error_matches (told, STEMMA_ERROR, STEMMA_ERROR_DAMAGED))
    g_set_error (error, STEMMA_ERROR, STEMMA_ERROR_DAMAGED,
                 _ ("%s is damaged, or is no store at all. It was left as it is."), name);
  else if (g_error_matches (told, STEMMA_ERROR, STEMMA_ERROR_NOT_FOUND))
    g_set_error (error, STEMMA_ERROR, STEMMA_ERROR_NOT_FOUND,
                 _ ("There is no %s. It may have been moved or deleted, or be on a disk that is not there."),
                 name);
  else
    g_propagate_error (error, g_steal_pointer (&told));
}

/* A store that may not be written to can still be looked at. */
static gboolean
open_workspace (Load *load, StemmaStoreMode mode, GError **error)
{
  g_autoptr (GError) fault = NULL;
  load->workspace = stemma_workspace_open (load->path, mode, &fault);
  load->read_only = mode == STEMMA_STORE_READ;
  if (load->workspace == NULL && mode == STEMMA_STORE_WRITE
      && g_error_matches (fault, STEMMA_ERROR, STEMMA_ERROR_READ_ONLY))
    {
      g_clear_error (&fault);
      load->workspace = stemma_workspace_open (load->path, STEMMA_STORE_READ, &fault);
      load->read_only = TRUE;
    }
  if (load->workspace != NULL)
    return TRUE;
  explain (load->path, &fault);
  g_propagate_error (error, g_steal_pointer (&fault));
  return FALSE;
}

static gboolean
load_work (StemmaJob *job, gpointer data, gpointer *result, GCancellable *cancellable, GError **error)
{
  const Load *wanted = data;
  Load *load = g_new0 (Load, 1);
  load->path = g_strdup (wanted->path);
  load->date = wanted->date;
  load->newest = wanted->newest;
  stemma_progress_tell (stemma_job_get_progress (job), 0, 0, _ ("Opening the snapshot"));
  load->read_only = wanted->read_only;
  load->workspace = wanted->workspace != NULL ? stemma_workspace_ref (wanted->workspace) : NULL;
  if ((load->workspace != NULL || open_workspace (load, wanted->mode, error))
      && load_snapshots (load, cancellable, error))
    {
      *result = load;
      return TRUE;
    }
  load_free (load);
  return FALSE;
}

static void
clear_week (StemmaDocument *document)
{
  g_clear_pointer (&document->snapshot, stemma_snapshot_unref);
  g_clear_pointer (&document->before, stemma_snapshot_unref);
}

static void
take_load (StemmaDocument *document, Load *load)
{
  char *path = g_strdup (load->path);
  g_free (document->path);
  document->path = path;
  document->read_only = load->read_only;
  clear_week (document);
  g_clear_pointer (&document->infos, g_ptr_array_unref);
  g_clear_pointer (&document->workspace, stemma_workspace_unref);
  document->workspace = g_steal_pointer (&load->workspace);
  document->infos = g_steal_pointer (&load->infos);
  document->snapshot = g_steal_pointer (&load->snapshot);
  document->before = g_steal_pointer (&load->before);
  document->state = document->snapshot != NULL ? STEMMA_DOCUMENT_READY : STEMMA_DOCUMENT_BARE;
  load_free (load);
}

static void
on_loaded (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (StemmaDocument) document = user_data;
  StemmaJob *job = STEMMA_JOB (source);
  g_autoptr (GError) error = NULL;
  Load *load = stemma_job_finish (job, result, &error);
  if (document->loading != job)
    {
      g_clear_pointer (&load, load_free);
      return;
    }
  g_clear_object (&document->loading);
  g_clear_error (&document->error);
  if (load != NULL)
    take_load (document, load);
  else
    {
      document->error = g_steal_pointer (&error);
      document->state = document->snapshot != NULL    ? STEMMA_DOCUMENT_READY
                        : document->workspace != NULL ? STEMMA_DOCUMENT_BARE
                                                      : STEMMA_DOCUMENT_FAILED;
    }
  g_signal_emit (document, signals[CHANGED], 0);
}

static void
start_load (StemmaDocument *document,
            StemmaWorkspace *workspace,
            const char *path,
            StemmaStoreMode mode,
            StemmaDate date,
            gboolean newest)
{
  Load *wanted = g_new0 (Load, 1);
  document->wanted = date;
  wanted->path = g_strdup (path);
  wanted->mode = mode;
  wanted->workspace = workspace != NULL ? stemma_workspace_ref (workspace) : NULL;
  wanted->date = date;
  wanted->newest = newest;
  wanted->read_only = document->read_only;
  if (document->loading != NULL)
    stemma_job_cancel (document->loading);
  g_clear_object (&document->loading);
  document->loading = stemma_job_new (_ ("Opening"));
  stemma_document_add_job (document, document->loading);
  stemma_job_run (document->loading, load_work, wanted, load_free, load_free, on_loaded,
                  g_object_ref (document));
}

static void
stemma_document_finalize (GObject *object)
{
  StemmaDocument *document = STEMMA_DOCUMENT (object);
  clear_week (document);
  g_clear_object (&document->loading);
  g_clear_pointer (&document->infos, g_ptr_array_unref);
  g_clear_pointer (&document->workspace, stemma_workspace_unref);
  g_clear_error (&document->error);
  g_clear_object (&document->jobs);
  g_free (document->path);
  G_OBJECT_CLASS (stemma_document_parent_class)->finalize (object);
}

static void
stemma_document_class_init (StemmaDocumentClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = stemma_document_finalize;
  /* StemmaDocument::changed: another store, another week, or an error: everything shown is to be shown anew.
   */
  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 0);
}

static void
stemma_document_init (StemmaDocument *document)
{
  document->jobs = g_list_store_new (STEMMA_TYPE_JOB);
}

/** stemma_document_new: Returns: (transfer full): a document without a store */
StemmaDocument *
stemma_document_new (void)
{
  return g_object_new (STEMMA_TYPE_DOCUMENT, NULL);
}

/**
 * stemma_document_open:
 * @document: a document
 * @path: a store
 * @mode: whether to make it
 *
 * Opens another store at its latest week. What is open stays open until then, and also if the other cannot be
 * opened.
 */
void
stemma_document_open (StemmaDocument *document, const char *path, StemmaStoreMode mode)
{
  g_autofree char *kept = g_strdup (path);
  if (document->workspace == NULL)
    {
      stemma_document_close (document);
      document->path = g_strdup (kept);
      document->state = STEMMA_DOCUMENT_LOADING;
    }
  start_load (document, NULL, kept, mode, STEMMA_DATE_NONE, FALSE);
  g_signal_emit (document, signals[CHANGED], 0);
}

/** stemma_document_close: leaves the store that is open */
void
stemma_document_close (StemmaDocument *document)
{
  if (document->loading != NULL)
    stemma_job_cancel (document->loading);
  g_clear_object (&document->loading);
  clear_week (document);
  g_clear_pointer (&document->infos, g_ptr_array_unref);
  g_clear_pointer (&document->workspace, stemma_workspace_unref);
  g_clear_error (&document->error);
  g_clear_pointer (&document->path, g_free);
  document->read_only = FALSE;
  document->state = STEMMA_DOCUMENT_EMPTY;
  g_signal_emit (document, signals[CHANGED], 0);
}

/** stemma_document_select: turns to the snapshot of @date, a day in stemma_document_get_infos() */
void
stemma_document_select (StemmaDocument *document, StemmaDate date)
{
  if (document->workspace != NULL)
    start_load (document, document->workspace, document->path, STEMMA_STORE_WRITE, date, FALSE);
}

/** stemma_document_select_newest: turns to the newest snapshot, be it a part of the Hub only */
void
stemma_document_select_newest (StemmaDocument *document)
{
  if (document->workspace != NULL)
    start_load (document, document->workspace, document->path, STEMMA_STORE_WRITE, STEMMA_DATE_NONE, TRUE);
}

/** stemma_document_reload: turns to the latest snapshot, after the store was written to */
void
stemma_document_reload (StemmaDocument *document)
{
  stemma_document_select (document, STEMMA_DATE_NONE);
}

static void
on_job_running (StemmaJob *job, GParamSpec *pspec G_GNUC_UNUSED, gpointer user_data)
{
  StemmaDocument *document = user_data;
  guint position;
  if (!stemma_job_is_running (job) && g_list_store_find (document->jobs, job, &position))
    g_list_store_remove (document->jobs, position);
}

/** stemma_document_add_job: shows @job among the background work for as long as it runs */
void
stemma_document_add_job (StemmaDocument *document, StemmaJob *job)
{
  g_list_store_append (document->jobs, job);
  g_signal_connect_object (job, "notify::running", G_CALLBACK (on_job_running), document, 0);
}

/** stemma_document_get_state: Returns: what there is to show */
StemmaDocumentState
stemma_document_get_state (StemmaDocument *document)
{
  return document->state;
}

/** stemma_document_get_path: Returns: (transfer none) (nullable): the store's file */
const char *
stemma_document_get_path (StemmaDocument *document)
{
  return document->path;
}

/** stemma_document_get_title: Returns: (transfer full): the store's name for a person */
char *
stemma_document_get_title (StemmaDocument *document)
{
  if (document->path == NULL)
    return g_strdup ("Stemma");
  g_autofree char *name = g_path_get_basename (document->path);
  g_autofree char *shown = g_filename_display_name (name);
  if (g_str_has_suffix (shown, ".db"))
    shown[strlen (shown) - 3] = '\0';
  return g_steal_pointer (&shown);
}

/** stemma_document_get_error: Returns: (transfer none) (nullable): why the last request failed */
const GError *
stemma_document_get_error (StemmaDocument *document)
{
  return document->error;
}

/** stemma_document_get_workspace: Returns: (transfer none) (nullable): the open store's workspace */
StemmaWorkspace *
stemma_document_get_workspace (StemmaDocument *document)
{
  return document->workspace;
}

/** stemma_document_get_infos: Returns: (transfer none) (nullable) (element-type StemmaSnapshotInfo): oldest
 * first */
GPtrArray *
stemma_document_get_infos (StemmaDocument *document)
{
  return document->infos;
}

/** stemma_document_get_info: Returns: (transfer none) (nullable): what the store says of the week that is looked at */
const StemmaSnapshotInfo *
stemma_document_get_info (StemmaDocument *document)
{
  return document->snapshot != NULL ? find_info (document->infos, document->snapshot) : NULL;
}

/** stemma_document_get_snapshot: Returns: (transfer none) (nullable): the week that is looked at */
StemmaSnapshot *
stemma_document_get_snapshot (StemmaDocument *document)
{
  return document->snapshot;
}

/** stemma_document_get_wanted: Returns: the day that is looked at, or is on its way */
StemmaDate
stemma_document_get_wanted (StemmaDocument *document)
{
  if (document->loading != NULL && document->wanted != STEMMA_DATE_NONE)
    return document->wanted;
  return document->snapshot != NULL ? stemma_snapshot_get_date (document->snapshot) : STEMMA_DATE_NONE;
}

/** stemma_document_get_before: Returns: (transfer none) (nullable): the week before it */
StemmaSnapshot *
stemma_document_get_before (StemmaDocument *document)
{
  return document->before;
}

/** stemma_document_is_read_only: Returns: whether the store that is open cannot be written to */
gboolean
stemma_document_is_read_only (StemmaDocument *document)
{
  return document->read_only;
}

/** stemma_document_get_jobs: Returns: (transfer none): a list of #StemmaJob, the work that is going on */
GListModel *
stemma_document_get_jobs (StemmaDocument *document)
{
  return G_LIST_MODEL (document->jobs);
}
