#include <glib/gstdio.h>
#include <string.h>

#include "analysis/graph-fixture.h"
#include "analysis/naive-graph.h"
#include "analysis/stemma-clusters.h"
#include "analysis/stemma-model-facts.h"
#include "analysis/stemma-usage.h"
#include "snapshot/stemma-image.h"
#include "snapshot/stemma-search.h"

/* Files made to deceive: their sums are right. What verification lets through has to be safe to use. */

static StemmaSnapshot *
with_bytes (const StemmaSnapshot *snapshot, const guint8 *image, gsize size)
{
  guint8 *copy = g_aligned_alloc (1, size, 64);
  memcpy (copy, image, size);
  stemma_image_finish (copy);
  if (stemma_image_check (copy, size))
    return stemma_snapshot_new_for_image (stemma_snapshot_get_names (snapshot), copy, NULL);
  g_aligned_free (copy);
  return NULL;
}

static void
use (StemmaSnapshot *snapshot)
{
  g_autoptr (StemmaWalker) walker = stemma_walker_new (snapshot);
  const StemmaColumns *columns = stemma_snapshot_get_columns (snapshot);
  stemma_usage (snapshot);
  for (guint reading = 0; reading < 2; reading++)
    {
      g_autoptr (StemmaChains) chains = stemma_chains_new (snapshot, (StemmaReading) reading, 3, NULL, NULL);
      g_autoptr (StemmaClusters) clusters
        = stemma_clusters_new (snapshot, (StemmaReading) reading, chains, NULL, NULL);
      g_assert_nonnull (clusters);
    }
  for (StemmaRow row = 0; row < columns->n_models; row++)
    {
      g_autoptr (StemmaModelFacts) facts = stemma_model_facts_new (walker, row, stemma_columns_get_node (columns, row));
      stemma_snapshot_find_row (snapshot, stemma_snapshot_get_row_name (snapshot, row));
      for (guint kind = 0; kind < STEMMA_N_WORDS; kind++)
        stemma_snapshot_get_word (snapshot, kind, (guint32) stemma_packed_get (&columns->licence, row));
      stemma_columns_get_flags (columns, row);
      stemma_columns_get_key (columns, row);
    }
  g_autoptr (GArray) hits = stemma_search (snapshot, "a", 5, NULL, NULL);
  g_assert_nonnull (hits);
}

static void
test_forged (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (31337);
  guint n_refused = 0;
  guint n_used = 0;
  for (guint round = 0; round < 9000; round++)
    {
      g_autofree NaiveGraph *graph = naive_graph_random (random);
      g_autoptr (StemmaSnapshot) snapshot = naive_graph_build (graph);
      const StemmaImageHeader *header = stemma_image_header (snapshot->image);
      gsize size = header->size;
      g_autofree guint8 *image = g_memdup2 (snapshot->image, size);
      guint section = (guint) g_rand_int_range (random, 0, STEMMA_N_SECTIONS);
      gsize length = header->sections[section].size;
      if (length == 0)
        continue;
      gsize at = header->sections[section].offset + (gsize) g_rand_int_range (random, 0, (gint32) length);
      if (round % 10 == 0) /* the header itself, its sum made right again */
        at = (gsize) g_rand_int_range (random, 0,
                                       (gint32) G_STRUCT_OFFSET (StemmaImageHeader, header_checksum));
      if (round % 10 == 0 && at >= G_STRUCT_OFFSET (StemmaImageHeader, size)
          && at < G_STRUCT_OFFSET (StemmaImageHeader, body_checksum))
        continue; /* a wrong size is not something that could be summed up */
      image[at] = (guint8) g_rand_int_range (random, 0, 256);
      g_autoptr (StemmaSnapshot) forged = with_bytes (snapshot, image, size);
      g_autoptr (GError) error = NULL;
      if (forged == NULL || !stemma_snapshot_verify (forged, NULL, &error))
        {
          n_refused++;
          continue;
        }
      use (forged);
      n_used++;
    }
  g_assert_cmpuint (n_refused, >, 1000);
  g_assert_cmpuint (n_used, >, 500);
}

static guint32 *
words_of (guint8 *image, StemmaSection section)
{
  return stemma_image_section (image, section);
}

/* A pair that stands twice, the same both ways, and flags that agree with it. */
static void
test_repeated_pair (void)
{
  g_autoptr (GraphFixture) fixture = graph_fixture_new ();
  graph_fixture_parse (fixture, "a b c<m:a,b");
  g_autoptr (StemmaSnapshot) snapshot = graph_fixture_seal (fixture);
  gsize size = stemma_image_header (snapshot->image)->size;
  StemmaNode a = graph_fixture_node (snapshot, "a");
  StemmaNode b = graph_fixture_node (snapshot, "b");
  for (guint round = 0; round < 2; round++)
    {
      g_autofree guint8 *copy = g_memdup2 (snapshot->image, size);
      g_autoptr (GError) error = NULL;
      if (round == 1)
        {
          guint32 *start = words_of (copy, STEMMA_SECTION_CHILD_START);
          for (StemmaNode node = 0; node <= 3; node++)
            start[node] = node <= a ? 0 : 2;
          words_of (copy, STEMMA_SECTION_PARENT)[0] = a;
          words_of (copy, STEMMA_SECTION_PARENT)[1] = a;
          ((guint8 *) stemma_image_section (copy, STEMMA_SECTION_NODE_FLAGS))[b] = 0;
        }
      g_autoptr (StemmaSnapshot) forged = with_bytes (snapshot, copy, size);
      g_assert_nonnull (forged);
      g_assert_cmpint (stemma_snapshot_verify (forged, NULL, &error), ==, round == 0);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/forged/verified-is-safe", test_forged);
  g_test_add_func ("/forged/repeated-pair", test_repeated_pair);
  return g_test_run ();
}
