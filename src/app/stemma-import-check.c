#include "app/stemma-import-check.h"

#include <glib/gi18n.h>

#include "app/stemma-week-button.h"
#include "base/stemma-error.h"
#include "store/stemma-snapshots.h"

static char *
format_day (StemmaDate date)
{
  char *text = stemma_week_format (date);
  return g_strstrip (text);
}

static void
refuse_without_base (StemmaDate date, GError **error)
{
  g_autofree char *day = format_day (date);
  g_set_error (error, STEMMA_ERROR, STEMMA_ERROR_INPUT,
               _ ("There is no snapshot before %s that these changes could be applied to. Import a whole "
                  "snapshot first."),
               day);
}

static void
refuse_older (StemmaDate date, StemmaDate newest, GError **error)
{
  g_autofree char *day = format_day (date);
  g_autofree char *last = format_day (newest);
  g_set_error (
    error, STEMMA_ERROR, STEMMA_ERROR_INPUT,
    _ ("%s is before the newest snapshot, of %s. Snapshots are added in the order of their days: choose a "
       "later day, or a store of its own."),
    day, last);
}

/**
 * stemma_import_check:
 * @infos: (nullable) (element-type StemmaSnapshotInfo): the snapshots that the store has, oldest first
 * @date: the day that the files stand for
 * @n_whole: how many files are said to be whole snapshots
 * @n_changes: how many are said to be what was added or deleted
 * @error: why it is refused, in words for the window
 *
 * Returns: whether files may be imported as they are said to be
 */
StemmaImportVerdict
stemma_import_check (GPtrArray *infos, StemmaDate date, guint n_whole, guint n_changes, GError **error)
{
  guint n = infos != NULL ? infos->len : 0;
  StemmaDate newest = n > 0 ? ((const StemmaSnapshotInfo *) infos->pdata[n - 1])->date : STEMMA_DATE_NONE;
  gboolean replaces = n > 0 && date == newest;
  if ((n_whole > 0) == (n_changes > 0))
    g_set_error_literal (
      error, STEMMA_ERROR, STEMMA_ERROR_USAGE,
      _ ("The files are either whole snapshots, or what was added and deleted since the last one, "
         "not both. Import them one after the other."));
  else if (n > 0 && date < newest)
    refuse_older (date, newest, error);
  else if (n_changes > 0 && n - replaces == 0)
    refuse_without_base (date, error);
  else
    return replaces ? STEMMA_IMPORT_REPLACES : STEMMA_IMPORT_FITS;
  return STEMMA_IMPORT_REFUSED;
}
