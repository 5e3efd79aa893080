#include "stand-in/gzip.h"

#include <string.h>
#include <zlib.h>

/* What zlib makes of it; the trailer's sum and length are checked by it. */
static void
check (const guint8 *data, gsize size)
{
  z_stream stream = { 0 };
  g_autoptr (GBytes) bytes = g_bytes_new (data, size);
  g_autoptr (GBytes) packed = stand_in_gzip (bytes);
  g_autofree guint8 *back = g_malloc (size + 1);
  gsize length;
  stream.next_in = (Bytef *) g_bytes_get_data (packed, &length);
  stream.avail_in = (uInt) length;
  stream.next_out = back;
  stream.avail_out = (uInt) size + 1;
  g_assert_cmpint (inflateInit2 (&stream, MAX_WBITS + 16), ==, Z_OK);
  g_assert_cmpint (inflate (&stream, Z_FINISH), ==, Z_STREAM_END);
  g_assert_cmpuint (stream.avail_in, ==, 0);
  inflateEnd (&stream);
  g_assert_cmpmem (back, stream.total_out, data, size);
}

static void
test_small (void)
{
  guint8 data[64];
  for (guint size = 0; size <= sizeof data; size++)
    {
      memset (data, 'x', sizeof data);
      check (data, size);
      for (guint i = 0; i < sizeof data; i++)
        data[i] = (guint8) g_test_rand_int ();
      check (data, size);
    }
}

/* Repeats of every length at every kind of distance, over the edge of the window too. */
static void
test_matches (void)
{
  for (guint round = 0; round < 300; round++)
    {
      guint size = (guint) g_test_rand_int_range (1, 120000);
      g_autofree guint8 *data = g_malloc (size);
      guint letters = (guint) g_test_rand_int_range (1, 256);
      for (guint i = 0; i < size;)
        {
          guint back = (guint) g_test_rand_int_range (1, round % 2 ? 300 : 40000);
          guint length = (guint) g_test_rand_int_range (1, round % 3 ? 20 : 700);
          gboolean fresh = back > i || g_test_rand_int_range (0, 3) == 0;
          for (guint end = MIN (size, i + length); i < end; i++)
            data[i] = fresh ? (guint8) g_test_rand_int_range (0, (gint32) letters) : data[i - back];
        }
      check (data, size);
    }
}

static void
test_saves (void)
{
  g_autoptr (GString) text = g_string_new (NULL);
  for (guint i = 0; i < 3000; i++)
    g_string_append_printf (text, "{\"id\":\"owner-%u/model-%u\",\"tags\":[\"region:us\"],\"likes\":%u}",
                            i % 77, i, i * 7);
  g_autoptr (GBytes) bytes = g_bytes_new (text->str, text->len), packed = stand_in_gzip (bytes);
  g_assert_cmpuint (g_bytes_get_size (packed), <, text->len / 3);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/stand-in/gzip/small", test_small);
  g_test_add_func ("/stand-in/gzip/matches", test_matches);
  g_test_add_func ("/stand-in/gzip/saves", test_saves);
  return g_test_run ();
}
