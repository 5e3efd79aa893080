#include <langinfo.h>
#include <string.h>

#include <glib/gi18n-lib.h>

#include "diagram/stemma-diagram-private.h"

/**
 * stemma_diagram_relation_name:
 * @relation: a relation
 *
 * Returns: (transfer none): it as a person says it
 */
const char *
stemma_diagram_relation_name (StemmaRelation relation)
{
  switch (relation)
    {
    case STEMMA_RELATION_FINETUNE:
      return C_ ("relation", "fine-tune");
    case STEMMA_RELATION_ADAPTER:
      return C_ ("relation", "adapter");
    case STEMMA_RELATION_MERGE:
      return C_ ("relation", "merge");
    case STEMMA_RELATION_QUANTIZED:
      return C_ ("relation", "quantized");
    default:
      return C_ ("relation", "other relation");
    }
}

/* What stands after a count: "12 merges". */
const char *
stemma_diagram_relation_plural (StemmaRelation relation, guint32 count)
{
  switch (relation)
    {
    case STEMMA_RELATION_FINETUNE:
      return g_dngettext (GETTEXT_PACKAGE, "fine-tune", "fine-tunes", count);
    case STEMMA_RELATION_ADAPTER:
      return g_dngettext (GETTEXT_PACKAGE, "adapter", "adapters", count);
    case STEMMA_RELATION_MERGE:
      return g_dngettext (GETTEXT_PACKAGE, "merge", "merges", count);
    case STEMMA_RELATION_QUANTIZED:
      return g_dngettext (GETTEXT_PACKAGE, "quantized model", "quantized models", count);
    default:
      return g_dngettext (GETTEXT_PACKAGE, "other derivative", "other derivatives", count);
    }
}

/**
 * stemma_diagram_number:
 * @number: a count
 *
 * Returns: (transfer full): it with the thousands apart as the locale has it, by commas in a locale that leaves that
 *   open
 */
char *
stemma_diagram_number (guint64 number)
{
  const char *gap = nl_langinfo (THOUSEP);
  char digits[32];
  int n = g_snprintf (digits, sizeof digits, "%" G_GUINT64_FORMAT, number);
  GString *text = g_string_new (NULL);
  if (gap[0] == '\0' || !g_utf8_validate (gap, -1, NULL))
    gap = ",";
  for (int i = 0; i < n; i++)
    {
      if (i > 0 && (n - i) % 3 == 0)
        g_string_append (text, gap);
      g_string_append_c (text, digits[i]);
    }
  return g_string_free (text, FALSE);
}

/* What is written on a chip. */
char *
stemma_diagram_chip_text (const StemmaChip *chip)
{
  g_autofree char *count = stemma_diagram_number (chip->count);
  switch (chip->kind)
    {
    case STEMMA_CHIP_LEAVES:
      /* An en space: the font's own space is too narrow to part them. */
      return g_strdup_printf ("%c\u2002%s", stemma_relation_letter (chip->relation), count);
    case STEMMA_CHIP_BELOW:
      /* Translators: on a small label: so many models further right are not shown */
      return g_strdup_printf (_ ("%s more ›"), count);
    case STEMMA_CHIP_ABOVE:
      /* Translators: on a small label: so many models further left are not shown */
      return g_strdup_printf (_ ("‹ %s more"), count);
    case STEMMA_CHIP_OTHER_CHILDREN:
      return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "+ %s child", "+ %s children", chip->count),
                              count);
    default:
      return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "+ %s parent", "+ %s parents", chip->count),
                              count);
    }
}

static void G_GNUC_PRINTF (2, 3) add_part (GPtrArray *parts, const char *format, ...)
{
  va_list arguments;
  va_start (arguments, format);
  g_ptr_array_add (parts, g_strdup_vprintf (format, arguments));
  va_end (arguments);
}

static char *
join_parts (GPtrArray *parts)
{
  g_ptr_array_add (parts, NULL);
  /* Translators: between the parts of an enumeration */
  return g_strjoinv (_ (", "), (char **) parts->pdata);
}

