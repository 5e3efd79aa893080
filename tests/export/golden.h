#pragma once

#include <glib.h>

/*
 * Compares with tests/FOLDER/golden/NAME. With STEMMA_UPDATE_GOLDEN set the file is written instead, to be
 * read and committed.
 */
static inline void
assert_golden (const char *folder, const char *name, const char *text, gssize length)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, folder, "golden", name, NULL);
  g_autoptr (GError) error = NULL;
  g_autofree char *expected = NULL;
  g_autofree char *actual = length < 0 ? g_strdup (text) : g_strndup (text, (gsize) length);
  if (g_getenv ("STEMMA_UPDATE_GOLDEN") != NULL)
    {
      g_file_set_contents (path, actual, -1, &error);
      g_assert_no_error (error);
      return;
    }
  g_file_get_contents (path, &expected, NULL, &error);
  g_assert_no_error (error);
  g_auto (GStrv) expected_lines = g_strsplit (expected, "\n", 0);
  g_auto (GStrv) lines = g_strsplit (actual, "\n", 0);
  for (guint i = 0; lines[i] != NULL && expected_lines[i] != NULL; i++)
    g_assert_cmpstr (lines[i], ==, expected_lines[i]);
  g_assert_cmpuint (g_strv_length (lines), ==, g_strv_length (expected_lines));
}
