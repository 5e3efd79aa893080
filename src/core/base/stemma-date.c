#include "base/stemma-date.h"

/* g_date_get_julian() of 1970-01-01. */
#define EPOCH_JULIAN 719163

/**
 * stemma_date_parse:
 * @text: a date as YYYY-MM-DD, nothing before and nothing after it
 * @date: (out): the day
 *
 * Returns: whether @text is a day that exists, from 1970-01-01 to 9999-12-31
 */
gboolean
stemma_date_parse (const char *text, StemmaDate *date)
{
  for (guint i = 0; i < 10; i++)
    if ((i == 4 || i == 7) ? text[i] != '-' : !g_ascii_isdigit (text[i]))
      return FALSE;
  if (text[10] != '\0')
    return FALSE;

  guint year = (guint) g_ascii_strtoull (text, NULL, 10);
  guint month = (guint) g_ascii_strtoull (text + 5, NULL, 10);
  guint day = (guint) g_ascii_strtoull (text + 8, NULL, 10);
  if (year < 1970 || !g_date_valid_dmy ((GDateDay) day, (GDateMonth) month, (GDateYear) year))
    return FALSE;

  GDate value;
  g_date_clear (&value, 1);
  g_date_set_dmy (&value, (GDateDay) day, (GDateMonth) month, (GDateYear) year);
  *date = (StemmaDate) g_date_get_julian (&value) - EPOCH_JULIAN;
  return TRUE;
}

/**
 * stemma_date_format:
 * @date: a day
 * @buffer: room for the text
 *
 * Writes @date as YYYY-MM-DD, the form of files, options and results; what a person reads on screen
 * follows the locale instead.
 *
 * Returns: @buffer; empty for %STEMMA_DATE_NONE
 */
const char *
stemma_date_format (StemmaDate date, char buffer[STEMMA_DATE_TEXT_SIZE])
{
  buffer[0] = '\0';
  if (date < 0)
    return buffer;
  GDate value;
  g_date_clear (&value, 1);
  g_date_set_julian (&value, (guint32) (date + EPOCH_JULIAN));
  g_snprintf (buffer, STEMMA_DATE_TEXT_SIZE, "%04u-%02u-%02u", g_date_get_year (&value),
              (guint) g_date_get_month (&value), (guint) g_date_get_day (&value));
  return buffer;
}

/**
 * stemma_date_from_unix:
 * @seconds: seconds since 1970-01-01T00:00:00Z
 *
 * Returns: the day in UTC, or %STEMMA_DATE_NONE when it lies before 1970 or past the year 9999
 */
StemmaDate
stemma_date_from_unix (gint64 seconds)
{
  gint64 days = seconds / 86400;
  return seconds < 0 || days > 2932896 ? STEMMA_DATE_NONE : (StemmaDate) days;
}
