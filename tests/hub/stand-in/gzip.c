#include "gzip.h"

#include <zlib.h>

/* Window bits of zlib's, with its own mark for a gzip header. */
#define GZIP_WINDOW (15 + 16)
/* It packs for a connection that never leaves the machine: fast matters, small does not. */
#define LEVEL 1
#define MEMORY 9

/**
 * stand_in_gzip:
 * @bytes: an answer
 *
 * Returns: (transfer full): @bytes as gzip
 */
GBytes *
stand_in_gzip (GBytes *bytes)
{
  gsize size = 0;
  gconstpointer data = g_bytes_get_data (bytes, &size);
  z_stream stream = { 0 };
  if (size > G_MAXUINT || deflateInit2 (&stream, LEVEL, Z_DEFLATED, GZIP_WINDOW, MEMORY, Z_DEFAULT_STRATEGY) != Z_OK)
    g_error ("an answer of %" G_GSIZE_FORMAT " bytes could not be packed", size);
  gsize room = deflateBound (&stream, (uLong) size);
  g_autofree guint8 *packed = g_malloc (room);
  stream.next_in = (Bytef *) data;
  stream.avail_in = (uInt) size;
  stream.next_out = packed;
  stream.avail_out = (uInt) room;
  int result = deflate (&stream, Z_FINISH);
  g_assert (result == Z_STREAM_END);
  gsize used = room - stream.avail_out;
  deflateEnd (&stream);
  return g_bytes_new (packed, used);
}
