#include "file-reading.h"

#include <string.h>

/* A prefix that is read must tell nothing but a beginning of what the whole tells, and only where @may_end
 * says that a sound file can end there. */
static void
check_prefixes (const char *text, gsize length, gboolean (*may_end) (const char *text, gsize length))
{
  g_autoptr (FileReading) whole = file_reading_of_bytes (text, length);
  g_assert_no_error (whole->error);
  guint read = 0;
  for (gsize n = 0; n < length; n++)
    {
      g_autoptr (FileReading) cut = file_reading_of_bytes (text, n);
      if (cut->read != may_end (text, n))
        g_error ("cut at %" G_GSIZE_FORMAT ": %s", n, cut->read ? "read" : cut->error->message);
      read += cut->read;
      if (cut->read)
        g_assert_true (g_str_has_prefix (whole->told->str, cut->told->str)
                       || text[n - 1] != '\n');
    }
  g_assert_cmpuint (read, <, length);
}

/* The naive view of a table of three columns without line ends in its cells: each line has two commas outside
 * of quotes, and no quote is open. */
static gboolean
table_may_end (const char *text, gsize length)
{
  g_autofree char *cut = g_strndup (text, length);
  if (!g_utf8_validate (cut, -1, NULL))
    return FALSE;
  g_auto (GStrv) lines = g_strsplit (cut, "\n", -1);
  if (length == 0 || !g_str_has_prefix (lines[0], "Model ID,Type,Base Model"))
    return FALSE;
  for (guint i = 0; lines[i] != NULL; i++)
    {
      guint commas = 0;
      gboolean inside = FALSE;
      for (const char *c = lines[i]; *c != '\0'; c++)
        {
          inside ^= *c == '"';
          commas += !inside && *c == ',';
        }
      if (inside || (commas != 2 && *g_strstrip (lines[i]) != '\0'))
        return FALSE;
    }
  return TRUE;
}

static void
test_table (void)
{
  const char *text
    = "Model ID,Type,Base Model\r\na/b,,\r\n\"c/\"\"d\",merge,\"a/b, é/f\"\r\n\r\nlast,finetune,🌱\r\n";
  check_prefixes (text, strlen (text), table_may_end);
}

#define ONE "{\"id\":\"a/\\u00e9\",\"x\":[1,\"]}\",{}]}"
#define TWO "{\"id\":\"b/é\",\"tags\":[\"base_model:merge:a/b\"]}"

static gboolean
array_may_end (const char *text, gsize length)
{
  return length >= strlen (text) - 1;
}

static gboolean
lines_may_end (const char *text G_GNUC_UNUSED, gsize length)
{
  gsize one = strlen (ONE "\n");
  gsize two = one + strlen (TWO);
  return length == one - 1 || length == one || (length >= two && length <= two + 2);
}

static void
test_json (void)
{
  const char *array = "[" ONE ",\n" TWO "]\n";
  const char *lines = ONE "\n" TWO "\r\n\n";
  check_prefixes (array, strlen (array), array_may_end);
  check_prefixes (lines, strlen (lines), lines_may_end);
}

static gboolean
never (const char *text G_GNUC_UNUSED, gsize length G_GNUC_UNUSED)
{
  return FALSE;
}

static void
test_packed (void)
{
  const char *text = "[" ONE "," TWO "]";
  g_autoptr (GBytes) packed = gzip_of (text, strlen (text));
  gsize length;
  const char *bytes = g_bytes_get_data (packed, &length);
  check_prefixes (bytes, length, never);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/truncation/table", test_table);
  g_test_add_func ("/truncation/json", test_json);
  g_test_add_func ("/truncation/packed", test_packed);
  return g_test_run ();
}
