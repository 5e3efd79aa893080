#include "client-case.h"

#include <string.h>

static GBytes *
gzip (gconstpointer data, gsize length)
{
  g_autoptr (GZlibCompressor) compressor = g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP, 9);
  g_autoptr (GOutputStream) memory = g_memory_output_stream_new_resizable ();
  g_autoptr (GOutputStream) stream = g_converter_output_stream_new (memory, G_CONVERTER (compressor));
  g_output_stream_write_all (stream, data, length, NULL, NULL, NULL);
  g_output_stream_close (stream, NULL, NULL);
  return g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (memory));
}

typedef struct
{
  GBytes *body;
  const char *headers;
} Packed;

static GBytes *
serve_packed (guint number, const char *head, ServeThen *then, gpointer user_data)
{
  (void) number;
  (void) head;
  (void) then;
  const Packed *packed = user_data;
  gsize length;
  gconstpointer data = g_bytes_get_data (packed->body, &length);
  return answer_bytes (200, packed->headers, data, length);
}

static void
test_packed (void)
{
  static const char brotli[] = "\x1b\x32\x01\x70\xc4\xdc\x46\xa9\xca\x65\xe1\x01\x31\x98\xea\x18\x32\x3f\x5c"
                               "\xd0\x60\x15\x1d\xe3\x80\xf5"
                               "\x06\x1d\xec\x81\x68\xe7\x19\x87\x0d\x38\x6c\xda\xd6\x75\xe1\x07\xf4\x50\xb4"
                               "\x23\x23\x45\x11\xaf\x04\x58"
                               "\x8c\x26\xbb\x8e\xeb\xa6\x9e\xb6\x9a\x37\x40\x04\x9f\x64\x62\xf0\x67";
  static const char text[] = "[{\"id\":\"amber/finch\"}]";
  g_autoptr (GBytes) zipped = gzip (text, strlen (text));
  g_autoptr (GBytes) br = g_bytes_new_static (brotli, sizeof brotli - 1);
  Packed packed = { zipped, "Content-Encoding: gzip\r\n" };
  Case c;
  case_init (&c, serve_packed, &packed);
  g_autoptr (StemmaHubReply) reply = case_get (&c);
  expect_body (reply, text);
  case_clear (&c);
  /* Where libsoup was built without brotli, it does not ask for it either. */
  packed = (Packed){ br, "Content-Encoding: br\r\n" };
  case_init (&c, serve_packed, &packed);
  g_autoptr (GError) error = NULL;
  g_autoptr (StemmaHubReply) other = stemma_hub_client_get (c.client, c.url, NULL, &error);
  g_autofree char *head = server_head (c.server, 0);
  if (strstr (head, "br") != NULL)
    {
      g_assert_no_error (error);
      g_assert_cmpuint (g_bytes_get_size (other->body), ==, 307);
    }
  case_clear (&c);
}

/* Half of a gzip stream is an answer that was cut off, though its length is as announced. */
static void
test_truncated_gzip (void)
{
  g_autoptr (GString) text = g_string_new ("[");
  g_autoptr (GRand) rand = g_rand_new_with_seed (3);
  for (guint i = 0; i < 3000; i++)
    g_string_append_printf (text, "%u,", g_rand_int (rand));
  g_string_append (text, "0]");
  g_autoptr (GBytes) zipped = gzip (text->str, text->len);
  g_autoptr (GBytes) half = g_bytes_new_from_bytes (zipped, 0, g_bytes_get_size (zipped) / 2);
  Packed packed = { half, "Content-Encoding: gzip\r\n" };
  Case c;
  case_init (&c, serve_packed, &packed);
  case_expect_error (&c, STEMMA_ERROR_NETWORK, "is kept");
  g_assert_cmpuint (server_requests (c.server), ==, c.options->attempts);
  case_clear (&c);
}

static void
test_bomb (void)
{
  gsize size = 40u * 1024 * 1024;
  g_autofree char *spaces = g_malloc (size);
  memset (spaces, ' ', size);
  spaces[0] = '[';
  spaces[size - 1] = ']';
  g_autoptr (GBytes) once = gzip (spaces, size);
  Packed packed = { once, "Content-Encoding: gzip\r\n" };
  Case c;
  case_init (&c, serve_packed, &packed);
  /* By its ratio, long before its size; and it is not asked for again. */
  case_expect_error (&c, STEMMA_ERROR_NETWORK, "far too large");
  g_assert_cmpuint (server_requests (c.server), ==, 1);
  c.options->max_ratio = 100000;
  c.options->max_body = 1024 * 1024;
  case_renew (&c);
  case_expect_error (&c, STEMMA_ERROR_NETWORK, "far too large");
  g_assert_cmpuint (server_requests (c.server), ==, 2);
  case_clear (&c);

  /* Ten megabytes that pack well are no bomb. */
  spaces[10u * 1024 * 1024 - 1] = ']';
  g_autoptr (GBytes) closed = gzip (spaces, 10u * 1024 * 1024);
  packed.body = closed;
  case_init (&c, serve_packed, &packed);
  g_autoptr (StemmaHubReply) reply = case_get (&c);
  g_assert_cmpuint (g_bytes_get_size (reply->body), ==, 10u * 1024 * 1024);
  case_clear (&c);

  /* Not packed at all. */
  g_autoptr (GBytes) plain = g_bytes_new_static (spaces, size);
  packed = (Packed){ plain, "" };
  case_init (&c, serve_packed, &packed);
  c.options->max_body = size - 1;
  case_renew (&c);
  case_expect_error (&c, STEMMA_ERROR_NETWORK, "far too large");
  case_clear (&c);
}

int
main (int argc, char **argv)
{
  hub_test_init (&argc, &argv);
  g_test_add_func ("/hub/bodies/packed", test_packed);
  g_test_add_func ("/hub/bodies/truncated-gzip", test_truncated_gzip);
  g_test_add_func ("/hub/bodies/bomb", test_bomb);
  return g_test_run ();
}
