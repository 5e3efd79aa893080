#include "app/lineage/stemma-lineage-words.h"

#include <glib/gi18n.h>

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
  if (facts->ancestors == 0)
    add (parts, "%s",
         facts->descendants > 0 ? _ ("no known ancestor") : _ ("neither parent nor child is known"));
  else
    add (parts, g_dngettext (NULL, "%'u ancestor", "%'u ancestors", facts->ancestors), facts->ancestors);
  if (facts->ghost_ancestors > 0)
    add (parts,
         g_dngettext (NULL, "%'u of them not listed", "%'u of them not listed", facts->ghost_ancestors),
         facts->ghost_ancestors);
  if (facts->descendants > 0)
    add (parts, g_dngettext (NULL, "%'u descendant", "%'u descendants", facts->descendants),
         facts->descendants);
  else if (facts->ancestors > 0)
    add (parts, "%s", _ ("no descendant"));
}

/* What the chains are counted by is said with them. */
static void
add_chains (GPtrArray *parts, StemmaReading reading, guint32 longest)
{
  if (longest == 0)
    return;
  if (reading == STEMMA_READING_EXACT)
    add (parts,
         g_dngettext (NULL, "longest chain through it %'u model (exact)",
                      "longest chain through it %'u models (exact)", longest),
         longest);
  else
    add (parts,
         g_dngettext (NULL, "longest chain of its clusters %'u model (as in the paper)",
                      "longest chain of its clusters %'u models (as in the paper)", longest),
         longest);
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
  add_relatives (parts, facts);
  if (facts->n_roots > 0)
    add (parts, g_dngettext (NULL, "in %'u cluster", "in %'u clusters", facts->n_roots), facts->n_roots);
  add_chains (parts, stemma_view_get_reading (stemma_lineage_get_view (lineage)), longest);
  if (away > 0)
    add (parts, g_dngettext (NULL, "%'u left out by filters", "%'u left out by filters", away), away);
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
