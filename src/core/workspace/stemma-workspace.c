#include "workspace/stemma-workspace.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "base/stemma-error.h"
#include "snapshot/stemma-seal.h"
#include "workspace/stemma-figures-cache.h"

/* Saved snapshots of one store that are kept, newest first. */
#define MAX_SAVED 8

struct _StemmaWorkspace
{
  gatomicrefcount refs;
  StemmaStore *store;
  char *cache_folder;
  StemmaFiguresCache *figures;
  GMutex mutex;       /* guards what follows */
  StemmaNames *names; /* sealed; replaced when the store has more */
  GHashTable *loaded; /* revision as text -> StemmaSnapshot */
};

/**
 * stemma_workspace_default_path:
 *
 * Returns: (transfer full): where the store lies unless somebody says otherwise
 */
char *
stemma_workspace_default_path (void)
{
  return g_build_filename (g_get_user_data_dir (), "stemma", "stemma.db", NULL);
}

static char *
format_id (StemmaStore *store)
{
  const guint8 *id = stemma_store_get_id (store);
  g_autoptr (GString) text = g_string_new (NULL);
  for (guint i = 0; i < STEMMA_STORE_ID_SIZE; i++)
    g_string_append_printf (text, "%02x", id[i]);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static char *
build_cache_folder (StemmaStore *store)
{
  g_autofree char *id = format_id (store);
  return g_build_filename (g_get_user_cache_dir (), "stemma", id, NULL);
}

/**
 * stemma_workspace_open:
 * @path: the store's file
 * @mode: whether to write, and whether to make it
 * @error: what went wrong
 *
 * Returns: (transfer full): a workspace, or %NULL
 */
StemmaWorkspace *
stemma_workspace_open (const char *path, StemmaStoreMode mode, GError **error)
{
  StemmaStore *store = stemma_store_open (path, mode, error);
  if (store == NULL)
    return NULL;
  StemmaWorkspace *workspace = g_new0 (StemmaWorkspace, 1);
  g_atomic_ref_count_init (&workspace->refs);
  g_mutex_init (&workspace->mutex);
  workspace->store = store;
  workspace->cache_folder = build_cache_folder (store);
  workspace->figures = stemma_figures_cache_new ();
  workspace->loaded
      = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) stemma_snapshot_unref);
  return workspace;
}

/** stemma_workspace_ref: Returns: (transfer full): @workspace */
StemmaWorkspace *
stemma_workspace_ref (StemmaWorkspace *workspace)
{
  g_atomic_ref_count_inc (&workspace->refs);
  return workspace;
}

/** stemma_workspace_unref: @workspace: (nullable) (transfer full): what is done with */
void
stemma_workspace_unref (StemmaWorkspace *workspace)
{
  if (workspace == NULL || !g_atomic_ref_count_dec (&workspace->refs))
    return;
  stemma_figures_cache_free (workspace->figures);
  g_hash_table_unref (workspace->loaded);
  g_clear_pointer (&workspace->names, stemma_names_unref);
  stemma_store_unref (workspace->store);
  g_mutex_clear (&workspace->mutex);
  g_free (workspace->cache_folder);
  g_free (workspace);
}

/** stemma_workspace_get_store: Returns: (transfer none): the open store */
StemmaStore *
stemma_workspace_get_store (StemmaWorkspace *workspace)
{
  return workspace->store;
}

/** stemma_workspace_get_id: Returns: (transfer full): what names the store in links, wherever its file lies */
char *
stemma_workspace_get_id (StemmaWorkspace *workspace)
{
  return format_id (workspace->store);
}

/** stemma_workspace_get_cache_folder: Returns: (transfer none): where what is derived from this store is kept */
const char *
stemma_workspace_get_cache_folder (StemmaWorkspace *workspace)
{
  return workspace->cache_folder;
}

/**
 * stemma_workspace_list:
 * @workspace: a workspace
 * @cancellable: (nullable): to give up
 * @error: what went wrong
 *
 * Returns: (transfer full) (element-type StemmaSnapshotInfo): the snapshots, oldest first
 */
GPtrArray *
stemma_workspace_list (StemmaWorkspace *workspace, GCancellable *cancellable, GError **error)
{
  return stemma_snapshots_list (workspace->store, cancellable, error);
}

