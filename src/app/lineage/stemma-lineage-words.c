#include "app/lineage/stemma-lineage-words.h"

#include <glib/gi18n.h>

#include "diagram/stemma-diagram.h"

static void G_GNUC_PRINTF (2, 3)
add (GPtrArray *parts, const char *format, ...)
{
  va_list arguments;
  va_start (arguments, format);
  g_ptr_array_add (parts, g_strdup_vprintf (format, arguments));
  va_end (arguments);
}

static void
add_relatives (GPtrArray *parts, const StemmaModelFacts *facts)
{
  g_autofree char *up = stemma_diagram_number (facts->ancestors);
  g_autofree char *ghosts = stemma_diagram_number (facts->ghost_ancestors);
  g_autofree char *down = stemma_diagram_number (facts->descendants);
  if (facts->ancestors == 0)
    add (parts, "%s",
         facts->descendants > 0 ? _ ("no known ancestor") : _ ("neither parent nor child is known"));
  else
    add (parts, g_dngettext (NULL, "%s ancestor", "%s ancestors", facts->ancestors), up);
  if (facts->ghost_ancestors > 0)
    add (parts, g_dngettext (NULL, "%s of them not listed", "%s of them not listed", facts->ghost_ancestors),
         ghosts);
  if (facts->descendants > 0)
    add (parts, g_dngettext (NULL, "%s descendant", "%s descendants", facts->descendants), down);
  else if (facts->ancestors > 0)
    add (parts, "%s", _ ("no descendant"));
}

/* What the chains are counted by is said with them. */
static void
add_chains (GPtrArray *parts, StemmaReading reading, guint32 longest)
{
  g_autofree char *number = stemma_diagram_number (longest);
  if (longest == 0)
    return;
  if (reading == STEMMA_READING_EXACT)
    add (parts,
         g_dngettext (NULL, "longest chain through it %s model (exact)",
                      "longest chain through it %s models (exact)", longest),
         number);
  else
    add (parts,
         g_dngettext (NULL, "longest chain of its clusters %s model (as in the paper)",
                      "longest chain of its clusters %s models (as in the paper)", longest),
         number);
}

/**
 * stemma_lineage_sentence:
 * @facts: what the graph says of the focus
 * @lineage: what is shown of it
 * @longest: models in the longest chain, in the view's reading: through the focus, or, as in the paper, of the
 *   clusters that it is in; 0 for none
 *
 * Returns: (transfer full): the answer in a sentence: what it comes from, what hangs on it
 */
char *
stemma_lineage_sentence (const StemmaModelFacts *facts, const StemmaLineage *lineage, guint32 longest)
{
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);
  guint32 away = stemma_lineage_count_hidden (lineage) + stemma_lineage_count_filtered (lineage);
  g_autofree char *clusters = stemma_diagram_number (facts->n_roots), *left_out = stemma_diagram_number (away);
  add_relatives (parts, facts);
  if (facts->n_roots > 0)
    add (parts, g_dngettext (NULL, "in %s cluster", "in %s clusters", facts->n_roots), clusters);
  add_chains (parts, stemma_view_get_reading (stemma_lineage_get_view (lineage)), longest);
  if (away > 0)
    add (parts, g_dngettext (NULL, "%s left out by filters", "%s left out by filters", away), left_out);
  g_ptr_array_add (parts, NULL);
  /* Translators: between the parts of an enumeration */
  return g_strjoinv (_ (", "), (char **) parts->pdata);
}

/**
 * stemma_lineage_host_words: Returns: (transfer full): where the members of a chip or card stand, in words
 */
char *
stemma_lineage_host_words (const StemmaLineage *lineage, guint32 card, StemmaDirection direction)
{
  const char *name = stemma_lineage_get_card_name (lineage, card);
  return direction == STEMMA_UP ? g_strdup_printf (_ ("above %s"), name)
                                : g_strdup_printf (_ ("below %s"), name);
}
