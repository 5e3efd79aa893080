#include "lineage/stemma-lineage-private.h"

/* The member or guest that every card is; STEMMA_NONE for cards that stand for several. */
static guint32 *
members_of_cards (const StemmaLineage *lineage, const Build *build)
{
  guint32 *members = g_new (guint32, lineage->cards->len);
  for (guint i = 0; i < lineage->cards->len; i++)
    {
      StemmaNode node = g_array_index (lineage->cards, StemmaCard, i).node;
      members[i] = node == STEMMA_NONE ? STEMMA_NONE : stemma_family_member (build->family, node);
    }
  return members;
}

/* How many chip leaves of each relation hang on each card: STEMMA_N_RELATIONS numbers a card. */
static guint32 *
count_leaves (const StemmaLineage *lineage, const Build *build)
{
  const StemmaFamily *family = build->family;
  guint32 *leaves = g_new0 (guint32, (gsize) lineage->cards->len * STEMMA_N_RELATIONS);
  for (guint32 member = 1; member < family->n_members; member++)
    {
      if (build->unit_of[member] != STEMMA_NONE)
        continue;
      guint32 card = stemma_lineage_card_of (build, family->origin[member]);
      if (card != STEMMA_NONE)
        leaves[card * STEMMA_N_RELATIONS + stemma_family_relation (family, member)]++;
    }
  return leaves;
}

static void
add_chip (StemmaLineage *lineage, guint32 card, StemmaChipKind kind, StemmaRelation relation, guint32 count,
          gboolean collapsed)
{
  StemmaChip chip = { card, kind, relation, collapsed, 0, 0 };
  if (kind == STEMMA_CHIP_OTHER_CHILDREN || kind == STEMMA_CHIP_OTHER_PARENTS)
    chip.n_members = chip.count = count;
  if (count == 0)
    return;
  g_array_append_val (lineage->chips, chip);
  g_array_index (lineage->cards, StemmaCard, card).n_chips++;
}

static guint32
count_outside (const StemmaFamily *family, StemmaNode node, gboolean children)
{
  const StemmaGraph *graph = family->graph;
  const guint32 *start = children ? graph->child_start : graph->parent_start;
  const StemmaNode *neighbour = children ? graph->child : graph->parent;
  guint32 n = 0;
  for (guint32 e = start[node]; e < start[node + 1]; e++)
    n += family->place[neighbour[e]] == 0;
  return n;
}

static void
add_chips (StemmaLineage *lineage, const Build *build, guint32 card, guint32 member, const guint32 *leaves)
{
  const StemmaFamily *family = build->family;
  StemmaNode node = stemma_family_node (family, member);
  g_array_index (lineage->cards, StemmaCard, card).first_chip = lineage->chips->len;
  for (guint relation = 0; relation < STEMMA_N_RELATIONS; relation++)
    add_chip (lineage, card, STEMMA_CHIP_LEAVES, relation, leaves[relation], FALSE);
  for (guint i = 0; member < family->n_members && i < 2; i++)
    {
      StemmaDirection direction = i == 0 ? STEMMA_DOWN : STEMMA_UP;
      if (!stemma_lineage_needs_more (build, member, direction))
        add_chip (lineage, card, direction == STEMMA_DOWN ? STEMMA_CHIP_BELOW : STEMMA_CHIP_ABOVE,
                  STEMMA_RELATION_OTHER, build->waiting[direction][member],
                  (build->collapsed[member] & (1u << direction)) != 0);
    }
  add_chip (lineage, card, STEMMA_CHIP_OTHER_CHILDREN, STEMMA_RELATION_OTHER,
            count_outside (family, node, TRUE), FALSE);
  add_chip (lineage, card, STEMMA_CHIP_OTHER_PARENTS, STEMMA_RELATION_OTHER,
            count_outside (family, node, FALSE), FALSE);
}

