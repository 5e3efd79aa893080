#include "analysis/stemma-chain-set.h"

#include <string.h>

#include "analysis/stemma-saturate.h"

#define FIRST_SLOTS 64

/* Tallies that are being joined, by what they say; a free slot has count 0. */
typedef struct
{
  StemmaChainTally *slots;
  guint32 n_slots;
  guint32 n;
} Table;

static inline StemmaKindOrder
order_add (StemmaKindOrder order, guint kind)
{
  guint shift = 0;
  for (; (order >> shift & 0xf) != 0; shift += 4)
    if ((order >> shift & 0xf) == kind + 1)
      return order;
  return order | (kind + 1) << shift;
}

/**
 * stemma_kind_order_mask:
 * @order: an order
 *
 * Returns: a bit for each kind in it
 */
guint
stemma_kind_order_mask (StemmaKindOrder order)
{
  guint mask = 0;
  for (; order != 0; order >>= 4)
    mask |= 1u << ((order & 0xf) - 1);
  return mask;
}

/**
 * stemma_chain_step_add:
 * @step: a step
 * @kind: the kind of an edge at its end
 */
void
stemma_chain_step_add (StemmaChainStep *step, StemmaKind kind)
{
  step->edges[kind]++;
  step->order = order_add (step->order, kind);
}

/**
 * stemma_chain_step_get_length:
 * @step: a step
 *
 * Returns: its edges
 */
guint32
stemma_chain_step_get_length (const StemmaChainStep *step)
{
  guint32 length = 0;
  for (guint k = 0; k < STEMMA_N_KINDS; k++)
    length += step->edges[k];
  return length;
}

