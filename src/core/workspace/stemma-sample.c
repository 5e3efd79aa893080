#include "workspace/stemma-sample.h"

#include <glib/gi18n-lib.h>

#include "base/stemma-error.h"

/**
 * stemma_sample_path:
 *
 * Returns: (transfer full): where the user's own copy of the sample lies
 */
char *
stemma_sample_path (void)
{
  return g_build_filename (g_get_user_data_dir (), "stemma", "sample.db", NULL);
}

/* The sample as it was built: beside the program in the build folder, or where it was installed. */
static char *
find_bundled (void)
{
  const char *told = g_getenv ("STEMMA_SAMPLE");
  g_autofree char *self = g_file_read_link ("/proc/self/exe", NULL);
  g_autofree char *folder = self != NULL ? g_path_get_dirname (self) : g_strdup (".");
  g_autofree char *built = g_build_filename (folder, "..", "simulate", "sample.db", NULL);
  const char *const places[] = { told, built, STEMMA_DATADIR "/stemma/sample.db" };
  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    if (places[i] != NULL && g_file_test (places[i], G_FILE_TEST_IS_REGULAR))
      return g_strdup (places[i]);
  return NULL;
}

static void
tell_copied (goffset done, goffset total, gpointer user_data)
{
  stemma_progress_tell (user_data, (guint64) MAX (done, 0), (guint64) MAX (total, 0), _ ("Copying the sample"));
}

/* Under another name first, so that a copy that was cut short is never taken for the sample. */
static gboolean
copy_sample (const char *from, const char *to, const StemmaProgress *progress, GCancellable *cancellable,
             GError **error)
{
  g_autofree char *folder = g_path_get_dirname (to);
  g_autofree char *temporary = g_strconcat (to, ".part", NULL);
  g_autoptr (GFile) source = g_file_new_for_path (from);
  g_autoptr (GFile) part = g_file_new_for_path (temporary);
  g_autoptr (GFile) target = g_file_new_for_path (to);
  g_mkdir_with_parents (folder, 0700);
  return g_file_copy (source, part, G_FILE_COPY_OVERWRITE | G_FILE_COPY_TARGET_DEFAULT_PERMS, cancellable, tell_copied,
                      (gpointer) progress, error)
         && g_file_move (part, target, G_FILE_COPY_NONE, cancellable, NULL, NULL, error);
}

/**
 * stemma_sample_ensure:
 * @progress: (nullable): told of bytes copied
 * @cancellable: (nullable): to give up
 * @error: what went wrong
 *
 * Makes sure that the user has a copy of the sample, which may be written to like any store.
 *
 * Returns: (transfer full): its path, or %NULL
 */
char *
stemma_sample_ensure (const StemmaProgress *progress, GCancellable *cancellable, GError **error)
{
  g_autofree char *path = stemma_sample_path ();
  if (g_file_test (path, G_FILE_TEST_EXISTS))
    return g_steal_pointer (&path);
  g_autofree char *bundled = find_bundled ();
  if (bundled == NULL)
    {
      g_set_error_literal (error, STEMMA_ERROR, STEMMA_ERROR_NOT_FOUND,
                           _ ("The sample is missing from this installation; “ninja install” puts it in place"));
      return NULL;
    }
  return copy_sample (bundled, path, progress, cancellable, error) ? g_steal_pointer (&path) : NULL;
}