/**
 * stemma_diagram_describe_chip:
 * @diagram: a diagram
 * @chip: one of its lineage's chips
 *
 * Returns: (transfer full): what the chip stands for, in words
 */
char *
stemma_diagram_describe_chip (const StemmaDiagram *diagram, guint32 chip)
{
  guint n_chips;
  const StemmaChip *c = &stemma_lineage_get_chips (diagram->lineage, &n_chips)[chip];
  g_autofree char *count = stemma_diagram_number (c->count);
  switch (c->kind)
    {
    case STEMMA_CHIP_LEAVES:
      return g_strdup_printf (
          g_dngettext (GETTEXT_PACKAGE, "%s %s without children", "%s %s without children", c->count), count,
          stemma_diagram_relation_plural (c->relation, c->count));
    case STEMMA_CHIP_BELOW:
      return g_strdup_printf (
          g_dngettext (GETTEXT_PACKAGE, "%s descendant not shown", "%s descendants not shown", c->count),
          count);
    case STEMMA_CHIP_ABOVE:
      return g_strdup_printf (
          g_dngettext (GETTEXT_PACKAGE, "%s ancestor not shown", "%s ancestors not shown", c->count), count);
    case STEMMA_CHIP_OTHER_CHILDREN:
      return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%s child outside this family, not shown",
                                           "%s children outside this family, not shown", c->count),
                              count);
    default:
      return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%s parent outside this family, not shown",
                                           "%s parents outside this family, not shown", c->count),
                              count);
    }
}

static void
add_kind (const StemmaDiagram *diagram, const StemmaCard *card, GPtrArray *parts)
{
  StemmaNodeFlags flags = stemma_diagram_card_node_flags (diagram, card);
  StemmaRelation relation;
  if (flags & STEMMA_NODE_GHOST)
    add_part (parts, "%s", _ ("not listed"));
  else if (flags & STEMMA_NODE_ROOT)
    add_part (parts, "%s", _ ("root"));
  else if (card->node == STEMMA_NONE)
    add_part (parts, "%s", _ ("neither parent nor child is known"));
  if (stemma_diagram_card_relation (diagram, card, &relation))
    add_part (parts, "%s", stemma_diagram_relation_name (relation));
  if (card->n_parents > 0)
    add_part (parts, g_dngettext (GETTEXT_PACKAGE, "%u parent", "%u parents", card->n_parents),
              card->n_parents);
  if (flags & STEMMA_NODE_SELF_LOOP)
    add_part (parts, "%s", _ ("declares itself as its parent"));
  if (flags & STEMMA_NODE_IN_CYCLE)
    add_part (parts, "%s", _ ("in a cycle"));
  stemma_diagram_describe_changes (stemma_diagram_card_changes (diagram, card), parts);
}

static char *
describe_model (const StemmaDiagram *diagram, const StemmaCard *card, const char *name)
{
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);
  add_part (parts, "%s", name);
  add_kind (diagram, card, parts);
  if (stemma_diagram_card_knows (diagram, card, STEMMA_KNOWN_DOWNLOADS))
    {
      g_autofree char *count = stemma_diagram_number (card->downloads);
      add_part (
          parts,
          g_dngettext (GETTEXT_PACKAGE, "%s download in 30 days", "%s downloads in 30 days", card->downloads),
          count);
    }
  const char *licence = stemma_diagram_card_word (diagram, card, STEMMA_WORD_LICENCE);
  if (licence != NULL)
    add_part (parts, _ ("licence %s"), licence);
  if (stemma_diagram_card_flags (diagram, card) & STEMMA_FLAG_GATED)
    add_part (parts, "%s", _ ("gated"));
  if (stemma_diagram_card_is_pinned (diagram, card))
    add_part (parts, "%s", _ ("pinned"));
  for (guint i = card->first_chip; i < card->first_chip + card->n_chips; i++)
    g_ptr_array_add (parts, stemma_diagram_describe_chip (diagram, i));
  return join_parts (parts);
}

