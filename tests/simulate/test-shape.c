#include "listing.h"

#include <math.h>

#define SCALE 0.02
#define WEEK 15 /* 2025-06-25 */
#define LONGEST 64

/* What a naive reader counts: every chain walked one by one, every cluster searched by itself. */
typedef struct
{
  const Listing *listing;
  guint clusters, sizes[8], diversity[4];
  guint largest, largest_direct;
  guint64 members;
  guint64 chains, lengths[LONGEST + 1], dominant[3], mixes[4];
  guint8 path[LONGEST + 1]; /* 0 tuned, 1 merge, 2 quantized */
} Shape;

static guint
sort_of (const Listed *listed)
{
  return listed->relation <= STEMMA_RELATION_ADAPTER ? 0 : listed->relation == STEMMA_RELATION_MERGE ? 1 : 2;
}

static void
count_chain (Shape *shape, guint length)
{
  guint count[3] = { 0 }, first[3] = { LONGEST, LONGEST, LONGEST }, best = 0;
  for (guint i = 1; i < length; i++)
    {
      guint sort = shape->path[i];
      first[sort] = MIN (first[sort], i);
      count[sort]++;
    }
  for (guint sort = 1; sort < 3; sort++)
    if (count[sort] > count[best] || (count[sort] == count[best] && first[sort] < first[best]))
      best = sort;
  shape->chains++;
  shape->lengths[length]++;
  shape->dominant[best]++;
  shape->mixes[(count[0] > 0) + (count[1] > 0) + (count[2] > 0)]++;
}

/* Deep as the longest chain, which the bound below keeps short. */
static void
walk (Shape *shape, guint model, guint length)
{
  const GArray *children = g_ptr_array_index (shape->listing->children, model);
  g_assert_cmpuint (length, <, LONGEST);
  g_assert_cmpuint (shape->chains, <, 10 * shape->listing->models->len);
  if (children->len == 0 && length >= 2)
    count_chain (shape, length);
  for (guint i = 0; i < children->len; i++)
    {
      guint child = g_array_index (children, guint, i);
      shape->path[length] = (guint8) sort_of (listing_get (shape->listing, child));
      walk (shape, child, length + 1);
    }
}

static void
search_cluster (Shape *shape, guint root, guint *marks, guint *queue)
{
  static const guint bounds[] = { 2, 3, 5, 10, 50, 500, G_MAXUINT };
  guint n = 0, sorts[3] = { 0 };
  queue[n++] = root;
  marks[root] = root + 1;
  for (guint i = 0; i < n; i++)
    {
      const GArray *children = g_ptr_array_index (shape->listing->children, queue[i]);
      if (i > 0)
        sorts[sort_of (listing_get (shape->listing, queue[i]))]++;
      for (guint j = 0; j < children->len; j++)
        {
          guint child = g_array_index (children, guint, j);
          if (marks[child] != root + 1)
            queue[n++] = child;
          marks[child] = root + 1;
        }
    }
  guint bin = 0;
  while (n > bounds[bin])
    bin++;
  shape->clusters++;
  shape->sizes[bin]++;
  shape->members += n;
  shape->diversity[(sorts[0] > 0) + (sorts[1] > 0) + (sorts[2] > 0)]++;
  if (n > shape->largest)
    {
      shape->largest = n;
      shape->largest_direct = ((GArray *) g_ptr_array_index (shape->listing->children, root))->len;
    }
}

static void
measure (Shape *shape, const Listing *listing)
{
  shape->listing = listing;
  g_autofree guint *marks = g_new0 (guint, listing->models->len + 1);
  g_autofree guint *queue = g_new (guint, listing->models->len + 1);
  for (guint i = 0; i < listing->models->len; i++)
    {
      const GArray *children = g_ptr_array_index (listing->children, i);
      if (listing_get (listing, i)->n_edges > 0 || children->len == 0)
        continue;
      search_cluster (shape, i, marks, queue);
      walk (shape, i, 1);
    }
}

static void
assert_near (double found, double wanted, double slack)
{
  if (fabs (found - wanted) > slack)
    g_test_message ("%g is not within %g of %g", found, slack, wanted);
  g_assert_cmpfloat (fabs (found - wanted), <=, slack);
}

/* Within 15 % of the table, and what chance does to a small count. */
static void
assert_count (double found, double table)
{
  double wanted = table * SCALE;
  assert_near (found, wanted, 0.15 * wanted + 2.5 * sqrt (wanted) + 1);
}

static void
check_clusters (const Shape *shape)
{
  static const double table[7] = { 12422, 4796, 2990, 2063, 1834, 818, 261 };
  assert_near (shape->clusters, 25184 * SCALE, 0.03 * 25184 * SCALE);
  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    assert_count (shape->sizes[i], table[i]);
  assert_count ((double) shape->members, 783000);
  double n = shape->clusters;
  assert_near (shape->diversity[1] / n, 0.820, 0.05);
  assert_near (shape->diversity[2] / n, 0.134, 0.05);
  assert_near (shape->diversity[3] / n, 0.047, 0.03);
  /* The biggest is nearly a star, and no more than two fifths of what is related. */
  g_assert_cmpuint (shape->largest_direct * 100, >, shape->largest * 95);
  g_assert_cmpfloat (shape->largest, <, 566022 * SCALE * 0.4);
}

