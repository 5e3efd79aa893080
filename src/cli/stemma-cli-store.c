/* The way to the store, and to the snapshot that an option names. */
#include <glib/gi18n.h>
#include <glib/gstdio.h>

#include "base/stemma-error.h"
#include "cli/stemma-cli.h"

/* A result written over the store, or over what belongs to it, would be the end of every snapshot. */
static gboolean
is_output (const StemmaCli *cli, const char *path)
{
  static const char *const parts[] = { "", "-wal", "-shm", "-intake" };
  GStatBuf output, part;
  if (cli->output == NULL || g_str_equal (cli->output, "-") || g_stat (cli->output, &output) != 0)
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      g_autofree char *file = g_strconcat (path, parts[i], NULL);
      if (g_stat (file, &part) == 0 && part.st_dev == output.st_dev && part.st_ino == output.st_ino)
        return TRUE;
    }
  return FALSE;
}

/** stemma_cli_get_store_path: Returns: (transfer full): the file of the chosen store */
char *
stemma_cli_get_store_path (const StemmaCli *cli)
{
  return cli->store_path != NULL ? g_strdup (cli->store_path) : stemma_workspace_default_path ();
}

/**
 * stemma_cli_open:
 * @cli: the command line
 * @mode: whether to write, and whether to make it
 * @error: what went wrong
 *
 * Returns: (transfer full): the workspace on the chosen store, or %NULL
 */
StemmaWorkspace *
stemma_cli_open (StemmaCli *cli, StemmaStoreMode mode, GError **error)
{
  g_autofree char *path = stemma_cli_get_store_path (cli);
  g_autofree char *shown = g_filename_display_name (path);
  if (g_file_test (path, G_FILE_TEST_IS_DIR))
    g_set_error (error, STEMMA_ERROR, STEMMA_ERROR_INPUT, _ ("%s is a folder; a store is a file"), shown);
  else if (is_output (cli, path))
    g_set_error (error, STEMMA_ERROR, STEMMA_ERROR_USAGE,
                 _ ("-o names the store itself, %s; it was not touched"), shown);
  else
    return stemma_workspace_open (path, mode, error);
  return NULL;
}

/* The days to try instead, with a word before them: those on either side, or the newest where @date is no day. */
static char *
nearest (GPtrArray *list, StemmaDate date)
{
  const StemmaSnapshotInfo *before = NULL, *after = NULL;
  char text[STEMMA_DATE_TEXT_SIZE], other[STEMMA_DATE_TEXT_SIZE];
  for (guint i = 0; i < list->len; i++)
    {
      const StemmaSnapshotInfo *info = g_ptr_array_index (list, i);
      if (date == STEMMA_DATE_NONE || info->date < date)
        before = info;
      else if (after == NULL)
        after = info;
    }
  if (date == STEMMA_DATE_NONE)
    return g_strdup_printf (_ ("the newest is of %s"), stemma_date_format (before->date, text));
  if (before == NULL)
    return g_strdup_printf (_ ("the oldest is of %s"), stemma_date_format (after->date, text));
  if (after == NULL)
    return g_strdup_printf (_ ("the newest is of %s"), stemma_date_format (before->date, text));
  return g_strdup_printf (_ ("the nearest are of %s and %s"), stemma_date_format (before->date, text),
                          stemma_date_format (after->date, other));
}

static void
fail_unknown (GPtrArray *list, const char *day, StemmaDate date, GError **error)
{
  if (list->len == 0)
    {
      g_set_error_literal (error, STEMMA_ERROR, STEMMA_ERROR_NOT_FOUND,
                           _ ("The store has no snapshot yet; “stemma-cli import” brings one"));
      return;
    }
  g_autofree char *others = nearest (list, date);
  if (date == STEMMA_DATE_NONE)
    g_set_error (error, STEMMA_ERROR, STEMMA_ERROR_NOT_FOUND,
                 _ ("“%s” is no day (YYYY-MM-DD) of a snapshot; %s"), day, others);
  else
    g_set_error (error, STEMMA_ERROR, STEMMA_ERROR_NOT_FOUND, _ ("There is no snapshot of %s; %s"), day, others);
}

/**
 * stemma_cli_find_day:
 * @cli: the command line
 * @workspace: the store
 * @day: what was given as the day of a snapshot; `newest` is the newest, and may be a part of the Hub only
 * @id: (out): the snapshot's number in the store
 * @error: that there is none; names the nearest
 *
 * Returns: whether there is a snapshot of that day
 */
gboolean
stemma_cli_find_day (StemmaCli *cli, StemmaWorkspace *workspace, const char *day, guint32 *id, GError **error)
{
  g_autoptr (GPtrArray) list = stemma_workspace_list (workspace, cli->cancellable, error);
  StemmaDate date;
  if (list == NULL)
    return FALSE;
  if (g_str_equal (day, "newest") && list->len > 0)
    {
      *id = ((const StemmaSnapshotInfo *) g_ptr_array_index (list, list->len - 1))->id;
      return TRUE;
    }
  if (!stemma_date_parse (day, &date))
    date = STEMMA_DATE_NONE;
  for (guint i = 0; date != STEMMA_DATE_NONE && i < list->len; i++)
    {
      const StemmaSnapshotInfo *info = g_ptr_array_index (list, i);
      if (info->date == date)
        {
          *id = info->id;
          return TRUE;
        }
    }
  fail_unknown (list, day, date, error);
  return FALSE;
}

/**
 * stemma_cli_load:
 * @cli: the command line
 * @workspace: (nullable): the store; with %NULL @error is set already
 * @selector: (nullable): a day, `latest` (also for %NULL), `previous` or `newest`
 * @error: what went wrong; names the nearest days
 *
 * Returns: (transfer full): the snapshot, or %NULL
 */
StemmaSnapshot *
stemma_cli_load (StemmaCli *cli, StemmaWorkspace *workspace, const char *selector, GError **error)
{
  guint32 id;
  if (workspace == NULL)
    return NULL;
  if (selector != NULL && !g_str_equal (selector, "latest") && !g_str_equal (selector, "previous")
      && !stemma_cli_find_day (cli, workspace, selector, &id, error))
    return NULL;
  return stemma_workspace_load (workspace, selector, cli->cancellable, error);
}