static guint32
find_chip (const StemmaLineage *lineage, guint32 card, StemmaChipKind kind, StemmaRelation relation)
{
  const StemmaCard *owner = &g_array_index (lineage->cards, StemmaCard, card);
  for (guint i = owner->first_chip; i < owner->first_chip + owner->n_chips; i++)
    {
      const StemmaChip *chip = &g_array_index (lineage->chips, StemmaChip, i);
      if (chip->kind == kind && chip->relation == relation)
        return i;
    }
  g_return_val_if_reached (STEMMA_NONE);
}

/* Where the members of a unit that is not shown are counted: on "more" or on a chip of its home. */
static void
put_waiting (StemmaLineage *lineage, const Build *build, guint32 unit, guint32 *card, guint32 *chip)
{
  const Unit *waiting = &build->units[unit];
  StemmaDirection direction = waiting->up ? STEMMA_UP : STEMMA_DOWN;
  *chip = STEMMA_NONE;
  *card = build->more_of[direction][waiting->home];
  if (*card != STEMMA_NONE)
    return;
  *card = build->card_of[waiting->home];
  *chip = find_chip (lineage, *card, waiting->up ? STEMMA_CHIP_ABOVE : STEMMA_CHIP_BELOW,
                     STEMMA_RELATION_OTHER);
}

static void
put_member (StemmaLineage *lineage, const Build *build, guint32 member)
{
  const StemmaFamily *family = build->family;
  guint32 unit = build->unit_of[member], *card = &lineage->slot_card[member];
  guint32 *chip = &lineage->slot_chip[member];
  gboolean leaf = unit == STEMMA_NONE;
  *chip = STEMMA_NONE;
  if (leaf)
    unit = build->unit_of[family->origin[member]];
  if (!build->units[unit].shown)
    {
      put_waiting (lineage, build, unit, card, chip);
      lineage->head[member] = !leaf && build->units[unit].head;
      return;
    }
  *card = build->card_of[unit];
  lineage->head[member] = !leaf || unit < family->n_members;
  if (leaf && unit < family->n_members)
    *chip = find_chip (lineage, *card, STEMMA_CHIP_LEAVES, stemma_family_relation (family, member));
}

/* Adds a member to what it is counted on. A card of one model counts itself already. */
static void
count_member (StemmaLineage *lineage, guint32 member)
{
  const StemmaFamily *family = lineage->family;
  StemmaCard *card = &g_array_index (lineage->cards, StemmaCard, lineage->slot_card[member]);
  if (lineage->slot_chip[member] != STEMMA_NONE)
    {
      StemmaChip *chip = &g_array_index (lineage->chips, StemmaChip, lineage->slot_chip[member]);
      chip->count++;
      chip->n_members += lineage->head[member];
    }
  else if (card->kind != STEMMA_CARD_MODEL)
    {
      card->count++;
      card->n_members += lineage->head[member];
      card->mix[stemma_family_relation (family, member)]++;
      card->downloads += stemma_family_node_downloads (family, stemma_family_node (family, member));
    }
}

/**
 * stemma_lineage_emit_chips:
 * @lineage: what is built, with its cards in their final order
 * @build: the build
 *
 * Makes the chips, and counts every member on exactly one card or chip.
 */
void
stemma_lineage_emit_chips (StemmaLineage *lineage, const Build *build)
{
  guint32 n = build->family->n_members;
  g_autofree guint32 *members = members_of_cards (lineage, build);
  g_autofree guint32 *leaves = count_leaves (lineage, build);
  for (guint card = 0; card < lineage->cards->len; card++)
    if (members[card] != STEMMA_NONE)
      add_chips (lineage, build, card, members[card], leaves + card * STEMMA_N_RELATIONS);
  lineage->slot_card = g_new (guint32, n);
  lineage->slot_chip = g_new (guint32, n);
  lineage->head = g_new (guint8, n);
  for (guint32 member = 0; member < n; member++)
    {
      put_member (lineage, build, member);
      count_member (lineage, member);
    }
}
