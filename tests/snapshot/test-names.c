#include <string.h>

#include "analysis/graph-fixture.h"
#include "snapshot/stemma-checksum.h"
#include "snapshot/stemma-name-order.h"

/* Few letters and long common beginnings, so that names agree for many bytes. */
static char *
random_name (GRand *random)
{
  static const char *const parts[] = { "a", "b", "-", "/", "abcdefgh", "abcdefghijklmnop", "\303\244", "Z" };
  guint n = (guint) g_rand_int_range (random, 0, 9);
  GString *name = g_string_new (NULL);
  for (guint i = 0; i < n; i++)
    g_string_append (name, parts[g_rand_int_range (random, 0, G_N_ELEMENTS (parts))]);
  return g_string_free (name, FALSE);
}

static void
test_order (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (12);
  for (guint round = 0; round < 60; round++)
    {
      g_autoptr (StemmaNames) names = stemma_names_new ();
      guint32 n = (guint32) g_rand_int_range (random, 0, round % 6 == 0 ? 3000 : 90);
      g_autofree guint32 *ids = g_new (guint32, n + 1);
      g_autofree guint32 *order = g_new (guint32, n + 1);
      g_autofree gboolean *seen = g_new0 (gboolean, n + 1);
      for (guint32 i = 0; i < n; i++)
        {
          g_autofree char *name = random_name (random);
          stemma_names_append (names, name);
          ids[i] = (guint32) g_rand_int_range (random, 0, (gint32) i + 1);
        }
      stemma_name_order (names, ids, n, order);
      for (guint32 i = 0; i < n; i++)
        {
          g_assert_cmpuint (order[i], <, n);
          g_assert_false (seen[order[i]]);
          seen[order[i]] = TRUE;
          if (i == 0)
            continue;
          int side
            = strcmp (stemma_names_get (names, ids[order[i - 1]]), stemma_names_get (names, ids[order[i]]));
          g_assert_true (side < 0 || (side == 0 && order[i - 1] < order[i]));
        }
    }
}

static void
test_append (void)
{
  g_autoptr (StemmaNames) names = stemma_names_new ();
  g_autoptr (GPtrArray) places = g_ptr_array_new ();
  g_autofree char *huge = g_strnfill (600000, 'x');
  for (guint32 i = 0; i < 50000; i++)
    {
      g_autofree char *name = g_strdup_printf ("owner/%u", i);
      g_assert_cmpuint (stemma_names_append (names, i % 20000 == 7 ? huge : name), ==, i);
      g_ptr_array_add (places, (gpointer) stemma_names_get (names, i));
    }
  g_assert_cmpuint (stemma_names_get_count (names), ==, 50000);
  for (guint32 i = 0; i < 50000; i++)
    g_assert_true (stemma_names_get (names, i) == g_ptr_array_index (places, i));
  g_assert_cmpstr (stemma_names_get (names, 20007), ==, huge);
  g_assert_cmpstr (stemma_names_get (names, 49999), ==, "owner/49999");
  g_assert_cmpstr (stemma_names_get (names, 50000), ==, "");
}

static const char *
row_name_at (const StemmaSnapshot *snapshot, guint32 place)
{
  return stemma_snapshot_get_row_name (snapshot, stemma_snapshot_get_row_by_name (snapshot, place));
}

/* All nodes stand by name, ghosts among the models. */
static void
test_ranks (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (34);
  for (guint round = 0; round < 200; round++)
    {
      g_autoptr (GraphFixture) fixture = graph_fixture_new ();
      guint n = (guint) g_rand_int_range (random, 1, 60);
      for (guint i = 0; i < n; i++)
        {
          g_autofree char *stem = random_name (random);
          g_autofree char *name = g_strdup_printf ("%s%c%u", stem, "A/z"[i % 3], i);
          g_autofree char *parent = random_name (random);
          StemmaSnapshotModel model = { .derived = i % 3 > 0 };
          guint32 key = graph_fixture_add (fixture, &model, name);
          if (i % 3 > 0)
            graph_fixture_edge (fixture, key, parent, STEMMA_RELATION_FINETUNE);
        }
      g_autoptr (StemmaSnapshot) snapshot = graph_fixture_seal (fixture);
      const StemmaGraph *graph = stemma_snapshot_get_graph (snapshot);
      g_autofree StemmaNode *node_of_rank = g_new (StemmaNode, graph->n_nodes + 1);
      memset (node_of_rank, 0xff, graph->n_nodes * sizeof *node_of_rank);
      for (StemmaNode node = 0; node < graph->n_nodes; node++)
        {
          g_assert_cmpuint (node_of_rank[graph->name_rank[node]], ==, STEMMA_NONE);
          node_of_rank[graph->name_rank[node]] = node;
        }
      for (guint32 rank = 1; rank < graph->n_nodes; rank++)
        g_assert_cmpstr (stemma_snapshot_get_node_name (snapshot, node_of_rank[rank - 1]), <,
                         stemma_snapshot_get_node_name (snapshot, node_of_rank[rank]));
      for (guint i = 1; i < n; i++)
        g_assert_cmpstr (row_name_at (snapshot, i - 1), <,
                         row_name_at (snapshot, i));
    }
}

/* Any one changed byte changes the sum, and so does the length. */
static void
test_checksum (void)
{
  guint8 bytes[100] = { 0 };
  for (gsize size = 0; size <= sizeof bytes; size++)
    {
      guint64 sum = stemma_checksum (bytes, size);
      if (size > 0)
        g_assert_cmpuint (sum, !=, stemma_checksum (bytes, size - 1));
      for (gsize at = 0; at < size; at++)
        {
          bytes[at] = 1;
          g_assert_cmpuint (stemma_checksum (bytes, size), !=, sum);
          bytes[at] = 0;
        }
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/names/order", test_order);
  g_test_add_func ("/names/append", test_append);
  g_test_add_func ("/names/ranks", test_ranks);
  g_test_add_func ("/names/checksum", test_checksum);
  return g_test_run ();
}
