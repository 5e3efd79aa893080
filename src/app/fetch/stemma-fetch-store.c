/* Which store a fetch goes into, and which snapshots it keeps there. */
#include "app/fetch/stemma-fetch-store.h"

#include "app/stemma-application.h"

#define DAY (24 * 60 * 60)

static gboolean
is_of_hub (const StemmaSnapshotInfo *info)
{
  return g_str_has_prefix (info->source, "https://") || g_str_has_prefix (info->source, "http://");
}

/**
 * stemma_fetch_store_is_of_hub:
 * @infos: (nullable) (element-type StemmaSnapshotInfo): the snapshots of a store
 *
 * Files list other models than the Hub does: beside each other they compare to nonsense.
 *
 * Returns: whether all that is complete was fetched
 */
gboolean
stemma_fetch_store_is_of_hub (GPtrArray *infos)
{
  for (guint i = 0; infos != NULL && i < infos->len; i++)
    {
      const StemmaSnapshotInfo *info = g_ptr_array_index (infos, i);
      if (info->complete && !is_of_hub (info))
        return FALSE;
    }
  return TRUE;
}

/** stemma_fetch_store_of_schedule: Returns: (transfer full): the store that the Hub is fetched into */
char *
stemma_fetch_store_of_schedule (GSettings *settings)
{
  g_autofree char *path = g_settings_get_string (settings, "hub-store");
  if (*path != '\0' && g_file_test (path, G_FILE_TEST_EXISTS))
    return g_steal_pointer (&path);
  return stemma_application_new_store_path ();
}

/**
 * stemma_fetch_store_choose:
 * @document: what the window looks at
 * @whole: whether the whole Hub is wanted, or one family
 * @workspace: (out) (nullable) (transfer full): the store, if it is open in the window
 *
 * The store that is open, unless it is the sample, cannot be written to, or holds files.
 *
 * Returns: (transfer full): the store to fetch into
 */
char *
stemma_fetch_store_choose (StemmaDocument *document, gboolean whole, StemmaWorkspace **workspace)
{
  const char *path = stemma_document_get_path (document);
  StemmaWorkspace *open = stemma_document_get_workspace (document);
  *workspace = NULL;
  if (open == NULL || stemma_document_is_read_only (document) || stemma_application_is_sample (path)
      || (whole && !stemma_fetch_store_is_of_hub (stemma_document_get_infos (document))))
    return stemma_fetch_store_of_schedule (stemma_application_get_settings ());
  *workspace = stemma_workspace_ref (open);
  return g_strdup (path);
}

/**
 * stemma_fetch_store_retain:
 * @workspace: a store that the Hub was fetched into
 * @keep: how many complete snapshots to keep, 0 for all
 *
 * Forgets the oldest. What cannot be forgotten stays, and goes the next time.
 *
 * Returns: how many were forgotten
 */
guint
stemma_fetch_store_retain (StemmaWorkspace *workspace, guint keep)
{
  g_autoptr (GPtrArray) infos = stemma_workspace_list (workspace, NULL, NULL);
  guint complete = 0, forgotten = 0;
  if (infos == NULL || keep == 0 || !stemma_fetch_store_is_of_hub (infos))
    return 0;
  for (guint i = 0; i < infos->len; i++)
    complete += ((const StemmaSnapshotInfo *) g_ptr_array_index (infos, i))->complete;
  for (guint i = 0; i < infos->len && complete > keep; i++)
    {
      g_autoptr (GError) error = NULL;
      const StemmaSnapshotInfo *info = g_ptr_array_index (infos, i);
      if (!info->complete)
        continue;
      if (!stemma_snapshots_forget (stemma_workspace_get_store (workspace), info->date, &error))
        {
          g_info ("kept for now: %s", error->message);
          return forgotten;
        }
      complete--;
      forgotten++;
    }
  return forgotten;
}

/** stemma_fetch_store_newest: Returns: the first second of the day of the newest complete snapshot, 0 if
 * there is none */
gint64
stemma_fetch_store_newest (StemmaWorkspace *workspace, GCancellable *cancellable)
{
  g_autoptr (GPtrArray) infos = stemma_workspace_list (workspace, cancellable, NULL);
  gint64 newest = 0;
  for (guint i = 0; infos != NULL && i < infos->len; i++)
    {
      const StemmaSnapshotInfo *info = g_ptr_array_index (infos, i);
      if (info->complete)
        newest = MAX (newest, (gint64) info->date * DAY);
    }
  return newest;
}
