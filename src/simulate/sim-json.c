#include "simulate/sim-json.h"

#include <string.h>

#define JULIAN_OF_1970 719163

/* What g_string_append_len() does, but it looks for more dangers than there are here. */
static inline void
put (GString *json, const char *text, gsize length)
{
  gsize from = json->len;
  if (from + length + 1 > json->allocated_len)
    {
      g_string_append_len (json, text, (gssize) length);
      return;
    }
  memcpy (json->str + from, text, length);
  json->len = from + length;
  json->str[json->len] = '\0';
}

/* What a string may hold as it is. */
static inline gboolean
is_plain (guchar byte)
{
  return byte >= 0x20 && byte != '"' && byte != '\\' && byte != 0x7f;
}

static void
add_escaped (GString *json, guchar byte)
{
  static const char hex[] = "0123456789abcdef";
  const char code[] = { '\\', 'u', '0', '0', hex[byte >> 4], hex[byte & 15] };
  const char pair[] = { '\\', byte == '\n' ? 'n' : (char) byte };
  if (byte == '"' || byte == '\\' || byte == '\n')
    put (json, pair, sizeof pair);
  else
    put (json, code, sizeof code);
}

/* The inside of a string: mostly long runs that need nothing done to them. */
void
sim_json_inside (GString *json, const char *text, gsize length)
{
  const char *end = text + length;
  while (text < end)
    {
      const char *run = text;
      while (text < end && is_plain ((guchar) *text))
        text++;
      put (json, run, (gsize) (text - run));
      if (text < end)
        add_escaped (json, (guchar) *text++);
    }
}

void
sim_json_string (GString *json, const char *text)
{
  g_string_append_c (json, '"');
  sim_json_inside (json, text, strlen (text));
  g_string_append_c (json, '"');
}

/* "key": with a comma before it unless it is the first of its object. */
void
sim_json_key (GString *json, const char *key)
{
  char last = json->len > 0 ? json->str[json->len - 1] : '{';
  if (last != '{' && last != '[')
    g_string_append_c (json, ',');
  if (key == NULL)
    return;
  g_string_append_c (json, '"');
  put (json, key, strlen (key));
  put (json, "\":", 2);
}

void
sim_json_text (GString *json, const char *key, const char *text)
{
  if (text == NULL)
    return;
  sim_json_key (json, key);
  sim_json_string (json, text);
}

void
sim_json_truth (GString *json, const char *key, gboolean value)
{
  sim_json_key (json, key);
  g_string_append (json, value ? "true" : "false");
}

/* Hundreds of numbers a page: printf would be a third of the work. */
static void
add_digits (GString *json, guint64 number, guint width)
{
  char digits[24];
  guint at = sizeof digits;
  while (number > 0 || at > sizeof digits - MAX (width, 1))
    {
      digits[--at] = (char) ('0' + number % 10);
      number /= 10;
    }
  put (json, digits + at, sizeof digits - at);
}

void
sim_json_number (GString *json, const char *key, guint64 number)
{
  sim_json_key (json, key);
  add_digits (json, number, 1);
}

void
sim_json_real (GString *json, const char *key, double value)
{
  char digits[G_ASCII_DTOSTR_BUF_SIZE];
  sim_json_key (json, key);
  g_string_append (json, g_ascii_dtostr (digits, sizeof digits, value));
}

void
sim_json_time (GString *json, const char *key, gint64 seconds)
{
  GDate day;
  guint rest = (guint) (seconds % 86400);
  g_date_clear (&day, 1);
  g_date_set_julian (&day, (guint32) (seconds / 86400) + JULIAN_OF_1970);
  sim_json_key (json, key);
  g_string_append_c (json, '"');
  add_digits (json, g_date_get_year (&day), 4);
  g_string_append_c (json, '-');
  add_digits (json, (guint) g_date_get_month (&day), 2);
  g_string_append_c (json, '-');
  add_digits (json, g_date_get_day (&day), 2);
  g_string_append_c (json, 'T');
  add_digits (json, rest / 3600, 2);
  g_string_append_c (json, ':');
  add_digits (json, rest / 60 % 60, 2);
  g_string_append_c (json, ':');
  add_digits (json, rest % 60, 2);
  g_string_append (json, ".000Z\"");
}

void
sim_json_object (GString *json, const char *key)
{
  sim_json_key (json, key);
  g_string_append_c (json, '{');
}

void
sim_json_list (GString *json, const char *key)
{
  sim_json_key (json, key);
  g_string_append_c (json, '[');
}

void
sim_json_oid (GString *json, const char *key, const guint8 *oid, gsize size)
{
  static const char hex[] = "0123456789abcdef";
  sim_json_key (json, key);
  g_string_append_c (json, '"');
  for (gsize i = 0; i < size; i++)
    {
      const char pair[] = { hex[oid[i] >> 4], hex[oid[i] & 15] };
      put (json, pair, sizeof pair);
    }
  g_string_append_c (json, '"');
}
