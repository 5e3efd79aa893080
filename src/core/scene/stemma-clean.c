#include "scene/stemma-text.h"

#include <string.h>

#define MAX_MARKS 4
#define REPLACEMENT 0xfffd
#define ELLIPSIS "\342\200\246"

/* Characters that show nothing themselves but change what is shown: a name must not look like another one. */
static gboolean
is_treacherous (gunichar c)
{
  return c == 0x00ad || c == 0x061c || c == 0x180e || c == 0x200b || (c >= 0x200e && c <= 0x200f)
         || (c >= 0x2028 && c <= 0x202e) || (c >= 0x2060 && c <= 0x206f) || c == 0xfeff
         || (c >= 0xfff9 && c <= 0xfffb) || (c >= 0xe0000 && c <= 0xe007f);
}

static gunichar
shown_as (gunichar c)
{
  if (c < 0x20)
    return 0x2400 + c;
  if (c == 0x7f)
    return 0x2421;
  if ((c >= 0x80 && c < 0xa0) || is_treacherous (c))
    return REPLACEMENT;
  if ((c >= 0xfdd0 && c <= 0xfdef) || (c & 0xfffe) == 0xfffe)
    return REPLACEMENT;
  return c;
}

/**
 * stemma_text_clean:
 * @text: (nullable): bytes from anywhere
 *
 * Makes text fit to be shown on one line: valid UTF-8, at most %STEMMA_TEXT_MAX_BYTES and an ellipsis, at
 * most four combining marks in a row; control characters and those that turn the direction or show nothing
 * are replaced by signs that can be seen.
 *
 * Returns: (transfer full): what to show
 */
char *
stemma_text_clean (const char *text)
{
  GString *out = g_string_new (NULL);
  guint marks = 0;
  for (const char *p = text != NULL ? text : ""; *p != '\0';)
    {
      gunichar c = g_utf8_get_char_validated (p, -1);
      gboolean valid = c < 0x110000;
      p = valid ? g_utf8_next_char (p) : p + 1;
      c = valid ? shown_as (c) : REPLACEMENT;
      marks = g_unichar_ismark (c) ? marks + 1 : 0;
      if (marks > MAX_MARKS)
        continue;
      if (out->len + 6 > STEMMA_TEXT_MAX_BYTES)
        {
          g_string_append (out, ELLIPSIS);
          break;
        }
      g_string_append_unichar (out, c);
    }
  return g_string_free (out, FALSE);
}
