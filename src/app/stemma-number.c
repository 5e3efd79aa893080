/* Figures as the window writes them, the same on every page. */
#include "app/stemma-number.h"

#include <locale.h>

#define DIGITS_SIZE 32
#define GROUP 3

/* Where the locale keeps no digits apart, as C and POSIX do, a comma does, as in the charts: a million is to
 * be told from a hundred thousand at a glance. */
static char *
group_by_commas (guint64 number)
{
  char digits[DIGITS_SIZE];
  g_autoptr (GString) text = g_string_new (NULL);
  int n = g_snprintf (digits, sizeof digits, "%" G_GUINT64_FORMAT, number);
  for (int i = 0; i < n; i++)
    {
      if (i > 0 && (n - i) % GROUP == 0)
        g_string_append_c (text, ',');
      g_string_append_c (text, digits[i]);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/**
 * stemma_number_text:
 * @number: a figure
 *
 * Returns: (transfer full): @number with its digits in groups, as the locale does
 */
char *
stemma_number_text (guint64 number)
{
  const struct lconv *locale = localeconv ();
  /* What cannot be counted any more is told as such. */
  if (number == G_MAXUINT64)
    return g_strdup ("> 1.8 × 10¹⁹");
  if (locale->thousands_sep[0] == '\0' || locale->grouping[0] == '\0')
    return group_by_commas (number);
  return g_strdup_printf ("%'" G_GUINT64_FORMAT, number);
}

/** stemma_number_change_text: Returns: (transfer full): @change with a sign for its direction */
char *
stemma_number_change_text (gint64 change)
{
  if (change == 0)
    return g_strdup ("0");
  /* As unsigned: the least one has no positive counterpart. */
  g_autofree char *figure = stemma_number_text (change > 0 ? (guint64) change : -(guint64) change);
  return g_strconcat (change > 0 ? "▲ " : "▼ ", figure, NULL);
}
