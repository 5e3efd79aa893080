#include "hub/stemma-hub-private.h"

#include <string.h>

/**
 * stemma_hub_clean_text:
 * @text: (nullable): whatever the other side sent
 *
 * Makes a text fit for a message: valid UTF-8, one line, no control or direction characters, not too long.
 *
 * Returns: (transfer full) (nullable): the text, %NULL for %NULL or where nothing is left
 */
char *
stemma_hub_clean_text (const char *text)
{
  if (text == NULL)
    return NULL;
  g_autofree char *valid = g_utf8_make_valid (text, (gssize) strnlen (text, STEMMA_HUB_TEXT_MAX * 4));
  g_autoptr (GString) clean = g_string_new (NULL);
  guint length = 0;
  gboolean space = FALSE;
  for (const char *at = valid; *at != '\0' && length < STEMMA_HUB_TEXT_MAX; at = g_utf8_next_char (at))
    {
      gunichar c = g_utf8_get_char (at);
      GUnicodeType type = g_unichar_type (c);
      if (g_unichar_isspace (c) || type == G_UNICODE_CONTROL || type == G_UNICODE_LINE_SEPARATOR
          || type == G_UNICODE_PARAGRAPH_SEPARATOR)
        {
          space = clean->len > 0;
          continue;
        }
      if (type == G_UNICODE_FORMAT || type == G_UNICODE_PRIVATE_USE || type == G_UNICODE_UNASSIGNED)
        continue;
      if (space)
        g_string_append_c (clean, ' ');
      space = FALSE;
      g_string_append_unichar (clean, c);
      length++;
    }
  return clean->len > 0 ? g_string_free (g_steal_pointer (&clean), FALSE) : NULL;
}

/**
 * stemma_hub_read_json:
 * @bytes: an answer
 * @max_length: beyond which it is not looked at
 * @type: what it has to be
 * @root: (out): the value, which lies in @bytes
 *
 * Returns: whether it is sound JSON of that type
 */
gboolean
stemma_hub_read_json (GBytes *bytes, gsize max_length, StemmaJsonType type, StemmaJson *root)
{
  gsize length, fault_at;
  const char *text = g_bytes_get_data (bytes, &length);
  const char *fault;
  return text != NULL && length <= max_length && stemma_json_check (text, length, root, &fault_at, &fault)
         && stemma_json_type (*root) == type;
}
