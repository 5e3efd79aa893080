#include "simulate/sim-tables.h"

#include <math.h>

#define FIRST_DAY 20159 /* 2025-03-12 */

/* The published weekly additions and deletions: models, isolated, roots, bases, fine-tuned, merged,
 * quantized. */
static const SimStep added_table[SIM_WEEKS] = {
  { 0 },
  { 24255, 15833, 252, 0, 5319, 335, 2516 },
  { 28242, 19474, 256, 0, 6259, 313, 1940 },
  { 29080, 19377, 258, 0, 6915, 351, 2179 },
  { 30754, 20849, 222, 0, 7170, 397, 2116 },
  { 27855, 20575, 213, 0, 5139, 312, 1616 },
  { 28012, 20026, 205, 0, 5909, 248, 1624 },
  { 30575, 22005, 192, 0, 5948, 225, 2205 },
  { 31134, 21817, 171, 0, 6773, 478, 1895 },
  { 29181, 22135, 171, 0, 5229, 134, 1512 },
  { 34948, 26799, 210, 0, 5633, 109, 2197 },
  { 26804, 20107, 123, 0, 4514, 104, 1956 },
  { 27583, 20815, 160, 0, 4871, 118, 1619 },
  { 23913, 17881, 121, 0, 4676, 81, 1154 },
  { 36543, 27122, 292, 0, 7098, 157, 1874 },
  { 6499, 4812, 50, 0, 1283, 14, 340 },
  { 21049, 14471, 153, 0, 4142, 89, 2194 },
};

static const SimStep deleted_table[SIM_WEEKS] = {
  { 0 },
  { 4289, 3265, 67, 127, 756, 50, 151 },
  { 4800, 3561, 64, 134, 1008, 35, 132 },
  { 14243, 12616, 41, 100, 1444, 32, 110 },
  { 3157, 2060, 80, 181, 675, 84, 258 },
  { 4251, 3346, 87, 131, 684, 51, 83 },
  { 4075, 2941, 65, 112, 860, 106, 103 },
  { 4224, 3164, 57, 105, 633, 17, 353 },
  { 19649, 7530, 40, 292, 11465, 359, 255 },
  { 4725, 4043, 29, 59, 520, 21, 112 },
  { 4553, 2927, 66, 213, 1404, 46, 110 },
  { 6990, 6177, 60, 133, 502, 29, 222 },
  { 4842, 3702, 46, 141, 973, 10, 111 },
  { 8838, 6459, 41, 73, 2252, 9, 77 },
  { 5048, 4013, 50, 130, 774, 24, 187 },
  { 2516, 1997, 9, 28, 490, 6, 14 },
  { 2842, 2075, 42, 75, 625, 15, 85 },
};

/* How many clusters are larger than a size: the published histogram, its tail drawn through the ten named
 * ones. */
static const struct
{
  double rank, size;
} rank_table[] = {
  { 0, 32554 }, { 1, 32325 }, { 2, 30617 }, { 3, 23872 },   { 4, 13725 }, { 5, 11187 },
  { 6, 9932 },  { 7, 9871 },  { 8, 9510 },  { 9, 9261 },    { 10, 8450 }, { 12, 6700 },
  { 14, 5400 }, { 15, 4950 }, { 40, 2500 }, { 117, 1000 },  { 261, 500 }, { 546, 200 },
  { 1079, 50 }, { 1770, 20 }, { 2913, 10 }, { 4976, 5.51 }, { 4977, 5 },  { 6128, 5 },
  { 6129, 4 },  { 7966, 4 },  { 7967, 3 },  { 12762, 3 },   { 12763, 2 }, { 25184, 2 },
};

/* Chains to plan for through merges, by number of models: the published histogram less what trees give, with
   allowance for the chains that deletions break later on. */
static const guint merge_chains_table[SIM_MAX_LENGTH + 1] = {
  0,     0,     0,     38150, 46720, 49320, 42320, 39480, 35060, 29020, 33210, 34310, 41060, 44100, 38210,
  33580, 25720, 13320, 8980,  6140,  3480,  2960,  2550,  960,   480,   270,   130,   60,    30,    20,
};

StemmaDate
sim_week_date (guint week)
{
  return FIRST_DAY + 7 * (StemmaDate) week;
}

