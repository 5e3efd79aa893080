#include <math.h>
#include <string.h>

#include "chart/stemma-scale.h"

static void
trim_zeros (char *text)
{
  if (strchr (text, '.') == NULL)
    return;
  char *end = text + strlen (text);
  while (end[-1] == '0')
    end--;
  if (end[-1] == '.')
    end--;
  *end = '\0';
}

/* "1234567.5" to "1,234,567.5"; the sign and what follows the point stay as they are. */
static void
group_thousands (const char *plain, char buffer[STEMMA_FIGURE_SIZE])
{
  gboolean negative = *plain == '-';
  const char *digits = plain + negative;
  gsize whole = strcspn (digits, "."), n = 0;
  if (negative)
    buffer[n++] = '-';
  for (gsize i = 0; digits[i] != '\0' && n + 2 < STEMMA_FIGURE_SIZE; i++)
    {
      if (i > 0 && i < whole && (whole - i) % 3 == 0)
        buffer[n++] = ',';
      buffer[n++] = digits[i];
    }
  buffer[n] = '\0';
}

/**
 * stemma_figure_exact:
 * @value: a figure
 * @buffer: where to write
 *
 * Thousands apart, three decimals at most; the same in every locale, so that a picture is. What is no number,
 * or has more than 15 digits, is written as such.
 *
 * Returns: (transfer none): @buffer
 */
const char *
stemma_figure_exact (double value, char buffer[STEMMA_FIGURE_SIZE])
{
  char plain[STEMMA_FIGURE_SIZE];
  if (!isfinite (value))
    {
      g_strlcpy (buffer, "–", STEMMA_FIGURE_SIZE);
      return buffer;
    }
  if (fabs (value) >= 1e15)
    return g_ascii_formatd (buffer, STEMMA_FIGURE_SIZE, "%.3e", value);
  g_ascii_formatd (plain, sizeof plain, "%.3f", value);
  trim_zeros (plain);
  group_thousands (g_str_equal (plain, "-0") ? "0" : plain, buffer);
  return buffer;
}

/**
 * stemma_figure_short:
 * @value: a figure
 * @largest: the largest figure beside it
 * @buffer: where to write
 *
 * For axes: where the largest figure has five digits or more, all are in thousands (k), millions (M) or
 * milliards (G).
 *
 * Returns: (transfer none): @buffer
 */
const char *
stemma_figure_short (double value, double largest, char buffer[STEMMA_FIGURE_SIZE])
{
  static const struct
  {
    double from, unit;
    char suffix;
  } units[] = { { 1e9, 1e9, 'G' }, { 1e6, 1e6, 'M' }, { 1e4, 1e3, 'k' } };
  if (!isfinite (value) || value == 0 || fabs (largest) >= 1e12)
    return stemma_figure_exact (value, buffer);
  for (guint i = 0; i < G_N_ELEMENTS (units); i++)
    {
      if (!(fabs (largest) >= units[i].from))
        continue;
      char plain[STEMMA_FIGURE_SIZE];
      g_ascii_formatd (plain, sizeof plain, "%.2f", value / units[i].unit);
      trim_zeros (plain);
      g_snprintf (buffer, STEMMA_FIGURE_SIZE, "%s\302\240%c", plain, units[i].suffix);
      return buffer;
    }
  return stemma_figure_exact (value, buffer);
}
