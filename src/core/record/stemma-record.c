#include "record/stemma-record.h"

#include <string.h>

/**
 * stemma_id_shorten:
 * @id: an id, UTF-8
 * @text: room for what is left
 *
 * Returns: @text: the beginning of @id, in whole characters, with an ellipsis behind it if there is more
 */
const char *
stemma_id_shorten (const char *id, char text[STEMMA_ID_SHORT_SIZE])
{
  static const char ellipsis[] = "…";
  gsize length = strlen (id);
  if (length >= STEMMA_ID_SHORT_SIZE)
    {
      length = STEMMA_ID_SHORT_SIZE - sizeof ellipsis;
      while (length > 0 && ((guint8) id[length] & 0xc0) == 0x80)
        length--;
    }
  memcpy (text, id, length);
  g_strlcpy (text + length, id[length] != '\0' ? ellipsis : "", STEMMA_ID_SHORT_SIZE - length);
  return text;
}

/**
 * stemma_oid_parse:
 * @text: (nullable): 24 hexadecimal digits
 * @oid: (out): the 12 bytes
 *
 * Returns: whether @text is exactly that
 */
gboolean
stemma_oid_parse (const char *text, guint8 oid[STEMMA_OID_SIZE])
{
  if (text == NULL || strlen (text) != 2 * STEMMA_OID_SIZE)
    return FALSE;
  for (guint i = 0; i < STEMMA_OID_SIZE; i++)
    {
      int high = g_ascii_xdigit_value (text[2 * i]);
      int low = g_ascii_xdigit_value (text[2 * i + 1]);
      if (high < 0 || low < 0)
        return FALSE;
      oid[i] = (guint8) (high << 4 | low);
    }
  return TRUE;
}

/**
 * stemma_oid_format:
 * @oid: 12 bytes
 * @text: (out): room for 24 digits and the terminator
 */
void
stemma_oid_format (const guint8 oid[STEMMA_OID_SIZE], char text[2 * STEMMA_OID_SIZE + 1])
{
  for (guint i = 0; i < STEMMA_OID_SIZE; i++)
    g_snprintf (text + 2 * i, 3, "%02x", oid[i]);
}
