#include "lineage/stemma-lineage-private.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "base/stemma-error.h"
#include "lineage/stemma-subgraph.h"

/* Ancestors get at most so many of the first cards while there are descendants that want room too. */
#define FIRST_ANCESTORS 40

static void
build_init (Build *build, StemmaFamily *family, const StemmaView *view)
{
  guint32 n = family->n_members;
  *build = (Build){ .family = family, .view = view };
  build->kept = g_new0 (guint8, n);
  build->forced = g_new0 (guint8, n);
  build->collapsed = g_new0 (guint8, n);
  build->unit_of = g_new (guint32, n);
  for (guint32 member = 0; member < n; member++)
    build->unit_of[member] = member;
  build->folds = g_array_new (FALSE, FALSE, sizeof (Fold));
  build->fold_members = g_array_new (FALSE, FALSE, sizeof (guint32));
  build->fold_parents = g_array_new (FALSE, FALSE, sizeof (guint32));
  for (guint direction = 0; direction < 2; direction++)
    {
      build->waiting[direction] = g_new0 (guint32, n);
      build->out[direction] = g_new0 (guint32, n);
      build->asked[direction] = g_new0 (guint32, n);
      build->more_of[direction] = g_new (guint32, n);
      memset (build->more_of[direction], 0xff, n * sizeof (guint32)); /* STEMMA_NONE */
    }
  build->shown = g_array_new (FALSE, FALSE, sizeof (guint32));
  build->guests = g_array_new (FALSE, FALSE, sizeof (guint32));
  build->guest_cards = g_array_new (FALSE, FALSE, sizeof (guint32));
}

static void
build_clear (Build *build)
{
  g_free (build->kept);
  g_free (build->forced);
  g_free (build->collapsed);
  g_free (build->unit_of);
  g_free (build->units);
  g_free (build->card_of);
  g_array_unref (build->folds);
  g_array_unref (build->fold_members);
  g_array_unref (build->fold_parents);
  for (guint direction = 0; direction < 2; direction++)
    {
      g_free (build->waiting[direction]);
      g_free (build->out[direction]);
      g_free (build->asked[direction]);
      g_free (build->more_of[direction]);
    }
  g_array_unref (build->shown);
  g_array_unref (build->guests);
  g_array_unref (build->guest_cards);
}

static gboolean
build_run (StemmaLineage *lineage, Build *build, GError **error)
{
  gboolean fold = stemma_view_get_fold (build->view) == STEMMA_FOLD_AUTO;
  stemma_lineage_fold (build);
  gboolean all
      = fold ? stemma_lineage_grow (build, STEMMA_LINEAGE_FIRST_CARDS, FIRST_ANCESTORS,
                                    STEMMA_LINEAGE_FIRST_FAN)
             : stemma_lineage_grow (build, STEMMA_LINEAGE_MAX_CARDS, STEMMA_LINEAGE_MAX_CARDS, G_MAXUINT);
  if (!fold && !all)
    {
      g_set_error (error, STEMMA_ERROR, STEMMA_ERROR_USAGE,
                   _ ("The family of %s has %u models; at most %u can be drawn with nothing folded. Fold it, "
                      "filter it or limit its depth"),
                   stemma_view_get_focus (build->view), build->family->n_members, STEMMA_LINEAGE_MAX_CARDS);
      return FALSE;
    }
  stemma_lineage_invite (build);
  stemma_lineage_settle (build);
  build->card_of = g_new0 (guint32, build->n_units);
  stemma_lineage_emit_cards (lineage, build);
  stemma_lineage_emit_lines (lineage, build);
  stemma_lineage_emit_chips (lineage, build);
  return TRUE;
}

/* A model that came from nowhere and that nothing came from is a card by itself. */
static void
add_lone_card (StemmaLineage *lineage, StemmaRow row)
{
  const StemmaColumns *columns = stemma_snapshot_get_columns (lineage->snapshot);
  StemmaCard card = { .id = stemma_lineage_model_id (lineage->snapshot, row),
                      .kind = STEMMA_CARD_MODEL,
                      .side = STEMMA_SIDE_FOCUS,
                      .node = STEMMA_NONE,
                      .row = row,
                      .anchor = STEMMA_NONE,
                      .n_members = 1,
                      .count = 1,
                      .downloads = stemma_packed_get (&columns->downloads, row) };
  g_array_append_val (lineage->cards, card);
}

/**
 * stemma_lineage_new:
 * @snapshot: a snapshot
 * @view: what to show of it
 * @error: return location
 *
 * Works out the cards and lines of a view. Fails with %STEMMA_ERROR_NOT_FOUND where the snapshot does not
 * hold the focus, and with %STEMMA_ERROR_USAGE where a family is too big to be drawn with nothing folded.
 *
 * Returns: (transfer full) (nullable): the lineage, or %NULL with @error set
 */
