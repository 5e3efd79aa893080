#include "lineage/stemma-lineage-private.h"

/* What an id was made of, so that a model, a fold and a "more" never meet. */
enum
{
  ID_MODEL = 1,
  ID_GHOST,
  ID_FOLD,
  ID_MORE,
};

/* The finalizer of splitmix64 (Steele, Lea, Flood 2014): every bit of the input reaches every bit of the
 * result. */
static guint64
mix (guint64 value)
{
  value ^= value >> 30;
  value *= G_GUINT64_CONSTANT (0xbf58476d1ce4e5b9);
  value ^= value >> 27;
  value *= G_GUINT64_CONSTANT (0x94d049bb133111eb);
  return value ^ (value >> 31);
}

static guint64
join (guint64 hash, guint64 value)
{
  return mix (hash + G_GUINT64_CONSTANT (0x9e3779b97f4a7c15) + mix (value));
}

static guint64
name_hash (const char *name)
{
  guint64 hash = G_GUINT64_CONSTANT (0xcbf29ce484222325);
  for (; *name != '\0'; name++)
    hash = (hash ^ (guint8) *name) * G_GUINT64_CONSTANT (0x100000001b3);
  return hash;
}

/**
 * stemma_lineage_model_id:
 * @snapshot: a snapshot
 * @row: a model of it
 *
 * Returns: the id of its card: of its permanent key only
 */
guint64
stemma_lineage_model_id (const StemmaSnapshot *snapshot, StemmaRow row)
{
  return join (ID_MODEL, stemma_columns_get_key (stemma_snapshot_get_columns (snapshot), row));
}

static guint64
node_id (const StemmaSnapshot *snapshot, StemmaNode node)
{
  StemmaRow row = stemma_snapshot_get_graph (snapshot)->row[node];
  if (row != STEMMA_NONE)
    return stemma_lineage_model_id (snapshot, row);
  return join (ID_GHOST, name_hash (stemma_snapshot_get_node_name (snapshot, node)));
}

static gint
compare_ids (gconstpointer a, gconstpointer b)
{
  guint64 first = *(const guint64 *) a, second = *(const guint64 *) b;
  return (first > second) - (first < second);
}

static guint64
fold_id (const StemmaSnapshot *snapshot, const Build *build, const Fold *fold)
{
  g_autofree guint64 *ids = g_new (guint64, fold->n_parents);
  const guint32 *parents = &g_array_index (build->fold_parents, guint32, fold->first_parent);
  for (guint32 i = 0; i < fold->n_parents; i++)
    ids[i] = node_id (snapshot, stemma_family_node (build->family, parents[i]));
  qsort (ids, fold->n_parents, sizeof *ids, compare_ids);
  guint64 hash = join (ID_FOLD, fold->relation);
  for (guint32 i = 0; i < fold->n_parents; i++)
    hash = join (hash, ids[i]);
  return hash;
}

static StemmaCard
model_card (StemmaLineage *lineage, const Build *build, guint32 member)
{
  const StemmaFamily *family = build->family;
  const StemmaGraph *graph = family->graph;
  StemmaNode node = stemma_family_node (family, member);
  StemmaCard card = { .id = node_id (lineage->snapshot, node),
                      .kind = STEMMA_CARD_MODEL,
                      .side = stemma_family_side (family, member),
                      .node = node,
                      .row = graph->row[node],
                      .anchor = node,
                      .n_members = 1,
                      .count = 1,
                      .downloads = stemma_family_node_downloads (family, node),
                      .distance = stemma_family_distance (family, member) };
  if (graph->flags[node] & STEMMA_NODE_DERIVED)
    card.mix[MIN (graph->relation[node], STEMMA_RELATION_OTHER)] = 1;
  for (guint32 e = graph->parent_start[node]; e < graph->parent_start[node + 1]; e++)
    {
      card.n_parents += graph->parent[e] != node;
      card.n_parents_away += stemma_family_member (family, graph->parent[e]) == STEMMA_NONE;
    }
  return card;
}

