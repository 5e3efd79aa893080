#include "analysis/graph-fixture.h"

#include <string.h>

struct _GraphFixture
{
  StemmaNames *names;
  GHashTable *ids; /* name to id + 1 */
  StemmaSnapshotBuilder *builder;
  guint32 n_models;
};

/**
 * graph_fixture_new:
 *
 * Returns: (transfer full): a snapshot to be, of 2025-01-01, with no model yet
 */
GraphFixture *
graph_fixture_new (void)
{
  GraphFixture *fixture = g_new0 (GraphFixture, 1);
  StemmaDate date = 0;
  stemma_date_parse ("2025-01-01", &date);
  fixture->names = stemma_names_new ();
  fixture->ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  fixture->builder = stemma_snapshot_builder_new (fixture->names, date, "fixture");
  return fixture;
}

void
graph_fixture_free (GraphFixture *fixture)
{
  if (fixture == NULL)
    return;
  g_hash_table_unref (fixture->ids);
  stemma_snapshot_builder_free (fixture->builder);
  stemma_names_unref (fixture->names);
  g_free (fixture);
}

/* The id of a name, which is added if it is new. */
guint32
graph_fixture_name (GraphFixture *fixture, const char *name)
{
  guint id = GPOINTER_TO_UINT (g_hash_table_lookup (fixture->ids, name));
  if (id > 0)
    return id - 1;
  guint32 fresh = stemma_names_append (fixture->names, name);
  g_hash_table_insert (fixture->ids, g_strdup (name), GUINT_TO_POINTER (fresh + 1));
  return fresh;
}

/* Adds a listed model and returns its key. Key and name are set here; arrival too, if it is 0. */
guint32
graph_fixture_add (GraphFixture *fixture, const StemmaSnapshotModel *model, const char *name)
{
  StemmaSnapshotModel told = *model;
  told.key = ++fixture->n_models;
  told.name = graph_fixture_name (fixture, name);
  if (told.arrival == 0)
    told.arrival = told.key;
  stemma_snapshot_builder_add_model (fixture->builder, &told);
  return told.key;
}

void
graph_fixture_edge (GraphFixture *fixture, guint32 child_key, const char *parent, StemmaRelation relation)
{
  stemma_snapshot_builder_add_edge (fixture->builder, child_key, graph_fixture_name (fixture, parent),
                                    STEMMA_NONE, relation, STEMMA_EDGE_SOURCE_FILE);
}

static StemmaRelation
relation_of (char letter)
{
  static const char letters[] = "famqo";
  const char *found = strchr (letters, letter);
  g_assert_true (letter != '\0' && found != NULL);
  return (StemmaRelation) (found - letters);
}

/* Cuts @text at the last @mark and returns what follows it. */
static char *
cut_at (char *text, char mark)
{
  char *found = strrchr (text, mark);
  if (found == NULL)
    return NULL;
  *found = '\0';
  return found + 1;
}

static void
parse_word (GraphFixture *fixture, char *word)
{
  char *parents = cut_at (word, '<');
  const char *downloads = cut_at (word, '+');
  const char *task = cut_at (word, '@');
  g_auto (GStrv) list = parents != NULL ? g_strsplit (parents, ",", -1) : g_new0 (char *, 1);
  StemmaRelation relation = STEMMA_RELATION_FINETUNE;
  StemmaSnapshotModel model = { .task = task, .known = STEMMA_KNOWN_PARENTS, .derived = list[0] != NULL };
  if (list[0] != NULL && list[0][0] != '\0' && list[0][1] == ':')
    relation = relation_of (list[0][0]);
  model.relation = relation;
  if (downloads != NULL)
    model.downloads = g_ascii_strtoull (downloads, NULL, 10);
  guint32 key = graph_fixture_add (fixture, &model, word);
  for (guint i = 0; list[i] != NULL; i++)
    {
      gboolean has_relation = list[i][0] != '\0' && list[i][1] == ':';
      if (has_relation)
        relation = relation_of (list[i][0]);
      graph_fixture_edge (fixture, key, list[i] + (has_relation ? 2 : 0), relation);
    }
}

/* Adds the models of a text as the header describes it. */
void
graph_fixture_parse (GraphFixture *fixture, const char *text)
{
  g_auto (GStrv) words = g_strsplit_set (text, " \n", -1);
  for (guint i = 0; words[i] != NULL; i++)
    if (*words[i] != '\0')
      parse_word (fixture, words[i]);
}

/* Ends it: the fixture can only be freed afterwards. */
StemmaSnapshot *
graph_fixture_seal (GraphFixture *fixture)
{
  g_autoptr (GError) error = NULL;
  stemma_names_seal (fixture->names);
  StemmaSnapshot *snapshot = stemma_snapshot_builder_seal (fixture->builder, NULL, &error);
  g_assert_no_error (error);
  g_assert_nonnull (snapshot);
  return snapshot;
}

/* A snapshot of a text, in one go. */
StemmaSnapshot *
graph_fixture_snapshot (const char *text)
{
  g_autoptr (GraphFixture) fixture = graph_fixture_new ();
  graph_fixture_parse (fixture, text);
  return graph_fixture_seal (fixture);
}

/* The node of a name that must have one. */
StemmaNode
graph_fixture_node (const StemmaSnapshot *snapshot, const char *name)
{
  StemmaNode node = stemma_snapshot_find_node (snapshot, name);
  if (node == STEMMA_NONE)
    g_error ("no node for %s", name);
  return node;
}
