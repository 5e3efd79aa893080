#include "bomb.h"

#include <string.h>
#include <zlib.h>

#define GZIP_BITS (MAX_WBITS + 16)
#define LEVEL 1
#define MIB (1024 * 1024)

static void
feed (z_stream *stream, GByteArray *out, gconstpointer data, gsize size, int flush)
{
  guint8 room[64 * 1024];
  stream->next_in = (Bytef *) data;
  stream->avail_in = (uInt) size;
  do
    {
      stream->next_out = room;
      stream->avail_out = sizeof room;
      deflate (stream, flush);
      g_byte_array_append (out, room, (guint) (sizeof room - stream->avail_out));
    }
  while (stream->avail_out == 0);
}

/**
 * stand_in_bomb:
 * @mebibytes: how large it becomes
 *
 * Returns: (transfer full): an empty list with so much blank space in it, as gzip: a thousandth of that
 */
GBytes *
stand_in_bomb (guint mebibytes)
{
  z_stream stream = { 0 };
  GByteArray *out = g_byte_array_new ();
  g_autofree char *blank = g_malloc (MIB);
  memset (blank, ' ', MIB);
  if (deflateInit2 (&stream, LEVEL, Z_DEFLATED, GZIP_BITS, 8, Z_DEFAULT_STRATEGY) != Z_OK)
    g_error ("deflateInit2");
  feed (&stream, out, "[", 1, Z_NO_FLUSH);
  for (guint i = 0; i < mebibytes; i++)
    feed (&stream, out, blank, MIB, Z_NO_FLUSH);
  feed (&stream, out, "]", 1, Z_NO_FLUSH);
  feed (&stream, out, "", 0, Z_FINISH);
  deflateEnd (&stream);
  return g_byte_array_free_to_bytes (out);
}