static void
check_chains (const Shape *shape)
{
  static const double table[]
    = { 0,     0,     395018, 89772, 63253, 54326, 43399, 39086, 34714, 28733, 31548, 32595,
        35718, 38365, 33242,  29217, 22377, 12520, 8442,  5774,  3274,  2786,  2400 };
  double n = (double) shape->chains, found = 0, wanted = 0;
  assert_near (n, 1008871 * SCALE, 0.12 * 1008871 * SCALE);
  for (guint length = 2; length < G_N_ELEMENTS (table); length++)
    {
      found += (double) shape->lengths[length] / n;
      wanted += table[length] / 1008871;
      assert_near (found, wanted, 0.06);
    }
  static const double dominant[3] = { 0.454, 0.485, 0.061 }, mixes[3] = { 0.459, 0.261, 0.280 };
  for (guint i = 0; i < 3; i++)
    {
      /* A world of this size has a single community of merges: what one of them is like weighs much. */
      assert_near ((double) shape->dominant[i] / n, dominant[i], 0.09);
      assert_near ((double) shape->mixes[i + 1] / n, mixes[i], 0.16);
    }
  guint longest = LONGEST;
  while (shape->lengths[longest] == 0)
    longest--;
  g_assert_cmpuint (longest, ==, 40);
}

static void
check_merges (const Listing *listing)
{
  double merges = 0, parents = 0, two = 0;
  guint most = 0;
  for (guint i = 0; i < listing->models->len; i++)
    {
      const Listed *listed = listing_get (listing, i);
      if (listed->n_edges == 0 || sort_of (listed) != 1)
        continue;
      merges++;
      parents += listed->n_edges;
      two += listed->n_edges == 2;
      most = MAX (most, listed->n_edges);
    }
  assert_near (parents / merges, 3.5, 0.5);
  assert_near (two / merges, 0.37, 0.1);
  g_assert_cmpuint (most, <=, 65);
  g_assert_cmpuint (most, >, 8);
}

static void
test_clusters_and_chains (void)
{
  for (guint seed = 1; seed <= 4; seed++)
    {
      g_autoptr (StemmaSimulator) simulator = stemma_simulator_new (seed, SCALE);
      g_autoptr (Listing) listing = listing_new (simulator, WEEK);
      Shape shape = { 0 };
      g_test_message ("seed %u", seed);
      measure (&shape, listing);
      check_clusters (&shape);
      check_chains (&shape);
      check_merges (listing);
    }
}

static void
test_kinds (void)
{
  g_autoptr (StemmaSimulator) simulator = stemma_simulator_new (1, SCALE);
  for (guint week = 0; week < stemma_simulator_get_n_weeks (simulator); week++)
    {
      StemmaSimulatorCounts counts;
      stemma_simulator_get_counts (simulator, week, &counts);
      double derived = (double) counts.derived;
      assert_near ((double) counts.fine_tuned / derived, 0.79, 0.025);
      assert_near ((double) counts.quantized / derived, 0.186, 0.025);
      assert_near ((double) counts.merged / derived, 0.024, 0.005);
      if (week != WEEK)
        continue;
      assert_near ((double) counts.models, 1817398 * SCALE, 1);
      assert_near (derived, 540838 * SCALE, 3);
      assert_near ((double) counts.roots, 25184 * SCALE, 10);
      assert_near ((double) counts.base, 49648 * SCALE, 130);
      assert_near ((double) counts.adapters / (double) counts.fine_tuned, 0.54, 0.12);
    }
}

static void
test_weeks (void)
{
  static const guint added[] = { 0,     24255, 28242, 29080, 30754, 27855, 28012, 30575, 31134,
                                 29181, 34948, 26804, 27583, 23913, 36543, 6499,  21049 };
  static const guint deleted[]
    = { 0, 4289, 4800, 14243, 3157, 4251, 4075, 4224, 19649, 4725, 4553, 6990, 4842, 8838, 5048, 2516, 2842 };
  static const double scales[] = { SCALE, 0.003 };
  for (guint i = 0; i < G_N_ELEMENTS (scales); i++)
    {
      g_autoptr (StemmaSimulator) simulator = stemma_simulator_new (1, scales[i]);
      for (guint week = 1; week < stemma_simulator_get_n_weeks (simulator); week++)
        {
          StemmaSimulatorCounts counts;
          stemma_simulator_get_counts (simulator, week, &counts);
          assert_near ((double) counts.added, added[week] * scales[i], 0.05 * added[week] * scales[i] + 3);
          assert_near ((double) counts.deleted, deleted[week] * scales[i],
                       0.05 * deleted[week] * scales[i] + 3);
        }
    }
}

/* Downloads lie with few, and most of the few with bases. */
static void
test_downloads (void)
{
  g_autoptr (StemmaSimulator) simulator = stemma_simulator_new (1, SCALE);
  g_autoptr (Listing) listing = listing_new (simulator, WEEK);
  double all = 0, derived = 0;
  guint popular = 0;
  for (guint i = 0; i < listing->models->len; i++)
    {
      const Listed *listed = listing_get (listing, i);
      all += (double) listed->downloads;
      derived += listed->n_edges > 0 ? (double) listed->downloads : 0;
      popular += listed->downloads > 10000;
    }
  assert_near (all, 1725712965.0 * SCALE, 0.8 * 1725712965.0 * SCALE);
  g_assert_cmpfloat (derived, <, 0.4 * all);
  g_assert_cmpuint (popular * 50, <, listing->models->len);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/shape/clusters-and-chains", test_clusters_and_chains);
  g_test_add_func ("/shape/kinds", test_kinds);
  g_test_add_func ("/shape/weeks", test_weeks);
  g_test_add_func ("/shape/downloads", test_downloads);
  return g_test_run ();
}
