#include "app/lineage/stemma-lineage-page-private.h"

#include <glib/gi18n.h>

#include "app/lineage/stemma-lineage-words.h"

/* How many "more" brings out at once. */
#define MORE_OUT 12

static StemmaLineage *
get_lineage (StemmaLineagePage *page)
{
  return stemma_diagram_get_lineage (stemma_canvas_get_diagram (page->canvas));
}

static const StemmaCard *
get_card (StemmaLineagePage *page, guint32 card)
{
  guint n_cards;
  return &stemma_lineage_get_cards (get_lineage (page), &n_cards)[card];
}

static const char *
get_name (StemmaLineagePage *page, guint32 card)
{
  return stemma_lineage_get_card_name (get_lineage (page), card);
}

/* Which relations wait on one side of a card, as bits; all where it is not known which. */
static guint
find_waiting (StemmaLineagePage *page, const StemmaCard *card, StemmaDirection direction)
{
  guint n_chips, relations = 0;
  const StemmaChip *chips = stemma_lineage_get_chips (get_lineage (page), &n_chips);
  for (guint i = card->first_chip; i < card->first_chip + card->n_chips; i++)
    {
      if (chips[i].kind == STEMMA_CHIP_LEAVES && direction == STEMMA_DOWN)
        relations |= 1u << chips[i].relation;
      if (chips[i].kind == (direction == STEMMA_DOWN ? STEMMA_CHIP_BELOW : STEMMA_CHIP_ABOVE))
        relations = STEMMA_VIEW_ALL_RELATIONS;
    }
  return relations;
}

static gboolean
has_neighbours (StemmaLineagePage *page, guint32 card, StemmaDirection direction)
{
  guint n_lines;
  const StemmaLine *lines = stemma_lineage_get_lines (get_lineage (page), &n_lines);
  for (guint i = 0; i < n_lines; i++)
    if ((direction == STEMMA_DOWN ? lines[i].from : lines[i].to) == card)
      return TRUE;
  return FALSE;
}

/* What was brought out goes back; else what waits comes out; else what there is goes away. */
static StemmaView *
toggle_side (StemmaLineagePage *page, guint32 card, StemmaDirection direction)
{
  StemmaView *view = stemma_lineage_page_get_view (page);
  const StemmaCard *c = get_card (page, card);
  const char *name = get_name (page, card);
  if (c->kind == STEMMA_CARD_MORE)
    return stemma_view_with_more (view, name, c->direction, MORE_OUT);
  if (c->kind == STEMMA_CARD_FOLD)
    return stemma_view_with_expanded (view, name, STEMMA_DOWN, 1u << c->relation);
  guint waiting = find_waiting (page, c, direction);
  if (stemma_view_find_entry (view, STEMMA_VIEW_OPEN, name, direction, "") == NULL && waiting != 0)
    return stemma_view_with_expanded (view, name, direction, waiting);
  if (!has_neighbours (page, card, direction))
    return NULL;
  return stemma_view_with_collapsed (view, name, direction);
}

static StemmaView *
toggle_pin (StemmaLineagePage *page, guint32 card)
{
  StemmaView *view = stemma_lineage_page_get_view (page);
  const char *name = get_name (page, card);
  gboolean pinned = stemma_view_find_entry (view, STEMMA_VIEW_PIN, name, STEMMA_DOWN, "") != NULL;
  if (get_card (page, card)->kind != STEMMA_CARD_MODEL)
    return NULL;
  stemma_window_toast (page->window, pinned ? _ ("No longer pinned: it may be folded again")
                                            : _ ("Pinned: it stays out, however much is folded"));
  return stemma_view_with_pinned (view, name, !pinned);
}

static StemmaView *
hide (StemmaLineagePage *page, guint32 card)
{
  if (get_card (page, card)->kind != STEMMA_CARD_MODEL
      || card == stemma_lineage_get_focus (get_lineage (page)))
    return NULL;
  return stemma_view_with_hidden (stemma_lineage_page_get_view (page), get_name (page, card), TRUE);
}

static void
edit_or_ring (StemmaLineagePage *page, StemmaView *view)
{
  g_autoptr (StemmaView) owned = view;
  if (view != NULL)
    stemma_lineage_page_edit (page, view);
  else
    gtk_widget_error_bell (GTK_WIDGET (page));
}

static void
focus_on (StemmaLineagePage *page, guint32 card)
{
  if (get_card (page, card)->kind == STEMMA_CARD_MODEL)
    stemma_window_go (page->window, "lineage", get_name (page, card));
  else
    stemma_lineage_page_open_list (page, card, STEMMA_NONE);
}

/* The chip behind which there is most; a card that stands for several lists what it stands for. */
void
stemma_lineage_page_choose_list (StemmaLineagePage *page, guint32 card)
{
  const StemmaCard *c = get_card (page, card);
  guint n_chips;
  const StemmaChip *chips = stemma_lineage_get_chips (get_lineage (page), &n_chips);
  guint32 best = STEMMA_NONE;
  for (guint i = c->first_chip; i < c->first_chip + c->n_chips; i++)
    if (best == STEMMA_NONE || chips[i].count > chips[best].count)
      best = i;
  if (c->kind == STEMMA_CARD_MODEL && best == STEMMA_NONE)
    gtk_widget_error_bell (GTK_WIDGET (page));
  else
    stemma_lineage_page_open_list (page, card, best);
}

/** Does what the canvas was asked to do to a card. */
void
stemma_lineage_page_act (StemmaLineagePage *page, StemmaCanvasAct act, guint32 card, guint32 chip)
{
  switch (act)
    {
    case STEMMA_CANVAS_FOCUS:
      focus_on (page, card);
      break;
    case STEMMA_CANVAS_LIST:
      if (chip != STEMMA_NONE)
        stemma_lineage_page_open_list (page, card, chip);
      else
        stemma_lineage_page_choose_list (page, card);
      break;
    case STEMMA_CANVAS_CHILDREN:
      edit_or_ring (page, toggle_side (page, card, STEMMA_DOWN));
      break;
    case STEMMA_CANVAS_PARENTS:
      edit_or_ring (page, toggle_side (page, card, STEMMA_UP));
      break;
    case STEMMA_CANVAS_HIDE:
      edit_or_ring (page, hide (page, card));
      break;
    case STEMMA_CANVAS_PIN:
      edit_or_ring (page, toggle_pin (page, card));
      break;
    case STEMMA_CANVAS_MENU:
      stemma_lineage_page_open_menu (page, card);
      break;
    }
}
