#include "export/stemma-xml.h"

#define REPLACEMENT "\357\277\275"

/* XML 1.0, production 2. */
static gboolean
is_legal (gunichar c)
{
  return c == '\t' || c == '\n' || c == '\r' || (c >= 0x20 && c <= 0xd7ff) || (c >= 0xe000 && c <= 0xfffd)
         || (c >= 0x10000 && c <= 0x10ffff);
}

static const char *
reference_for (gunichar c)
{
  switch (c)
    {
    case '&':
      return "&amp;";
    case '<':
      return "&lt;";
    case '>':
      return "&gt;";
    case '"':
      return "&quot;";
    case '\'':
      return "&#39;";
    case '\t':
      return "&#9;";
    case '\n':
      return "&#10;";
    case '\r':
      return "&#13;";
    default:
      return NULL;
    }
}

/**
 * stemma_xml_append:
 * @out: where to write
 * @text: (nullable): bytes from anywhere
 *
 * Writes @text so that it can stand between tags and between quotes alike and comes back as it was: what has
 * a meaning is written as a reference, what XML does not allow or is not UTF-8 as the replacement character.
 */
void
stemma_xml_append (GString *out, const char *text)
{
  for (const char *p = text != NULL ? text : ""; *p != '\0';)
    {
      gunichar c = g_utf8_get_char_validated (p, -1);
      gboolean valid = c < 0x110000;
      const char *next = valid ? g_utf8_next_char (p) : p + 1;
      const char *reference = valid && is_legal (c) ? reference_for (c) : REPLACEMENT;
      if (reference != NULL)
        g_string_append (out, reference);
      else
        g_string_append_len (out, p, next - p);
      p = next;
    }
}

/**
 * stemma_xml_append_attribute:
 * @out: where to write
 * @name: the attribute's name, a literal
 * @value: (nullable): bytes from anywhere; %NULL writes nothing
 *
 * Writes a space, then name and value.
 */
void
stemma_xml_append_attribute (GString *out, const char *name, const char *value)
{
  if (value == NULL)
    return;
  g_string_append_printf (out, " %s=\"", name);
  stemma_xml_append (out, value);
  g_string_append_c (out, '"');
}