static char *
names_path (StemmaWorkspace *workspace)
{
  return g_build_filename (workspace->cache_folder, "names", NULL);
}

static char *
snapshot_path (StemmaWorkspace *workspace, const StemmaSnapshotInfo *info)
{
  char date[STEMMA_DATE_TEXT_SIZE];
  g_autofree char *name = g_strdup_printf ("%s-%" G_GUINT64_FORMAT ".snapshot",
                                           stemma_date_format (info->date, date), info->revision);
  return g_build_filename (workspace->cache_folder, name, NULL);
}

static StemmaSnapshot *
open_saved (StemmaWorkspace *workspace, const StemmaSnapshotInfo *info)
{
  g_autofree char *names_file = names_path (workspace);
  g_autofree char *path = snapshot_path (workspace, info);
  g_autoptr (GError) error = NULL;
  if (workspace->names == NULL)
    workspace->names = stemma_names_open (names_file, 0, NULL);
  if (workspace->names == NULL)
    return NULL;
  StemmaSnapshot *snapshot = stemma_snapshot_open (path, workspace->names, stemma_store_get_id (workspace->store),
                                                   info->revision, &error);
  if (snapshot == NULL)
    g_debug ("sealing anew: %s", error->message);
  return snapshot;
}

/* Gives them back as they lie in the file, which takes no memory of its own, or as they are if they cannot be saved. */
static StemmaNames *
save_names (StemmaNames *names, const char *path)
{
  g_autoptr (GError) error = NULL;
  StemmaNames *saved = NULL;
  if (stemma_names_save (names, path, &error))
    saved = stemma_names_open (path, stemma_names_get_count (names), &error);
  if (saved == NULL)
    g_info ("names were not cached: %s", error->message);
  else
    stemma_names_seal (saved);
  return saved != NULL ? saved : stemma_names_ref (names);
}

/* Names that are in use are never appended to: the store's new ones go into a copy that shares the saved file. */
static gboolean
refresh_names (StemmaWorkspace *workspace, GCancellable *cancellable, GError **error)
{
  g_autofree char *path = names_path (workspace);
  g_autoptr (StemmaNames) names = stemma_names_open (path, 0, NULL);
  if (names == NULL)
    names = stemma_names_new ();
  guint32 before = stemma_names_get_count (names);
  if (!stemma_seal_names (workspace->store, names, cancellable, error))
    return FALSE;
  stemma_names_seal (names);
  g_clear_pointer (&workspace->names, stemma_names_unref);
  if (stemma_names_get_count (names) > before)
    workspace->names = save_names (names, path);
  else
    workspace->names = g_steal_pointer (&names);
  return TRUE;
}

static int
compare_names_backwards (gconstpointer a, gconstpointer b)
{
  return g_strcmp0 (*(const char *const *) b, *(const char *const *) a);
}

/* File names begin with the date: the newest come first. */
static void
prune_saved (StemmaWorkspace *workspace)
{
  g_autoptr (GDir) dir = g_dir_open (workspace->cache_folder, 0, NULL);
  g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func (g_free);
  const char *name;
  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    if (g_str_has_suffix (name, ".snapshot"))
      g_ptr_array_add (files, g_strdup (name));
  g_ptr_array_sort (files, compare_names_backwards);
  for (guint i = MAX_SAVED; i < files->len; i++)
    {
      g_autofree char *path = g_build_filename (workspace->cache_folder, g_ptr_array_index (files, i), NULL);
      g_unlink (path);
    }
}

static StemmaSnapshot *
seal (StemmaWorkspace *workspace, const StemmaSnapshotInfo *info, GCancellable *cancellable, GError **error)
{
  if (g_mkdir_with_parents (workspace->cache_folder, 0700) != 0)
    g_info ("%s: %s", workspace->cache_folder, g_strerror (errno));
  if (!refresh_names (workspace, cancellable, error))
    return NULL;
  StemmaSnapshot *snapshot = stemma_seal_snapshot (workspace->store, info, workspace->names, cancellable, error);
  if (snapshot == NULL)
    return NULL;
  g_autofree char *path = snapshot_path (workspace, info);
  /* What cannot be saved is still used: the cache only saves time. */
  g_autoptr (GError) failure = NULL;
  if (!stemma_snapshot_save (snapshot, path, &failure))
    g_info ("nothing was cached: %s", failure->message);
  prune_saved (workspace);
  return snapshot;
}

