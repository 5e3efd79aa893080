#include "export/stemma-json-text.h"

/* What is not to be seen, or changes how its neighbours are seen, wherever the text is printed. */
static gboolean
acts (gunichar c)
{
  GUnicodeType type = g_unichar_type (c);
  return (c != '\n' && type == G_UNICODE_CONTROL) || type == G_UNICODE_FORMAT || type == G_UNICODE_LINE_SEPARATOR
         || type == G_UNICODE_PARAGRAPH_SEPARATOR;
}

static void
escape (GString *out, gunichar c)
{
  if (c < 0x10000)
    g_string_append_printf (out, "\\u%04x", c);
  else
    g_string_append_printf (out, "\\u%04x\\u%04x", 0xd7c0 + (c >> 10), 0xdc00 + (c & 0x3ff));
}

/**
 * stemma_json_escape_controls:
 * @json: JSON, in whose strings line feeds are escaped
 *
 * Escapes the other controls in strings (some generators forget U+001F, which makes the JSON invalid), and what
 * turns the direction of writing or shows nothing. Between strings there may be no control but the line feed.
 * What the JSON says stays the same.
 *
 * Returns: (transfer full): JSON that ends its last line and that a terminal shows as it is
 */
char *
stemma_json_escape_controls (const char *json)
{
  g_autoptr (GString) out = g_string_new (NULL);
  for (const char *p = json; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);
      if (acts (c))
        escape (out, c);
      else
        g_string_append_len (out, p, g_utf8_next_char (p) - p);
    }
  if (!g_str_has_suffix (out->str, "\n"))
    g_string_append_c (out, '\n');
  return g_string_free (g_steal_pointer (&out), FALSE);
}