double
sim_merge_chains (guint length)
{
  return length <= SIM_MAX_LENGTH ? merge_chains_table[length] : 0;
}

/* Carries the part that rounding drops on to the next week, so that the sums keep to the scale. */
static void
scale_column (const SimStep *table, SimStep *steps, gsize offset, double scale)
{
  double carried = 0;
  for (guint week = 1; week < SIM_WEEKS; week++)
    {
      double wanted = *(const guint *) ((const char *) &table[week] + offset) * scale + carried;
      guint rounded = (guint) floor (wanted + 0.5);
      carried = wanted - rounded;
      *(guint *) ((char *) &steps[week] + offset) = rounded;
    }
}

static void
scale_steps (const SimStep *table, SimStep *steps, double scale)
{
  static const gsize offsets[]
    = { G_STRUCT_OFFSET (SimStep, isolated), G_STRUCT_OFFSET (SimStep, roots),
        G_STRUCT_OFFSET (SimStep, bases),    G_STRUCT_OFFSET (SimStep, fine_tuned),
        G_STRUCT_OFFSET (SimStep, merged),   G_STRUCT_OFFSET (SimStep, quantized) };
  for (guint i = 0; i < G_N_ELEMENTS (offsets); i++)
    scale_column (table, steps, offsets[i], scale);
  for (guint week = 1; week < SIM_WEEKS; week++)
    {
      SimStep *step = &steps[week];
      step->models = step->isolated + step->roots + step->fine_tuned + step->merged + step->quantized;
    }
}

void
sim_targets_init (SimTargets *targets, double scale)
{
  targets->scale = scale;
  targets->models = (guint) lround (1817398 * scale);
  targets->fine_tuned = (guint) lround (427475 * scale);
  targets->merged = (guint) lround (12799 * scale);
  targets->quantized = (guint) lround (100564 * scale);
  targets->derived = targets->fine_tuned + targets->merged + targets->quantized;
  targets->roots = (guint) lround (25184 * scale);
  targets->added[0] = targets->deleted[0] = (SimStep){ 0 };
  scale_steps (added_table, targets->added, scale);
  scale_steps (deleted_table, targets->deleted, scale);
}

/* The size of the cluster at a rank, straight in logarithms between the known points. */
static double
size_at_rank (double rank)
{
  guint i = 1;
  while (i + 1 < G_N_ELEMENTS (rank_table) && rank_table[i].rank < rank)
    i++;
  double low = log (rank_table[i - 1].rank + 1), high = log (rank_table[i].rank + 1);
  double share = CLAMP ((log (rank + 1) - low) / (high - low), 0.0, 1.0);
  double from = log (rank_table[i - 1].size), to = log (rank_table[i].size);
  return exp (from + share * (to - from));
}

/*
 * In a small world one root in five hundred would hold half of it; the largest families share what they hold
 * by a gentler law there, so that the sum stays and none is out of proportion.
 */
static void
share_the_tail (guint32 *sizes, guint n_roots, double scale)
{
  double total = 0, weight = 0;
  for (guint rank = 0; rank < 117; rank++)
    total += size_at_rank (rank) * scale;
  guint n_tail = MIN (n_roots, (guint) (117 * scale) + 2);
  for (guint i = 0; i < n_tail; i++)
    weight += pow (i + 1, -0.85);
  for (guint i = 0; i < n_tail; i++)
    sizes[i] = MAX (2, (guint32) (total * pow (i + 1, -0.85) / weight));
}

/* Cluster sizes, root included, largest first. */
guint32 *
sim_root_sizes (double scale, guint n_roots)
{
  guint32 *sizes = g_new (guint32, MAX (n_roots, 1));
  for (guint i = 0; i < n_roots; i++)
    {
      double rank = scale >= 0.5 ? (i + 0.0) / scale : (i + 0.5) / scale;
      sizes[i] = (guint32) MAX (2, lround (size_at_rank (MIN (rank, 25184))));
    }
  if (scale < 0.5)
    share_the_tail (sizes, n_roots, scale);
  for (guint i = 1; i < n_roots; i++)
    sizes[i] = MIN (sizes[i], sizes[i - 1]);
  return sizes;
}
