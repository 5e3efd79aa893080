#include <gio/gio.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/wait.h>

static const char *program;

/* Runs the program with arguments parted by blanks; the caller frees what it wrote. */
static char *
run (const char *arguments, int wanted_status)
{
  g_autofree char *line = g_strdup_printf ("program %s", arguments);
  g_auto (GStrv) argv = g_strsplit (line, " ", -1);
  g_free (argv[0]);
  argv[0] = g_strdup (program);
  char *output = NULL;
  g_autofree char *errors = NULL;
  int status = 0;
  g_autoptr (GError) error = NULL;
  g_assert_true (
    g_spawn_sync (NULL, argv, NULL, G_SPAWN_DEFAULT, NULL, NULL, &output, &errors, &status, &error));
  g_assert_no_error (error);
  g_assert_true (g_spawn_check_wait_status (status, NULL) == (wanted_status == 0));
  g_assert_cmpint (WEXITSTATUS (status), ==, wanted_status);
  g_assert_cmpint (errors[0] != '\0', ==, wanted_status != 0);
  return output;
}

static GHashTable *
read_rows (const char *text)
{
  GHashTable *rows = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  g_assert_cmpstr (lines[0], ==, "Model ID,Type,Base Model");
  for (guint i = 1; lines[i][0] != '\0'; i++)
    g_assert_true (g_hash_table_add (rows, g_strndup (lines[i], strcspn (lines[i], ","))));
  return rows;
}

/* The week before, less what is deleted, with what is added, is the week. */
static void
test_changes (void)
{
  g_autofree char *first = run ("--seed 5 --scale 0.005 --week 7", 0);
  g_autofree char *second = run ("--seed 5 --scale 0.005 --week 8 --format csv", 0);
  g_autofree char *came = run ("--seed 5 --scale 0.005 --week 8 --changes added", 0);
  g_autofree char *went = run ("--seed 5 --scale 0.005 --week 8 --changes deleted", 0);
  g_autoptr (GHashTable) names = read_rows (first);
  g_autoptr (GHashTable) wanted = read_rows (second);
  g_autoptr (GHashTable) added = read_rows (came);
  g_autoptr (GHashTable) deleted = read_rows (went);
  GHashTableIter iter;
  gpointer name;
  g_hash_table_iter_init (&iter, deleted);
  while (g_hash_table_iter_next (&iter, &name, NULL))
    g_assert_true (g_hash_table_remove (names, name));
  g_hash_table_iter_init (&iter, added);
  while (g_hash_table_iter_next (&iter, &name, NULL))
    g_assert_true (g_hash_table_add (names, g_strdup (name)));
  g_assert_cmpuint (g_hash_table_size (names), ==, g_hash_table_size (wanted));
  g_hash_table_iter_init (&iter, wanted);
  while (g_hash_table_iter_next (&iter, &name, NULL))
    g_assert_true (g_hash_table_contains (names, name));
  g_assert_cmpuint (g_hash_table_size (deleted), >, 50);
}

static void
test_file (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = g_dir_make_tmp ("stemma-XXXXXX", &error);
  g_assert_no_error (error);
  g_autofree char *path = g_build_filename (folder, "week.json", NULL), *text = NULL;
  g_autofree char *arguments = g_strdup_printf ("--scale 0.001 --week 2 --format json -o %s", path);
  g_autofree char *nothing = run (arguments, 0), *printed = run ("--scale 0.001 --week 2 --format json", 0);
  g_assert_cmpstr (nothing, ==, "");
  g_assert_true (g_file_get_contents (path, &text, NULL, &error));
  g_assert_true (g_str_equal (text, printed));
  g_assert_cmpint (g_remove (path) + g_rmdir (folder), ==, 0);
}

static void
test_usage (void)
{
  static const char *const faults[] = { "--week 17",
                                        "--week 0 --changes added",
                                        "--format xml",
                                        "--scale 9",
                                        "--changes all",
                                        "--seed -1",
                                        "--scale nan",
                                        "stray",
                                        "--nonsense",
                                        "--week -1",
                                        "--changes added --week 3 --format json" };
  for (guint i = 0; i < G_N_ELEMENTS (faults); i++)
    {
      g_autofree char *output = run (faults[i], 2);
      g_assert_cmpstr (output, ==, "");
    }
  g_autofree char *failed = run ("--scale 0.001 -o /nowhere/at/all", 1);
  g_autofree char *rows = run ("--scale 0.02 --measurements", 0);
  g_assert_true (g_str_has_prefix (rows, "Type,Base,Derive,Base HR,"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_assert_cmpint (argc, ==, 2);
  program = argv[1];
  g_test_add_func ("/simulate-program/changes", test_changes);
  g_test_add_func ("/simulate-program/file", test_file);
  g_test_add_func ("/simulate-program/usage", test_usage);
  return g_test_run ();
}
