#include "analysis/stemma-chain-set.h"

#include <string.h>

#include "analysis/stemma-saturate.h"

#define FIRST_SLOTS 256

/* Tallies that are being joined, one after the other, and where to find each by what it says. */
struct _StemmaChainTable
{
  StemmaChainTally *tallies; /* room for half as many as there are slots */
  guint32 *slots;            /* a tally's place and 1, or 0; all 0 between two uses */
  guint32 n_slots;
  guint32 n;
};

/**
 * stemma_chain_table_new:
 *
 * Returns: (transfer full): an empty table
 */
StemmaChainTable *
stemma_chain_table_new (void)
{
  StemmaChainTable *table = g_new0 (StemmaChainTable, 1);
  table->n_slots = FIRST_SLOTS;
  table->slots = g_new0 (guint32, FIRST_SLOTS);
  table->tallies = g_new (StemmaChainTally, FIRST_SLOTS / 2);
  return table;
}

/**
 * stemma_chain_table_free:
 * @table: (nullable) (transfer full): a table
 */
void
stemma_chain_table_free (StemmaChainTable *table)
{
  if (table == NULL)
    return;
  g_free (table->tallies);
  g_free (table->slots);
  g_free (table);
}

/* How the kinds stand after a step: edges, against where the most frequent one stood before. Out of the race: the
 * lowest number there is. Returns the highest. */
static inline gint64
stand_after (const StemmaChainTally *tally, const StemmaChainStep *step, gint64 stand[STEMMA_N_KINDS])
{
  gint64 best = G_MININT64;
  for (guint k = 0; k < STEMMA_N_KINDS; k++)
    {
      gboolean out = tally->behind[k] == STEMMA_OUT_OF_RACE;
      stand[k] = out ? G_MININT64 : (gint64) step->edges[k] - tally->behind[k];
      best = MAX (best, stand[k]);
    }
  return best;
}

/* The kinds of @order that are in the race, as far as they are not in @to yet. */
static StemmaKindOrder
append_order (StemmaKindOrder to, StemmaKindOrder order, guint in_race)
{
  for (StemmaKindOrder list = STEMMA_KIND_ORDER_LIST (order); list != 0; list >>= 4)
    if (in_race >> ((list & 0xf) - 1) & 1)
      to = stemma_kind_order_add (to, (list & 0xf) - 1);
  return to;
}

/* What a tally becomes after a step to a node below which paths go on for @height edges at most. */
static inline StemmaChainTally
prolong (const StemmaChainTally *tally, const StemmaChainStep *step, guint32 height)
{
  StemmaChainTally longer = { .count = tally->count };
  gint64 stand[STEMMA_N_KINDS];
  gint64 best = stand_after (tally, step, stand);
  guint in_race = 0;
  for (guint k = 0; k < STEMMA_N_KINDS; k++)
    {
      gboolean out = stand[k] == G_MININT64 || best - stand[k] > height;
      longer.behind[k] = out ? STEMMA_OUT_OF_RACE : (guint32) (best - stand[k]);
      in_race |= (out ? 0u : 1u) << k;
    }
  guint met = stemma_kind_order_mask (tally->order);
  guint fresh = stemma_kind_order_mask (step->order) & in_race & ~met;
  longer.order = tally->order;
  if ((met & ~in_race) != 0)
    longer.order = append_order (0, tally->order, in_race);
  if (fresh != 0)
    longer.order = append_order (longer.order, step->order, in_race);
  return longer;
}

/**
 * stemma_chain_tally_dominant:
 * @tally: paths that stand alike
 * @step: what follows on them, to the leaf
 *
 * Returns: the most frequent kind; of several the one met first from the root
 */
