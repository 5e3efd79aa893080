#include "layout/stemma-layout-config.h"
#include "layout/stemma-layout.h"

#include <stdlib.h>

#define NAME "stemma-layout-helper"
#define PLACE_IN_BUILD "src/core/layout/" NAME

/* How far above a program its build folder may be: tests/FOLDER/program is the deepest. */
#define MAX_LEVELS 4

/* Takes the candidate. */
static char *
if_executable (char *path)
{
  if (g_file_test (path, G_FILE_TEST_IS_EXECUTABLE) && !g_file_test (path, G_FILE_TEST_IS_DIR))
    return path;
  g_free (path);
  return NULL;
}

static char *
find_program (const char *argv0)
{
  char *self = g_file_read_link ("/proc/self/exe", NULL);
  if (self != NULL || argv0 == NULL)
    return self;
  g_autofree char *found = g_find_program_in_path (argv0);
  return found != NULL ? realpath (found, NULL) : NULL;
}

static char *
find_in_build (const char *program)
{
  g_autofree char *folder = g_path_get_dirname (program);
  for (guint i = 0; i < MAX_LEVELS; i++)
    {
      char *found = if_executable (g_build_filename (folder, PLACE_IN_BUILD, NULL));
      if (found != NULL)
        return found;
      char *above = g_path_get_dirname (folder);
      g_free (folder);
      folder = above;
    }
  return NULL;
}

/**
 * stemma_layouter_find_helper:
 * @argv0: (nullable): how the running program was called
 *
 * Looks for the layout helper: where the environment variable STEMMA_LAYOUT_HELPER says; in the build folder
 * in which the running program lies; where it is installed.
 *
 * Returns: (transfer full): its path. If it is nowhere, the path at which it should have been installed, for
 *   stemma_layouter_run() to complain about
 */
char *
stemma_layouter_find_helper (const char *argv0)
{
  const char *given = g_getenv ("STEMMA_LAYOUT_HELPER");
  if (given != NULL && given[0] != '\0')
    return g_strdup (given);
  g_autofree char *program = find_program (argv0);
  char *found = program != NULL ? find_in_build (program) : NULL;
  return found != NULL ? found : g_build_filename (STEMMA_LAYOUT_HELPER_DIR, NAME, NULL);
}