static char *
describe_group (const StemmaCard *card, const char *name)
{
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *members = stemma_diagram_number (card->n_members);
  g_autofree char *below = stemma_diagram_number (card->count - card->n_members);
  if (card->kind == STEMMA_CARD_FOLD)
    add_part (parts, _ ("%s alike models that came from %s, folded"), members, name);
  else if (card->direction == STEMMA_UP)
    add_part (parts, _ ("%s more parents of %s"), members, name);
  else
    add_part (parts, _ ("%s more children of %s"), members, name);
  if (card->count > card->n_members)
    add_part (parts, _ ("with %s models beyond them"), below);
  for (guint relation = 0; relation < STEMMA_N_RELATIONS; relation++)
    if (card->mix[relation] > 0)
      {
        g_autofree char *count = stemma_diagram_number (card->mix[relation]);
        add_part (parts, "%s %s", count, stemma_diagram_relation_plural (relation, card->mix[relation]));
      }
  return join_parts (parts);
}

/**
 * stemma_diagram_describe_card:
 * @diagram: a diagram
 * @card: one of its lineage's cards
 *
 * Returns: (transfer full): the card as a sentence, for a screen reader and a tooltip: the whole name, what
 * it is, its parents, its downloads, what hangs on it
 */
char *
stemma_diagram_describe_card (const StemmaDiagram *diagram, guint32 card)
{
  guint n_cards;
  const StemmaCard *c = &stemma_lineage_get_cards (diagram->lineage, &n_cards)[card];
  const char *name = stemma_lineage_get_card_name (diagram->lineage, card);
  return c->kind == STEMMA_CARD_MODEL ? describe_model (diagram, c, name) : describe_group (c, name);
}

/* The line below the title of a file: which week, from where, in which reading, how much. */
char *
stemma_diagram_facts (const StemmaDiagram *diagram)
{
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);
  char date[STEMMA_DATE_TEXT_SIZE];
  guint32 up = stemma_lineage_count (diagram->lineage, STEMMA_SIDE_ANCESTOR);
  guint32 down = stemma_lineage_count (diagram->lineage, STEMMA_SIDE_DESCENDANT);
  guint32 away
      = stemma_lineage_count_hidden (diagram->lineage) + stemma_lineage_count_filtered (diagram->lineage);
  g_autofree char *n_up = stemma_diagram_number (up), *n_down = stemma_diagram_number (down);
  g_autofree char *n_away = stemma_diagram_number (away);
  const char *source = stemma_snapshot_get_source (diagram->snapshot);
  add_part (parts, _ ("Snapshot of %s"),
            stemma_date_format (stemma_snapshot_get_date (diagram->snapshot), date));
  if (source != NULL && source[0] != '\0')
    add_part (parts, _ ("source %s"), source);
  add_part (parts, "%s",
            stemma_view_get_reading (diagram->view) == STEMMA_READING_PAPER ? _ ("reading: paper")
                                                                            : _ ("reading: exact"));
  if (diagram->before != NULL)
    add_part (parts, _ ("changes since %s"),
              stemma_date_format (stemma_snapshot_get_date (diagram->before), date));
  if (stemma_layout_is_plain (diagram->layout))
    add_part (parts, "%s", _ ("too many cards to look for few crossings"));
  add_part (parts, g_dngettext (GETTEXT_PACKAGE, "%s ancestor", "%s ancestors", up), n_up);
  add_part (parts, g_dngettext (GETTEXT_PACKAGE, "%s descendant", "%s descendants", down), n_down);
  if (away > 0)
    add_part (parts, g_dngettext (GETTEXT_PACKAGE, "%s model left out", "%s models left out", away), n_away);
  g_ptr_array_add (parts, NULL);
  return g_strjoinv (" · ", (char **) parts->pdata);
}