/**
 * stemma_workspace_load_info:
 * @workspace: a workspace
 * @info: one of its snapshots: of one day there may be two
 * @cancellable: (nullable): to give up
 * @error: what went wrong
 *
 * Returns: (transfer full): the sealed snapshot, mapped from the cache if it is there, or %NULL
 */
StemmaSnapshot *
stemma_workspace_load_info (StemmaWorkspace *workspace, const StemmaSnapshotInfo *info, GCancellable *cancellable,
                            GError **error)
{
  g_autofree char *key = g_strdup_printf ("%" G_GUINT64_FORMAT, info->revision);
  g_mutex_lock (&workspace->mutex);
  StemmaSnapshot *snapshot = g_hash_table_lookup (workspace->loaded, key);
  if (snapshot == NULL)
    {
      snapshot = open_saved (workspace, info);
      if (snapshot == NULL)
        snapshot = seal (workspace, info, cancellable, error);
      if (snapshot != NULL)
        g_hash_table_insert (workspace->loaded, g_steal_pointer (&key), snapshot);
    }
  if (snapshot != NULL)
    stemma_snapshot_ref (snapshot);
  g_mutex_unlock (&workspace->mutex);
  return snapshot;
}

static const StemmaSnapshotInfo *
nth_complete_from_end (GPtrArray *list, guint n)
{
  for (guint i = list->len; i > 0; i--)
    {
      const StemmaSnapshotInfo *info = g_ptr_array_index (list, i - 1);
      if (info->complete && n-- == 0)
        return info;
    }
  return NULL;
}

/* Of the same day there may be a complete snapshot and an incomplete one on top of it: the complete one is meant. */
static const StemmaSnapshotInfo *
find_date (GPtrArray *list, StemmaDate date)
{
  const StemmaSnapshotInfo *found = NULL;
  for (guint i = 0; i < list->len; i++)
    {
      const StemmaSnapshotInfo *info = g_ptr_array_index (list, i);
      if (info->date == date && (found == NULL || info->complete))
        found = info;
    }
  return found;
}

/* Where nothing is complete, the newest there is has to do. */
static const StemmaSnapshotInfo *
find_latest (GPtrArray *list)
{
  const StemmaSnapshotInfo *info = nth_complete_from_end (list, 0);
  return info == NULL && list->len > 0 ? g_ptr_array_index (list, list->len - 1) : info;
}

static void
fail_unknown (GPtrArray *list, const char *selector, GError **error)
{
  g_autoptr (GString) dates = g_string_new (NULL);
  for (guint i = list->len > 5 ? list->len - 5 : 0; i < list->len; i++)
    {
      const StemmaSnapshotInfo *info = g_ptr_array_index (list, i);
      char text[STEMMA_DATE_TEXT_SIZE];
      g_string_append_printf (dates, " %s", stemma_date_format (info->date, text));
    }
  if (list->len == 0)
    g_set_error_literal (error, STEMMA_ERROR, STEMMA_ERROR_NOT_FOUND,
                         _ ("The store has no snapshot yet; “stemma-cli import” brings one"));
  else
    g_set_error (error, STEMMA_ERROR, STEMMA_ERROR_NOT_FOUND, _ ("There is no snapshot “%s”; the newest are:%s"),
                 selector, dates->str);
}

/**
 * stemma_workspace_load:
 * @workspace: a workspace
 * @selector: (nullable): a date as YYYY-MM-DD, `latest` (also for %NULL) or `previous`, which are complete as far as there
 *   are such; `newest`, which may be a part of the Hub
 * @cancellable: (nullable): to give up
 * @error: what went wrong; an unknown snapshot's message names those that there are
 *
 * Returns: (transfer full): the sealed snapshot, mapped from the cache if it is there, or %NULL
 */
