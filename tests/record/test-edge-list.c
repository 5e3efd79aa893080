#include "record/stemma-edge-list.h"

/* Against a plain table, short lists and long ones, so that both ways of looking up are walked. */
static void
test_each_once (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (99);
  g_autoptr (StemmaEdgeList) list = stemma_edge_list_new ();
  for (guint round = 0; round < 300; round++)
    {
      guint range = (guint) g_rand_int_range (rand, 1, 200);
      g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
      g_autoptr (GPtrArray) expected = g_ptr_array_new_with_free_func (g_free);
      stemma_edge_list_reset (list);
      for (guint i = 0; i < 150; i++)
        {
          char *name = g_strdup_printf ("owner/m%d", g_rand_int_range (rand, 0, (gint32) range));
          gboolean fresh = !g_hash_table_contains (seen, name);
          StemmaRecordEdge edge = { .parent = name };
          if (fresh)
            {
              g_hash_table_add (seen, name);
              g_ptr_array_add (expected, name);
            }
          g_assert_true (stemma_edge_list_add (list, &edge) == fresh);
          if (!fresh)
            g_free (name);
        }
      guint n;
      StemmaRecordEdge *edges = stemma_edge_list_edges (list, &n);
      g_assert_cmpuint (n, ==, expected->len);
      for (guint i = 0; i < n; i++)
        g_assert_cmpstr (edges[i].parent, ==, g_ptr_array_index (expected, i));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/edge-list/each-once", test_each_once);
  return g_test_run ();
}