StemmaLineage *
stemma_lineage_new (StemmaSnapshot *snapshot, StemmaView *view, GError **error)
{
  StemmaNode node;
  StemmaRow row;
  if (!stemma_lineage_find_focus (snapshot, view, &node, &row, error))
    return NULL;
  g_autoptr (StemmaLineage) lineage = g_new0 (StemmaLineage, 1);
  g_atomic_ref_count_init (&lineage->ref_count);
  lineage->snapshot = stemma_snapshot_ref (snapshot);
  lineage->view = stemma_view_ref (view);
  lineage->cards = g_array_new (FALSE, FALSE, sizeof (StemmaCard));
  lineage->chips = g_array_new (FALSE, FALSE, sizeof (StemmaChip));
  lineage->lines = g_array_new (FALSE, FALSE, sizeof (StemmaLine));
  if (node == STEMMA_NONE)
    {
      add_lone_card (lineage, row);
      return g_steal_pointer (&lineage);
    }
  Build build;
  lineage->family = stemma_family_new (snapshot, node, view);
  build_init (&build, lineage->family, view);
  gboolean built = build_run (lineage, &build, error);
  build_clear (&build);
  return built ? g_steal_pointer (&lineage) : NULL;
}

/**
 * stemma_lineage_ref:
 * @lineage: a lineage
 *
 * Returns: (transfer full): @lineage
 */
StemmaLineage *
stemma_lineage_ref (StemmaLineage *lineage)
{
  g_atomic_ref_count_inc (&lineage->ref_count);
  return lineage;
}

/**
 * stemma_lineage_unref:
 * @lineage: (nullable) (transfer full): a lineage
 */
void
stemma_lineage_unref (StemmaLineage *lineage)
{
  if (lineage == NULL || !g_atomic_ref_count_dec (&lineage->ref_count))
    return;
  stemma_snapshot_unref (lineage->snapshot);
  stemma_view_unref (lineage->view);
  stemma_family_free (lineage->family);
  g_array_unref (lineage->cards);
  g_array_unref (lineage->chips);
  g_array_unref (lineage->lines);
  g_free (lineage->slot_card);
  g_free (lineage->slot_chip);
  g_free (lineage->head);
  g_free (lineage);
}

/**
 * stemma_lineage_get_snapshot:
 * @lineage: a lineage
 *
 * Returns: (transfer none): the snapshot it was made of
 */
StemmaSnapshot *
stemma_lineage_get_snapshot (const StemmaLineage *lineage)
{
  return lineage->snapshot;
}

/**
 * stemma_lineage_get_view:
 * @lineage: a lineage
 *
 * Returns: (transfer none): the view it shows
 */
StemmaView *
stemma_lineage_get_view (const StemmaLineage *lineage)
{
  return lineage->view;
}

/**
 * stemma_lineage_get_cards:
 * @lineage: a lineage
 * @n_cards: (out): how many
 *
 * Returns: (transfer none) (array length=n_cards): its cards
 */
const StemmaCard *
stemma_lineage_get_cards (const StemmaLineage *lineage, guint *n_cards)
{
  *n_cards = lineage->cards->len;
  return (const StemmaCard *) (void *) lineage->cards->data;
}

/**
 * stemma_lineage_get_chips:
 * @lineage: a lineage
 * @n_chips: (out): how many
 *
 * Returns: (transfer none) (array length=n_chips): the chips of all cards; those of one card stand together
 */
const StemmaChip *
stemma_lineage_get_chips (const StemmaLineage *lineage, guint *n_chips)
{
  *n_chips = lineage->chips->len;
  return (const StemmaChip *) (void *) lineage->chips->data;
}

/**
 * stemma_lineage_get_lines:
 * @lineage: a lineage
 * @n_lines: (out): how many
 *
 * Returns: (transfer none) (array length=n_lines): its lines, by the card they leave, then by the one they
 * reach
 */
const StemmaLine *
stemma_lineage_get_lines (const StemmaLineage *lineage, guint *n_lines)
{
  *n_lines = lineage->lines->len;
  return (const StemmaLine *) (void *) lineage->lines->data;
}

/**
 * stemma_lineage_get_focus:
 * @lineage: a lineage
 *
 * Returns: the card of the focus
 */
guint32
stemma_lineage_get_focus (const StemmaLineage *lineage)
{
  return lineage->focus;
}

/**
 * stemma_lineage_count:
 * @lineage: a lineage
 * @side: which members of the family
 *
 * Returns: how many models there are on that side, shown or counted; ghosts included
 */
guint32
stemma_lineage_count (const StemmaLineage *lineage, StemmaSide side)
{
  if (side == STEMMA_SIDE_FOCUS)
    return 1;
  if (lineage->family == NULL)
    return 0;
  if (side == STEMMA_SIDE_GUEST)
    return lineage->family->nodes->len - lineage->family->n_members;
  return side == STEMMA_SIDE_ANCESTOR ? lineage->family->n_ancestors : lineage->family->n_descendants;
}

/**
 * stemma_lineage_count_hidden:
 * @lineage: a lineage
 *
 * Returns: how many models of the family are left out because the view hides a model
 */
guint32
stemma_lineage_count_hidden (const StemmaLineage *lineage)
{
  return lineage->family != NULL ? lineage->family->n_hidden : 0;
}

/**
 * stemma_lineage_count_filtered:
 * @lineage: a lineage
 *
 * Returns: how many models of the family are left out because of the view's filters
 */
guint32
stemma_lineage_count_filtered (const StemmaLineage *lineage)
{
  return lineage->family != NULL ? lineage->family->n_filtered : 0;
}
