#include "store-fixture.h"

#include <glib/gstdio.h>
#include <string.h>

void
store_fixture_open (StoreFixture *fixture)
{
  g_autoptr (GError) error = NULL;
  fixture->folder = g_dir_make_tmp ("stemma-store-XXXXXX", &error);
  g_assert_no_error (error);
  fixture->path = g_build_filename (fixture->folder, "stemma.db", NULL);
  fixture->store = stemma_store_open (fixture->path, STEMMA_STORE_CREATE, &error);
  g_assert_no_error (error);
}

void
store_fixture_reopen (StoreFixture *fixture)
{
  g_autoptr (GError) error = NULL;
  stemma_store_unref (fixture->store);
  fixture->store = stemma_store_open (fixture->path, STEMMA_STORE_WRITE, &error);
  g_assert_no_error (error);
}

void
store_fixture_close (StoreFixture *fixture)
{
  g_clear_pointer (&fixture->store, stemma_store_unref);
  g_autoptr (GDir) dir = g_dir_open (fixture->folder, 0, NULL);
  const char *name;
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (fixture->folder, name, NULL);
      g_chmod (path, 0600);
      g_assert_cmpint (g_unlink (path), ==, 0);
    }
  g_assert_cmpint (g_rmdir (fixture->folder), ==, 0);
  g_clear_pointer (&fixture->folder, g_free);
  g_clear_pointer (&fixture->path, g_free);
}

static gboolean
add_line (StemmaFeed *feed, const char *text, guint64 line, GError **error)
{
  if (g_str_has_prefix (text, "- "))
    return stemma_feed_delete (feed, text + 2, line, error);
  g_auto (GStrv) parts = g_strsplit (text, " < ", 2);
  g_auto (GStrv) parents = g_strsplit (parts[1] != NULL ? parts[1] : "", ", ", -1);
  StemmaRecordEdge edges[16] = { 0 };
  StemmaRecord record = { .name = parts[0], .known = STEMMA_KNOWN_PARENTS, .edges = edges };
  for (guint i = 0; parents[i] != NULL && parents[i][0] != '\0'; i++)
    {
      char *space = strchr (parents[i], ' ');
      *space = '\0';
      edges[i] = (StemmaRecordEdge) { .parent = parents[i],
                                      .relation = stemma_relation_parse (space + 1, -1),
                                      .source = STEMMA_EDGE_SOURCE_FILE };
      record.n_edges++;
    }
  record.relation = edges[0].relation;
  /* A name such as "x@621ffdc036468d709f17434d" carries its identity. */
  char *at = strchr (parts[0], '@');
  if (at != NULL)
    {
      *at = '\0';
      record.has_oid = stemma_oid_parse (at + 1, record.oid);
      g_assert_true (record.has_oid);
    }
  return stemma_feed_add (feed, &record, line, error);
}

gboolean
store_fixture_publish (StoreFixture *fixture, StemmaStageOptions options, const char *const *lines,
                       StemmaPublished *published, GError **error)
{
  options.source = options.source != NULL ? options.source : "test";
  g_autoptr (StemmaFeed) feed = stemma_feed_begin (fixture->store, &options, error);
  if (feed == NULL)
    return FALSE;
  gboolean done = TRUE;
  for (guint i = 0; done && lines[i] != NULL; i++)
    done = add_line (feed, lines[i], i + 1, error);
  done = done && stemma_feed_publish (feed, published, error);
  if (!done)
    stemma_feed_drop (feed);
  return done;
}

typedef struct
{
  GPtrArray *names;  /* by id - 1 */
  GHashTable *lines; /* key -> GString */
} Dump;

static gboolean
take_name (guint32 id, const char *text, gpointer user_data, GError **error G_GNUC_UNUSED)
{
  Dump *dump = user_data;
  g_assert_cmpuint (id, ==, dump->names->len + 1);
  g_ptr_array_add (dump->names, g_strdup (text));
  return TRUE;
}

static gboolean
take_former (guint32 name G_GNUC_UNUSED, guint32 model G_GNUC_UNUSED, gpointer user_data G_GNUC_UNUSED,
             GError **error G_GNUC_UNUSED)
{
  return TRUE;
}

static gboolean
take_model (const StemmaStoredModel *model, gpointer user_data, GError **error G_GNUC_UNUSED)
{
  Dump *dump = user_data;
  GString *line = g_string_new (g_ptr_array_index (dump->names, model->name - 1));
  g_assert_true (g_hash_table_insert (dump->lines, GUINT_TO_POINTER (model->key), line));
  return TRUE;
}

static gboolean
take_edge (const StemmaStoredEdge *edge, gpointer user_data, GError **error G_GNUC_UNUSED)
{
  Dump *dump = user_data;
  GString *line = g_hash_table_lookup (dump->lines, GUINT_TO_POINTER (edge->child));
  g_assert_nonnull (line);
  g_string_append_printf (line, "%s%s %s", strstr (line->str, " < ") == NULL ? " < " : ", ",
                          (const char *) g_ptr_array_index (dump->names, edge->parent - 1),
                          stemma_relation_word (edge->relation));
  return TRUE;
}

static void
free_line (gpointer line)
{
  g_string_free (line, TRUE);
}

static int
compare_texts (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

static char *
join_lines (GHashTable *lines)
{
  g_autoptr (GPtrArray) sorted = g_ptr_array_new ();
  GHashTableIter iter;
  gpointer line;
  g_hash_table_iter_init (&iter, lines);
  while (g_hash_table_iter_next (&iter, NULL, &line))
    g_ptr_array_add (sorted, ((GString *) line)->str);
  g_ptr_array_sort (sorted, compare_texts);
  g_ptr_array_add (sorted, NULL);
  return g_strjoinv ("\n", (char **) sorted->pdata);
}

char *
store_fixture_dump (StoreFixture *fixture, StemmaDate date)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) list = stemma_snapshots_list (fixture->store, NULL, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < list->len; i++)
    {
      const StemmaSnapshotInfo *info = g_ptr_array_index (list, i);
      if (info->date != date)
        continue;
      g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
      g_autoptr (GHashTable) lines = g_hash_table_new_full (NULL, NULL, NULL, free_line);
      Dump dump = { names, lines };
      StemmaSnapshotVisitor visitor = { take_former, take_model, take_edge, &dump };
      stemma_snapshots_visit_names (fixture->store, 0, take_name, &dump, NULL, &error);
      g_assert_no_error (error);
      stemma_snapshots_visit (fixture->store, info->id, &visitor, NULL, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (g_hash_table_size (lines), ==, info->models);
      return join_lines (lines);
    }
  return NULL;
}