StemmaKind
stemma_chain_tally_dominant (const StemmaChainTally *tally, const StemmaChainStep *step)
{
  gint64 stand[STEMMA_N_KINDS];
  gint64 best = stand_after (tally, step, stand);
  const StemmaKindOrder orders[] = { tally->order, step->order };
  for (guint i = 0; i < G_N_ELEMENTS (orders); i++)
    for (StemmaKindOrder list = STEMMA_KIND_ORDER_LIST (orders[i]); list != 0; list >>= 4)
      if (stand[(list & 0xf) - 1] == best)
        return (StemmaKind) ((list & 0xf) - 1);
  g_return_val_if_reached (STEMMA_KIND_OTHER);
}

static inline gboolean
stand_alike (const StemmaChainTally *a, const StemmaChainTally *b)
{
  return a->order == b->order && memcmp (a->behind, b->behind, sizeof a->behind) == 0;
}

static inline guint32
hash_tally (const StemmaChainTally *tally)
{
  guint64 hash = tally->order;
  for (guint k = 0; k < STEMMA_N_KINDS; k++)
    hash = (hash ^ tally->behind[k]) * G_GUINT64_CONSTANT (0x9e3779b97f4a7c15);
  return (guint32) (hash >> 32);
}

static guint32 *
find_slot (const StemmaChainTable *table, const StemmaChainTally *tally)
{
  guint32 mask = table->n_slots - 1;
  guint32 at = hash_tally (tally) & mask;
  while (table->slots[at] != 0 && !stand_alike (&table->tallies[table->slots[at] - 1], tally))
    at = (at + 1) & mask;
  return &table->slots[at];
}

static void
make_room (StemmaChainTable *table)
{
  table->n_slots *= 2;
  g_free (table->slots);
  table->slots = g_new0 (guint32, table->n_slots);
  table->tallies = g_renew (StemmaChainTally, table->tallies, table->n_slots / 2);
  for (guint32 i = 0; i < table->n; i++)
    *find_slot (table, &table->tallies[i]) = i + 1;
}

static void
table_put (StemmaChainTable *table, const StemmaChainTally *tally)
{
  guint32 *slot = find_slot (table, tally);
  if (*slot != 0)
    {
      guint64 *count = &table->tallies[*slot - 1].count;
      *count = stemma_saturating_add (*count, tally->count);
      return;
    }
  table->tallies[table->n++] = *tally;
  *slot = table->n;
  if (table->n == table->n_slots / 2)
    make_room (table);
}

/* One after the other from the end, so that what a slot was searched past is still there. */
static void
table_clear (StemmaChainTable *table)
{
  while (table->n > 0)
    {
      *find_slot (table, &table->tallies[table->n - 1]) = 0;
      table->n--;
    }
}

static gboolean
join_tallies (StemmaChainTable *table,
              const StemmaChainWay *ways,
              guint n_ways,
              guint32 height,
              guint32 max_tallies,
              GCancellable *cancellable)
{
  gboolean cancelled = FALSE;
  for (guint i = 0; i < n_ways && !(cancelled = g_cancellable_is_cancelled (cancellable)); i++)
    for (guint32 j = 0; j < ways[i].set->n_tallies && table->n <= max_tallies; j++)
      {
        StemmaChainTally longer = prolong (&ways[i].set->tallies[j], &ways[i].step, height);
        table_put (table, &longer);
      }
  return table->n <= max_tallies && !cancelled;
}

/* One block holds it all: the set, then the tallies, then the lengths. */
static StemmaChainSet *
allocate (guint32 shortest, guint32 n_lengths, guint32 n_tallies)
{
  gsize tallies = n_tallies * sizeof (StemmaChainTally);
  StemmaChainSet *set = g_malloc (sizeof *set + tallies + n_lengths * sizeof (guint64));
  *set = (StemmaChainSet){ .users = 1, .shortest = shortest, .n_lengths = n_lengths, .n_tallies = n_tallies };
  set->tallies = (StemmaChainTally *) (gpointer) (set + 1);
  set->lengths = (guint64 *) (gpointer) ((guint8 *) (set + 1) + tallies);
  memset (set->lengths, 0, n_lengths * sizeof (guint64));
  return set;
}

