#include "diagram/stemma-diagram-private.h"
#include "style/stemma-mark.h"

typedef struct
{
  guint32 code;
  guint count;
} Tally;

/* The colours of relations, told apart by everybody, serve for other words where relations are in ink. */
StemmaRole
stemma_diagram_category_role (guint category)
{
  static const StemmaRole roles[CATEGORIES]
      = { STEMMA_ROLE_FINETUNE, STEMMA_ROLE_QUANTIZED, STEMMA_ROLE_MERGE, STEMMA_ROLE_ADAPTER };
  return category < CATEGORIES ? roles[category] : STEMMA_ROLE_OTHER;
}

static gint
compare_tallies (gconstpointer a, gconstpointer b)
{
  const Tally *first = a, *second = b;
  if (first->count != second->count)
    return first->count > second->count ? -1 : 1;
  return (first->code > second->code) - (first->code < second->code);
}

/* Which words the colours stand for; meaningful where they stand for words. */
StemmaWordKind
stemma_diagram_colour_words (const StemmaDiagram *diagram)
{
  return diagram->colours.by == STEMMA_COLOUR_TASK ? STEMMA_WORD_TASK : STEMMA_WORD_LICENCE;
}

static guint32
card_code (const StemmaDiagram *diagram, const StemmaCard *card)
{
  const StemmaColumns *columns = stemma_snapshot_get_columns (diagram->snapshot);
  if (card->row == STEMMA_NONE)
    return 0;
  gboolean by_task = diagram->colours.by == STEMMA_COLOUR_TASK;
  return (guint32) stemma_packed_get (by_task ? &columns->task : &columns->licence, card->row);
}

/* The words met on most cards get a colour of their own. */
void
stemma_diagram_choose_colours (StemmaDiagram *diagram)
{
  StemmaColours *colours = &diagram->colours;
  g_autoptr (GArray) tallies = g_array_new (FALSE, FALSE, sizeof (Tally));
  guint n_cards;
  const StemmaCard *cards = stemma_lineage_get_cards (diagram->lineage, &n_cards);
  colours->by = stemma_view_get_colour_by (diagram->view);
  if (colours->by != STEMMA_COLOUR_LICENCE && colours->by != STEMMA_COLOUR_TASK)
    return;
  g_autoptr (GHashTable) places = g_hash_table_new (NULL, NULL);
  for (guint i = 0; i < n_cards; i++)
    {
      guint32 code = card_code (diagram, &cards[i]);
      if (code == 0)
        continue;
      guint place = GPOINTER_TO_UINT (g_hash_table_lookup (places, GUINT_TO_POINTER (code)));
      if (place == 0)
        {
          Tally tally = { code, 0 };
          g_array_append_val (tallies, tally);
          place = tallies->len;
          g_hash_table_insert (places, GUINT_TO_POINTER (code), GUINT_TO_POINTER (place));
        }
      g_array_index (tallies, Tally, place - 1).count++;
    }
  g_array_sort (tallies, compare_tallies);
  for (; colours->n < MIN (tallies->len, CATEGORIES); colours->n++)
    colours->codes[colours->n] = g_array_index (tallies, Tally, colours->n).code;
  colours->others = tallies->len > CATEGORIES;
}

/* A relation in its colour, or in ink where colours stand for something else. */
StemmaRole
stemma_diagram_relation_role (const StemmaDiagram *diagram, StemmaRelation relation)
{
  return diagram->colours.by == STEMMA_COLOUR_RELATION ? stemma_mark_role (relation) : STEMMA_ROLE_INK_DIM;
}

/* The colour of the bar on a card's edge; none for a model that came from nowhere. */
StemmaRole
stemma_diagram_card_role (const StemmaDiagram *diagram, const StemmaCard *card)
{
  const StemmaColours *colours = &diagram->colours;
  StemmaRelation relation;
  if (colours->by == STEMMA_COLOUR_LICENCE || colours->by == STEMMA_COLOUR_TASK)
    {
      guint32 code = card->kind == STEMMA_CARD_MODEL ? card_code (diagram, card) : 0;
      for (guint i = 0; i < colours->n; i++)
        if (colours->codes[i] == code)
          return stemma_diagram_category_role (i);
      return code != 0 ? stemma_diagram_category_role (CATEGORIES) : STEMMA_ROLE_NONE;
    }
  guint changes = stemma_diagram_card_changes (diagram, card);
  if (changes != 0)
    return stemma_diagram_change_role (changes);
  if (!stemma_diagram_card_relation (diagram, card, &relation))
    return STEMMA_ROLE_NONE;
  return stemma_diagram_relation_role (diagram, relation);
}
