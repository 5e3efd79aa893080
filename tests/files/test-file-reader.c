#include "file-reading.h"

#include "base/stemma-error.h"

#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

static void
test_kinds_by_content (void)
{
  static const struct
  {
    const char *name;
    const char *text;
    StemmaFileKind kind;
  } cases[] = {
    { "x.csv", "[{\"id\":\"a\"}]", STEMMA_FILE_HUB_JSON },
    { "x.csv.gz", "{\"id\":\"a\"}", STEMMA_FILE_HUB_JSON },
    { "x.json", "Model ID,Type,Base Model\na,,\n", STEMMA_FILE_MODELS_CSV },
    { "x.json.gz", "parent,child,relation\na,b,merge\n", STEMMA_FILE_EDGES_CSV },
    { "-", " \n\t{\"id\":\"a\"}", STEMMA_FILE_HUB_JSON },
  };
  g_autofree char *folder = g_dir_make_tmp ("stemma-test-XXXXXX", NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_build_filename (folder, cases[i].name, NULL);
      g_assert_true (g_file_set_contents (path, cases[i].text, -1, NULL));
      g_autoptr (FileReading) reading = file_reading_of_path (path, NULL);
      g_assert_no_error (reading->error);
      g_assert_cmpint (reading->kind, ==, cases[i].kind);
      g_assert_cmpuint (reading->n_records + reading->n_edges, ==, 1);
      g_unlink (path);
    }
  g_rmdir (folder);
}

static void
test_refused (void)
{
  static const struct
  {
    const char *text;
    const char *part;
  } cases[] = {
    { "", "empty" },
    { "\xef\xbb\xbf", "nothing" },
    { " \n\n\t ", "nothing" },
    { "hello\n", "line 1" },
    { "<html><body>502</body></html>", "line 1" },
    { "Model ID;Type;Base Model\n", "line 1" },
    { "Model ID,Type\n", "line 1" },
    { "\n\nid,type,base\n", "line 3" },
    { "\xff\xfeM\x01", "line 1: bytes that are not UTF-8" },
    { "digraph { a -> b }", "line 1" },
  };
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (FileReading) reading = file_reading_of (cases[i].text);
      file_reading_assert_refused (reading, cases[i].part);
    }
  g_autoptr (FileReading) nul = file_reading_of_bytes ("\0\0\0", 3);
  file_reading_assert_refused (nul, "NUL");
}

static gboolean
never (const StemmaRecord *record G_GNUC_UNUSED, guint64 line G_GNUC_UNUSED, gpointer user_data G_GNUC_UNUSED,
       GError **error G_GNUC_UNUSED)
{
  g_assert_not_reached ();
}

/* A deletion by a table of edges, say, must not pass for one that deletes nothing. */
static void
test_kind_of_no_use (void)
{
  static const char *const texts[]
      = { "parent,child,relation\na,b,merge\n", "Model ID,Type,Base Model\na,,\n", "[{\"id\":\"a\"}]" };
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      char *path = file_written (texts[i], strlen (texts[i]));
      StemmaReaderHandler handler = { .record = i == 0 ? never : NULL };
      g_autoptr (GError) error = NULL;
      g_assert_false (stemma_reader_read (path, &handler, NULL, NULL, NULL, &error));
      g_assert_error (error, STEMMA_ERROR, STEMMA_ERROR_INPUT);
      g_assert_nonnull (strstr (error->message, "of no use here"));
      file_removed (path);
    }
}

/** Stop: a handler that has had enough at its third record. */
typedef struct
{
  guint n;
  GCancellable *cancellable; /* (nullable): else it fails */
} Stop;

static gboolean
stop_at_third (const StemmaRecord *record G_GNUC_UNUSED, guint64 line, gpointer user_data, GError **error)
{
  Stop *stop = user_data;
  if (++stop->n < 3)
    return TRUE;
  if (stop->cancellable != NULL)
    {
      g_cancellable_cancel (stop->cancellable);
      return TRUE;
    }
  g_set_error (error, STEMMA_ERROR, STEMMA_ERROR_FULL, "full at %" G_GUINT64_FORMAT, line);
  return FALSE;
}

static char *
big_file (gboolean json)
{
  g_autoptr (GString) text = g_string_new (json ? "" : "Model ID,Type,Base Model\n");
  for (guint i = 0; i < 60000; i++)
    g_string_append_printf (text, json ? "{\"id\":\"owner/model-%u\"}\n" : "owner/model-%u,,\n", i);
  return file_written (text->str, text->len);
}

