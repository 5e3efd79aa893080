#include "intake/stemma-import.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>
#include <string.h>

#include "base/stemma-error.h"
#include "files/stemma-reader.h"
#include "intake/stemma-feed.h"

typedef struct
{
  StemmaFeed *feed;
  const char *path; /* of the file that is being read */
  StemmaFileKind kind; /* of the file that is being read; told before its first record */
  gboolean deleting;
  guint64 rows; /* that named a model */
} Import;

static gboolean
take_record (const StemmaRecord *record, guint64 line, gpointer user_data, GError **error)
{
  Import *import = user_data;
  import->rows++;
  if (import->deleting)
    return stemma_feed_delete (import->feed, record->name, line, error);
  if (import->kind == STEMMA_FILE_EDGES_CSV)
    return stemma_feed_add_edge (import->feed, &(StemmaPageEdge) { .child = record->name, .line = line }, error);
  return stemma_feed_add (import->feed, record, line, error);
}

static gboolean
take_edge (const char *parent, const char *child, StemmaRelation relation, const char *relation_word, guint64 line,
           gpointer user_data, GError **error)
{
  Import *import = user_data;
  import->rows++;
  if (import->deleting)
    {
      g_set_error (error, STEMMA_ERROR, STEMMA_ERROR_INPUT,
                   _ ("%s: line %" PRIu64 ": a list of edges does not say which models were deleted"), import->path,
                   line);
      return FALSE;
    }
  StemmaPageEdge edge
      = { .parent = parent, .child = child, .word = relation_word, .relation = relation, .line = line };
  return stemma_feed_add_edge (import->feed, &edge, error);
}

static void
take_finding (const char *id, const char *kind, const char *text, gpointer user_data)
{
  Import *import = user_data;
  stemma_feed_add_finding (import->feed, id, kind, text);
}

static gboolean
read_files (Import *import, const char *const *paths, gboolean deleting, const StemmaProgress *progress,
            GCancellable *cancellable, GError **error)
{
  StemmaReaderHandler handler
      = { .record = take_record, .edge = take_edge, .finding = take_finding, .user_data = import };
  import->deleting = deleting;
  for (guint i = 0; paths != NULL && paths[i] != NULL; i++)
    {
      import->path = paths[i];
      stemma_feed_set_file (import->feed, paths[i]);
      if (!stemma_reader_read (paths[i], &handler, progress, &import->kind, cancellable, error)
          || !stemma_feed_flush (import->feed, error))
        return FALSE;
    }
  return TRUE;
}

static char *
describe_source (const StemmaImportOptions *options)
{
  g_autoptr (GString) text = g_string_new (NULL);
  const char *const *const lists[] = { options->snapshot, options->deleted, options->added };
  static const char *const signs[] = { "", "−", "+" };
  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    for (guint j = 0; lists[i] != NULL && lists[i][j] != NULL; j++)
      {
        gboolean given = strcmp (lists[i][j], "-") == 0;
        g_autofree char *name = given ? g_strdup (_ ("standard input")) : g_path_get_basename (lists[i][j]);
        g_autofree char *shown = g_utf8_make_valid (name, -1);
        g_string_append_printf (text, "%s%s%s", text->len > 0 ? ", " : "", signs[i], shown);
      }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static gboolean
check_options (const StemmaImportOptions *options, GError **error)
{
  gboolean whole = options->snapshot != NULL && options->snapshot[0] != NULL;
  gboolean change = (options->added != NULL && options->added[0] != NULL)
                    || (options->deleted != NULL && options->deleted[0] != NULL);
  if (whole != change)
    return TRUE;
  g_set_error_literal (error, STEMMA_ERROR, STEMMA_ERROR_USAGE,
                       _ ("An import takes either --snapshot, or --added and --deleted"));
  return FALSE;
}

/* A week's change may be empty; a list of everything that names nothing is a mistake, and would delete every model. */
static gboolean
check_not_empty (const Import *import, const StemmaImportOptions *options, gboolean whole, GError **error)
{
  if (!whole || import->rows > 0)
    return TRUE;
  g_set_error (error, STEMMA_ERROR, STEMMA_ERROR_INPUT, _ ("%s lists no model. The store is as before"),
               options->snapshot[0]);
  return FALSE;
}

static gboolean
run (StemmaStore *store, const StemmaImportOptions *options, const StemmaProgress *progress,
     StemmaPublished *published, GCancellable *cancellable, GError **error)
{
  if (!check_options (options, error))
    return FALSE;
  g_autofree char *source = describe_source (options);
  StemmaStageOptions stage = { .whole = options->snapshot != NULL && options->snapshot[0] != NULL,
                               .replace = options->replace,
                               .date = options->date,
                               .source = source };
  g_autoptr (StemmaFeed) feed = stemma_feed_begin (store, &stage, error);
  if (feed == NULL)
    return FALSE;
  Import import = { .feed = feed };
  if (read_files (&import, options->snapshot, FALSE, progress, cancellable, error)
      && check_not_empty (&import, options, stage.whole, error)
      && read_files (&import, options->deleted, TRUE, progress, cancellable, error)
      && read_files (&import, options->added, FALSE, progress, cancellable, error)
      && !g_cancellable_set_error_if_cancelled (cancellable, error)
      && stemma_feed_publish (feed, published, error))
    return TRUE;
  stemma_feed_drop (feed);
  return FALSE;
}

/**
 * stemma_import_run:
 * @store: a store that may be written
 * @options: the files and the day they stand for
 * @progress: (nullable): told of bytes read
 * @published: (out): what changed
 * @cancellable: (nullable): to give up; the store is as before then
 * @error: what went wrong, naming file and line; the store is as before then
 *
 * Reads files into a new snapshot. Blocks; memory does not grow with the files. A store that was made for this import
 * goes with it if it fails.
 *
 * Returns: whether there is a new snapshot
 */
gboolean
stemma_import_run (StemmaStore *store, const StemmaImportOptions *options, const StemmaProgress *progress,
                   StemmaPublished *published, GCancellable *cancellable, GError **error)
{
  gboolean done = run (store, options, progress, published, cancellable, error);
  if (!done)
    stemma_store_discard_if_new (store);
  return done;
}