StemmaSnapshot *
stemma_workspace_load (StemmaWorkspace *workspace, const char *selector, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) list = stemma_workspace_list (workspace, cancellable, error);
  if (list == NULL)
    return NULL;
  StemmaDate date;
  const StemmaSnapshotInfo *info = NULL;
  if (selector == NULL || g_str_equal (selector, "latest"))
    info = find_latest (list);
  else if (g_str_equal (selector, "newest"))
    info = list->len > 0 ? g_ptr_array_index (list, list->len - 1) : NULL;
  else if (g_str_equal (selector, "previous"))
    info = nth_complete_from_end (list, 1);
  else if (stemma_date_parse (selector, &date))
    info = find_date (list, date);
  if (info != NULL)
    return stemma_workspace_load_info (workspace, info, cancellable, error);
  fail_unknown (list, selector != NULL ? selector : "latest", error);
  return NULL;
}

/**
 * stemma_workspace_load_before:
 * @workspace: a workspace
 * @date: a day
 * @cancellable: (nullable): to give up
 * @error: what went wrong; %STEMMA_ERROR_NOT_FOUND if there is none before
 *
 * Returns: (transfer full): the newest complete snapshot before @date, or %NULL
 */
StemmaSnapshot *
stemma_workspace_load_before (StemmaWorkspace *workspace, StemmaDate date, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) list = stemma_workspace_list (workspace, cancellable, error);
  for (guint i = list != NULL ? list->len : 0; i > 0; i--)
    {
      const StemmaSnapshotInfo *info = g_ptr_array_index (list, i - 1);
      if (info->complete && info->date < date)
        return stemma_workspace_load_info (workspace, info, cancellable, error);
    }
  char text[STEMMA_DATE_TEXT_SIZE];
  if (list != NULL)
    g_set_error (error, STEMMA_ERROR, STEMMA_ERROR_NOT_FOUND, _ ("There is no snapshot before %s"),
                 stemma_date_format (date, text));
  return NULL;
}

/**
 * stemma_workspace_import:
 * @workspace: a workspace that may be written
 * @options: what to import
 * @progress: (nullable): told of bytes read, then of the sealing
 * @published: (out): what changed
 * @cancellable: (nullable): to give up
 * @error: what went wrong; the store is as before then
 *
 * Imports files and seals the new snapshot, so that it opens at once afterwards.
 *
 * Returns: whether there is a new snapshot
 */
gboolean
stemma_workspace_import (StemmaWorkspace *workspace, const StemmaImportOptions *options,
                         const StemmaProgress *progress, StemmaPublished *published, GCancellable *cancellable,
                         GError **error)
{
  if (!stemma_import_run (workspace->store, options, progress, published, cancellable, error))
    return FALSE;
  stemma_progress_tell (progress, 0, 0, _ ("Sealing the snapshot"));
  /* The snapshot is published; a sealing that fails is made up for when somebody asks for it. */
  g_autoptr (GError) ignored = NULL;
  g_autoptr (StemmaSnapshot) sealed = stemma_workspace_load (workspace, "latest", cancellable, &ignored);
  if (sealed == NULL)
    g_info ("not sealed yet: %s", ignored->message);
  return TRUE;
}

/**
 * stemma_workspace_get_figures:
 * @workspace: a workspace
 * @snapshot: one of its snapshots
 * @before: (nullable): an earlier one of its snapshots, to compare with
 * @reading: which of their two meanings the figures have
 * @cancellable: (nullable): to give up
 * @error: that it was cancelled
 *
 * Returns: (transfer full): all figures of @snapshot; those asked for lately are at hand, others are computed now
 */
StemmaFigures *
stemma_workspace_get_figures (StemmaWorkspace *workspace, StemmaSnapshot *snapshot, StemmaSnapshot *before,
                              StemmaReading reading, GCancellable *cancellable, GError **error)
{
  return stemma_figures_cache_get (workspace->figures, snapshot, before, reading, cancellable, error);
}

/** stemma_workspace_clear_cache: forgets everything derived; it is built again on demand */
void
stemma_workspace_clear_cache (StemmaWorkspace *workspace)
{
  stemma_figures_cache_clear (workspace->figures);
  g_mutex_lock (&workspace->mutex);
  g_hash_table_remove_all (workspace->loaded);
  g_clear_pointer (&workspace->names, stemma_names_unref);
  g_autoptr (GDir) dir = g_dir_open (workspace->cache_folder, 0, NULL);
  const char *name;
  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (workspace->cache_folder, name, NULL);
      g_unlink (path);
    }
  g_mutex_unlock (&workspace->mutex);
}
