#include "file-reading.h"

#include "base/stemma-error.h"

#include <string.h>

#define TABLE "Model ID,Type,Base Model\na/b,,\nc/d,merge,a/b\n"
#define TOLD "2 a/b\n3 c/d merge=a/b\n"

static FileReading *
of_parts (GBytes *first, GBytes *second, const char *tail, gsize tail_length)
{
  g_autoptr (GByteArray) all = g_byte_array_new ();
  g_byte_array_append (all, g_bytes_get_data (first, NULL), (guint) g_bytes_get_size (first));
  if (second != NULL)
    g_byte_array_append (all, g_bytes_get_data (second, NULL), (guint) g_bytes_get_size (second));
  g_byte_array_append (all, (const guint8 *) tail, (guint) tail_length);
  return file_reading_of_bytes ((const char *) all->data, all->len);
}

static void
test_packed (void)
{
  g_autoptr (GBytes) packed = gzip_of (TABLE, strlen (TABLE));
  g_autoptr (FileReading) plain = of_parts (packed, NULL, "", 0);
  g_assert_no_error (plain->error);
  g_assert_cmpstr (plain->told->str, ==, TOLD);

  g_autoptr (GBytes) json = gzip_of ("[{\"id\":\"x\"}]", 12);
  g_autoptr (FileReading) other = of_parts (json, NULL, "", 0);
  g_assert_cmpstr (other->told->str, ==, "1 x\n");
}

/* What gunzip reads is read: members one after the other, empty ones, and padding. */
static void
test_members (void)
{
  const gsize half = strlen (TABLE) / 2;
  g_autoptr (GBytes) first = gzip_of (TABLE, half);
  g_autoptr (GBytes) second = gzip_of (TABLE + half, strlen (TABLE) - half);
  g_autoptr (GBytes) empty = gzip_of ("", 0);
  g_autoptr (GBytes) whole = gzip_of (TABLE, strlen (TABLE));
  static const char zeros[1000] = { 0 };
  g_autoptr (FileReading) both = of_parts (first, second, "", 0);
  g_assert_cmpstr (both->told->str, ==, TOLD);
  g_autoptr (FileReading) after_empty = of_parts (empty, whole, "", 0);
  g_assert_cmpstr (after_empty->told->str, ==, TOLD);
  g_autoptr (FileReading) before_empty = of_parts (whole, empty, "", 0);
  g_assert_cmpstr (before_empty->told->str, ==, TOLD);
  g_autoptr (FileReading) padded = of_parts (first, second, zeros, sizeof zeros);
  g_assert_cmpstr (padded->told->str, ==, TOLD);
  g_autoptr (FileReading) nothing = of_parts (empty, NULL, "", 0);
  file_reading_assert_refused (nothing, "empty");
}

static void
test_broken (void)
{
  g_autoptr (GBytes) packed = gzip_of (TABLE, strlen (TABLE));
  gsize length;
  const char *bytes = g_bytes_get_data (packed, &length);
  for (gsize n = 2; n < length; n++)
    {
      g_autoptr (FileReading) cut = file_reading_of_bytes (bytes, n);
      file_reading_assert_refused (cut, "gzip");
    }
  g_autoptr (FileReading) tail = of_parts (packed, NULL, "tail", 4);
  file_reading_assert_refused (tail, "something else follows");
  for (gsize n = 10; n < length; n++)
    {
      g_autofree char *damaged = g_memdup2 (bytes, length);
      damaged[n] = (char) (damaged[n] ^ 0x55);
      g_autoptr (FileReading) reading = file_reading_of_bytes (damaged, length);
      g_assert_error (reading->error, STEMMA_ERROR, STEMMA_ERROR_INPUT);
    }
  g_autoptr (GBytes) twice = gzip_of (bytes, length);
  g_autoptr (FileReading) nested = of_parts (twice, NULL, "", 0);
  g_assert_error (nested->error, STEMMA_ERROR, STEMMA_ERROR_INPUT);
}

/* 96 MB of one byte in 96 KB: refused at the bound of a row, not when memory is full. */
static void
test_bomb (void)
{
  g_autoptr (GZlibCompressor) compressor = g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP, 6);
  g_autoptr (GOutputStream) memory = g_memory_output_stream_new_resizable ();
  g_autoptr (GOutputStream) packed = g_converter_output_stream_new (memory, G_CONVERTER (compressor));
  g_autofree char *block = g_malloc (1024 * 1024);
  memset (block, 'x', 1024 * 1024);
  g_assert_true (g_output_stream_write_all (packed, TABLE "\"", strlen (TABLE) + 1, NULL, NULL, NULL));
  for (guint i = 0; i < 96; i++)
    g_assert_true (g_output_stream_write_all (packed, block, 1024 * 1024, NULL, NULL, NULL));
  g_assert_true (g_output_stream_close (packed, NULL, NULL));
  g_autoptr (GBytes) bomb = g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (memory));
  g_assert_cmpuint (g_bytes_get_size (bomb), <, 256 * 1024);
  g_autoptr (FileReading) reading = of_parts (bomb, NULL, "", 0);
  file_reading_assert_refused (reading, "line 4: a row or record of more than 64 MB");
  g_assert_cmpuint (reading->n_records, ==, 2);
}

static void
test_no_file (void)
{
  g_autoptr (FileReading) missing = file_reading_of_path ("/nonexistent/stemma/file.csv", NULL);
  file_reading_assert_refused (missing, "/nonexistent/stemma/file.csv");
  g_autoptr (FileReading) folder = file_reading_of_path (g_get_tmp_dir (), NULL);
  file_reading_assert_refused (folder, g_get_tmp_dir ());
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/source/packed", test_packed);
  g_test_add_func ("/source/members", test_members);
  g_test_add_func ("/source/broken", test_broken);
  g_test_add_func ("/source/bomb", test_bomb);
  g_test_add_func ("/source/no-file", test_no_file);
  return g_test_run ();
}