static void
test_stops (void)
{
  for (guint json = 0; json < 2; json++)
    {
      char *path = big_file (json == 1);
      Stop stop = { 0 };
      StemmaReaderHandler handler = { .record = stop_at_third, .user_data = &stop };
      g_autoptr (GError) error = NULL;
      g_assert_false (stemma_reader_read (path, &handler, NULL, NULL, NULL, &error));
      g_assert_error (error, STEMMA_ERROR, STEMMA_ERROR_FULL);
      g_assert_cmpuint (stop.n, ==, 3);

      g_autoptr (GCancellable) cancellable = g_cancellable_new ();
      g_autoptr (GError) cancelled = NULL;
      Stop later = { .cancellable = cancellable };
      handler.user_data = &later;
      g_assert_false (stemma_reader_read (path, &handler, NULL, NULL, cancellable, &cancelled));
      g_assert_error (cancelled, G_IO_ERROR, G_IO_ERROR_CANCELLED);
      g_assert_cmpuint (later.n, <, 60000);
      g_autoptr (FileReading) before = file_reading_of_path (path, cancellable);
      g_assert_error (before->error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
      g_assert_cmpuint (before->n_records, ==, 0);
      file_removed (path);
    }
}

typedef struct
{
  guint calls;
  guint64 last;
  guint64 total;
} Told;

static void
tell (guint64 done, guint64 total, const char *what, gpointer user_data)
{
  Told *told = user_data;
  g_assert_cmpuint (done, >=, told->last);
  g_assert_cmpuint (done, <=, total);
  g_assert_true (*what != '\0');
  told->calls++;
  told->last = done;
  told->total = total;
}

static gboolean
count (const StemmaRecord *record G_GNUC_UNUSED, guint64 line G_GNUC_UNUSED, gpointer user_data,
       GError **error G_GNUC_UNUSED)
{
  (*(guint *) user_data)++;
  return TRUE;
}

static void
test_progress (void)
{
  char *path = big_file (FALSE);
  Told told = { 0 };
  guint n = 0;
  StemmaProgress progress = { tell, &told };
  StemmaReaderHandler handler = { .record = count, .user_data = &n };
  GStatBuf info;
  g_assert_cmpint (g_stat (path, &info), ==, 0);
  g_assert_true (stemma_reader_read (path, &handler, &progress, NULL, NULL, NULL));
  g_assert_cmpuint (n, ==, 60000);
  g_assert_cmpuint (told.calls, >, 3);
  g_assert_cmpuint (told.last, ==, (guint64) info.st_size);
  g_assert_cmpuint (told.total, ==, (guint64) info.st_size);
  file_removed (path);
}

static gpointer
cancel_soon (gpointer cancellable)
{
  g_usleep (20000);
  g_cancellable_cancel (cancellable);
  return NULL;
}

/* Standard input: read, and left at once when interrupted while nothing comes. */
static void
test_standard_input (void)
{
  int ends[2];
  int kept = dup (STDIN_FILENO);
  g_assert_cmpint (pipe (ends), ==, 0);
  g_assert_cmpint (dup2 (ends[0], STDIN_FILENO), ==, STDIN_FILENO);
  const char *text = "Model ID,Type,Base Model\na/b,,\n";
  g_assert_cmpint (write (ends[1], text, strlen (text)), ==, (gssize) strlen (text));

  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  GThread *thread = g_thread_new ("cancel", cancel_soon, cancellable);
  g_autoptr (FileReading) waiting = file_reading_of_path ("-", cancellable);
  g_thread_join (thread);
  g_assert_error (waiting->error, G_IO_ERROR, G_IO_ERROR_CANCELLED);

  g_assert_cmpint (write (ends[1], text, strlen (text)), ==, (gssize) strlen (text));
  close (ends[1]);
  g_autoptr (FileReading) whole = file_reading_of_path ("-", NULL);
  g_assert_no_error (whole->error);
  g_assert_cmpstr (whole->told->str, ==, "2 a/b\n");
  g_autoptr (FileReading) nothing = file_reading_of_path ("-", NULL);
  file_reading_assert_refused (nothing, "standard input");
  dup2 (kept, STDIN_FILENO);
  close (kept);
  close (ends[0]);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/reader/kinds-by-content", test_kinds_by_content);
  g_test_add_func ("/reader/refused", test_refused);
  g_test_add_func ("/reader/kind-of-no-use", test_kind_of_no_use);
  g_test_add_func ("/reader/stops", test_stops);
  g_test_add_func ("/reader/progress", test_progress);
  g_test_add_func ("/reader/standard-input", test_standard_input);
  return g_test_run ();
}