static StemmaCard
fold_card (StemmaLineage *lineage, const Build *build, const Fold *fold, guint32 home)
{
  const StemmaFamily *family = build->family;
  guint32 member = g_array_index (build->fold_members, guint32, fold->first);
  StemmaCard card = { .id = fold_id (lineage->snapshot, build, fold),
                      .kind = STEMMA_CARD_FOLD,
                      .side = STEMMA_SIDE_DESCENDANT,
                      .node = STEMMA_NONE,
                      .row = STEMMA_NONE,
                      .anchor = stemma_family_node (family, home),
                      .relation = fold->relation,
                      .distance = stemma_family_distance (family, member) };
  return card;
}

static void
add_more_card (StemmaLineage *lineage, Build *build, guint32 member, StemmaDirection direction)
{
  const StemmaFamily *family = build->family;
  if (!stemma_lineage_needs_more (build, member, direction))
    return;
  StemmaNode anchor = stemma_family_node (family, member);
  gboolean up = direction == STEMMA_UP;
  StemmaCard card = { .id = join (join (ID_MORE, direction), node_id (lineage->snapshot, anchor)),
                      .kind = STEMMA_CARD_MORE,
                      .side = up ? STEMMA_SIDE_ANCESTOR : STEMMA_SIDE_DESCENDANT,
                      .direction = direction,
                      .node = STEMMA_NONE,
                      .row = STEMMA_NONE,
                      .anchor = anchor,
                      .distance = stemma_family_distance (family, member) + 1 };
  build->more_of[direction][member] = lineage->cards->len;
  g_array_append_val (lineage->cards, card);
}

/* Two cards never share an id: should hashes ever meet, the later one moves on. */
static void
part_ids (GArray *cards)
{
  g_autoptr (GHashTable) taken = g_hash_table_new (g_int64_hash, g_int64_equal);
  for (guint i = 0; i < cards->len; i++)
    {
      StemmaCard *card = &g_array_index (cards, StemmaCard, i);
      while (card->id == 0 || g_hash_table_contains (taken, &card->id))
        card->id++;
      g_hash_table_add (taken, &card->id);
    }
}

/**
 * stemma_lineage_card_of:
 * @build: a build with cards
 * @member: a member or a guest
 *
 * Returns: the card that it is by itself, or %STEMMA_NONE
 */
guint32
stemma_lineage_card_of (const Build *build, guint32 member)
{
  guint32 n = build->family->n_members;
  if (member == STEMMA_NONE || !stemma_lineage_is_out (build, member))
    return STEMMA_NONE;
  return member < n ? build->card_of[member] : g_array_index (build->guest_cards, guint32, member - n);
}

/**
 * stemma_lineage_emit_cards:
 * @lineage: what is built
 * @build: a build that is settled
 *
 * Makes the cards, in no particular order yet, the focus first. What stands for several is filled in later.
 */
void
stemma_lineage_emit_cards (StemmaLineage *lineage, Build *build)
{
  for (guint i = 0; i < build->shown->len; i++)
    {
      guint32 unit = g_array_index (build->shown, guint32, i);
      const Fold *fold = stemma_lineage_unit_fold (build, unit);
      StemmaCard card = fold == NULL ? model_card (lineage, build, unit)
                                     : fold_card (lineage, build, fold, build->units[unit].home);
      build->card_of[unit] = lineage->cards->len;
      g_array_append_val (lineage->cards, card);
    }
  for (guint i = 0; i < build->guests->len; i++)
    {
      StemmaCard card = model_card (lineage, build, g_array_index (build->guests, guint32, i));
      g_array_append_val (build->guest_cards, lineage->cards->len);
      g_array_append_val (lineage->cards, card);
    }
  for (guint i = 0; i < build->shown->len; i++)
    {
      guint32 unit = g_array_index (build->shown, guint32, i);
      if (unit >= build->family->n_members)
        continue;
      add_more_card (lineage, build, unit, STEMMA_UP);
      add_more_card (lineage, build, unit, STEMMA_DOWN);
    }
  part_ids (lineage->cards);
}