/* What a tally becomes after a step to a node below which paths go on for @height edges at most. */
static StemmaChainTally
prolong (const StemmaChainTally *tally, const StemmaChainStep *step, guint32 height)
{
  StemmaChainTally longer = { .count = tally->count };
  gint64 stand[STEMMA_N_KINDS] = { 0 };
  gint64 best = G_MININT64;
  for (guint k = 0; k < STEMMA_N_KINDS; k++)
    if (tally->behind[k] != STEMMA_OUT_OF_RACE)
      {
        stand[k] = (gint64) step->edges[k] - tally->behind[k];
        best = MAX (best, stand[k]);
      }
  for (guint k = 0; k < STEMMA_N_KINDS; k++)
    {
      gboolean out = tally->behind[k] == STEMMA_OUT_OF_RACE || best - stand[k] > height;
      longer.behind[k] = out ? STEMMA_OUT_OF_RACE : (guint32) (best - stand[k]);
    }
  const StemmaKindOrder orders[] = { tally->order, step->order };
  for (guint i = 0; i < G_N_ELEMENTS (orders); i++)
    for (StemmaKindOrder order = orders[i]; order != 0; order >>= 4)
      if (longer.behind[(order & 0xf) - 1] != STEMMA_OUT_OF_RACE)
        longer.order = order_add (longer.order, (order & 0xf) - 1);
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
  StemmaChainTally whole = prolong (tally, step, 0);
  return (StemmaKind) ((whole.order & 0xf) - 1);
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

static void
table_put (Table *table, const StemmaChainTally *tally)
{
  guint32 mask = table->n_slots - 1;
  guint32 at = hash_tally (tally) & mask;
  while (table->slots[at].count != 0 && !stand_alike (&table->slots[at], tally))
    at = (at + 1) & mask;
  if (table->slots[at].count == 0)
    {
      table->slots[at] = *tally;
      table->n++;
      return;
    }
  table->slots[at].count = stemma_saturating_add (table->slots[at].count, tally->count);
}

static void
table_make_room (Table *table)
{
  if (table->n < table->n_slots / 2)
    return;
  Table bigger = { g_new0 (StemmaChainTally, (gsize) table->n_slots * 2), table->n_slots * 2, 0 };
  for (guint32 i = 0; i < table->n_slots; i++)
    if (table->slots[i].count != 0)
      table_put (&bigger, &table->slots[i]);
  g_free (table->slots);
  *table = bigger;
}

static gboolean
join_tallies (StemmaChainSet *set,
              const StemmaChainWay *ways,
              guint n_ways,
              guint32 height,
              guint32 max_tallies,
              GCancellable *cancellable)
{
  Table table = { g_new0 (StemmaChainTally, FIRST_SLOTS), FIRST_SLOTS, 0 };
  gboolean cancelled = FALSE;
  for (guint i = 0; i < n_ways && !(cancelled = g_cancellable_is_cancelled (cancellable)); i++)
    for (guint32 j = 0; j < ways[i].set->n_tallies && table.n <= max_tallies; j++)
      {
        StemmaChainTally longer = prolong (&ways[i].set->tallies[j], &ways[i].step, height);
        table_make_room (&table);
        table_put (&table, &longer);
      }
  gboolean fits = table.n <= max_tallies && !cancelled;
  set->tallies = g_new (StemmaChainTally, MAX (table.n, 1));
  for (guint32 i = 0; i < table.n_slots; i++)
    if (table.slots[i].count != 0)
      set->tallies[set->n_tallies++] = table.slots[i];
  g_free (table.slots);
  return fits;
}

static void
join_lengths (StemmaChainSet *set, const StemmaChainWay *ways, guint n_ways)
{
  guint32 shortest = G_MAXUINT32;
  guint32 end = 0;
  for (guint i = 0; i < n_ways; i++)
    {
      guint32 from = ways[i].set->shortest + stemma_chain_step_get_length (&ways[i].step);
      shortest = MIN (shortest, from);
      end = MAX (end, from + ways[i].set->n_lengths);
    }
  set->shortest = shortest;
  set->n_lengths = end - shortest;
  set->lengths = g_new0 (guint64, set->n_lengths);
  for (guint i = 0; i < n_ways; i++)
    {
      guint32 from = ways[i].set->shortest + stemma_chain_step_get_length (&ways[i].step) - shortest;
      for (guint32 j = 0; j < ways[i].set->n_lengths; j++)
        set->lengths[from + j] = stemma_saturating_add (set->lengths[from + j], ways[i].set->lengths[j]);
    }
}

static void
join_kinds (StemmaChainSet *set, const StemmaChainWay *ways, guint n_ways)
{
  for (guint i = 0; i < n_ways; i++)
    for (guint mask = 0; mask < G_N_ELEMENTS (set->kinds); mask++)
      {
        guint64 *count = &set->kinds[mask | stemma_kind_order_mask (ways[i].step.order)];
        *count = stemma_saturating_add (*count, ways[i].set->kinds[mask]);
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
  StemmaChainSet *set = g_new0 (StemmaChainSet, 1);
  set->users = 1;
  set->n_lengths = 1;
  set->lengths = g_new0 (guint64, 1);
  set->lengths[0] = 1;
  set->kinds[0] = 1;
  set->n_tallies = 1;
  set->tallies = g_new0 (StemmaChainTally, 1);
  set->tallies[0].count = 1;
  return set;
}

/**
 * stemma_chain_set_new_joined:
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
stemma_chain_set_new_joined (
  const StemmaChainWay *ways, guint n_ways, guint32 height, guint32 max_tallies, GCancellable *cancellable)
{
  g_autoptr (StemmaChainSet) set = g_new0 (StemmaChainSet, 1);
  set->users = 1;
  join_lengths (set, ways, n_ways);
  join_kinds (set, ways, n_ways);
  if (!join_tallies (set, ways, n_ways, height, max_tallies, cancellable))
    return NULL;
  return g_steal_pointer (&set);
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
  if (set == NULL || --set->users > 0)
    return;
  g_free (set->lengths);
  g_free (set->tallies);
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