static StemmaChainSet *
allocate_joined (const StemmaChainTable *table, const StemmaChainWay *ways, guint n_ways)
{
  guint32 shortest = G_MAXUINT32;
  guint32 end = 0;
  for (guint i = 0; i < n_ways; i++)
    {
      guint32 from = ways[i].set->shortest + stemma_chain_step_get_length (&ways[i].step);
      shortest = MIN (shortest, from);
      end = MAX (end, from + ways[i].set->n_lengths);
    }
  StemmaChainSet *set = allocate (shortest, end - shortest, table->n);
  memcpy (set->tallies, table->tallies, table->n * sizeof *table->tallies);
  return set;
}

static void
join_lengths (StemmaChainSet *set, const StemmaChainWay *ways, guint n_ways)
{
  for (guint i = 0; i < n_ways; i++)
    {
      guint32 from = ways[i].set->shortest + stemma_chain_step_get_length (&ways[i].step) - set->shortest;
      for (guint32 j = 0; j < ways[i].set->n_lengths; j++)
        set->lengths[from + j] = stemma_saturating_add (set->lengths[from + j], ways[i].set->lengths[j]);
    }
}

static void
join_kinds (StemmaChainSet *set, const StemmaChainWay *ways, guint n_ways)
{
  for (guint i = 0; i < n_ways; i++)
    {
      guint added = stemma_kind_order_mask (ways[i].step.order);
      for (guint left = ways[i].set->occurring; left != 0; left &= left - 1)
        {
          guint mask = (guint) __builtin_ctz (left);
          guint64 *count = &set->kinds[mask | added];
          *count = stemma_saturating_add (*count, ways[i].set->kinds[mask]);
          set->occurring |= 1u << (mask | added);
        }
    }
}

/**
 * stemma_chain_set_new_unit:
 *
 * Returns: (transfer full): the one path of a root to itself
 */
StemmaChainSet *
stemma_chain_set_new_unit (void)
{
  StemmaChainSet *set = allocate (0, 1, 1);
  set->lengths[0] = 1;
  set->kinds[0] = 1;
  set->occurring = 1;
  set->tallies[0] = (StemmaChainTally){ .count = 1 };
  return set;
}

/**
 * stemma_chain_set_new_joined:
 * @table: where it is done; empty before and after
 * @ways: the ways into a node
 * @n_ways: how many
 * @height: edges of the longest path that goes on below the node
 * @max_tallies: how many different standings are too many
 * @cancellable: (nullable): to stop it
 *
 * Returns: (transfer full) (nullable): all paths to that node; %NULL if there are too many to tell apart or
 * it was cancelled
 */
StemmaChainSet *
stemma_chain_set_new_joined (StemmaChainTable *table,
                             const StemmaChainWay *ways,
                             guint n_ways,
                             guint32 height,
                             guint32 max_tallies,
                             GCancellable *cancellable)
{
  StemmaChainSet *set = NULL;
  if (join_tallies (table, ways, n_ways, height, max_tallies, cancellable))
    {
      set = allocate_joined (table, ways, n_ways);
      join_lengths (set, ways, n_ways);
      join_kinds (set, ways, n_ways);
    }
  table_clear (table);
  return set;
}

/**
 * stemma_chain_set_ref:
 * @set: a set
 *
 * Returns: (transfer full): @set
 */
StemmaChainSet *
stemma_chain_set_ref (StemmaChainSet *set)
{
  set->users++;
  return set;
}

/**
 * stemma_chain_set_unref:
 * @set: (nullable) (transfer full): a set
 */
void
stemma_chain_set_unref (StemmaChainSet *set)
{
  if (set != NULL && --set->users == 0)
    g_free (set);
}

/**
 * stemma_chain_set_get_size:
 * @set: a set
 *
 * Returns: bytes it takes
 */
gsize
stemma_chain_set_get_size (const StemmaChainSet *set)
{
  return sizeof *set + set->n_lengths * sizeof *set->lengths + set->n_tallies * sizeof *set->tallies;
}
