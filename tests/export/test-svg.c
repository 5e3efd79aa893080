#include "export/stemma-svg.h"

#include <glib/gstdio.h>
#include <locale.h>
#include <string.h>

#include "base/stemma-error.h"
#include "export/golden.h"
#include "export/hostile.h"
#include "scene/stemma-text.h"

/* Texts are left out of the golden: their stated lengths are the font's. */
static StemmaScene *
small_scene (void)
{
  g_autoptr (StemmaSceneBuilder) builder = stemma_scene_builder_new ();
  StemmaPaint card = { .fill = STEMMA_ROLE_SURFACE, .stroke = STEMMA_ROLE_LINE, .width = 1 };
  stemma_scene_builder_set_title (builder, "Family of acorn/base", "One parent & one child");
  stemma_scene_builder_set_metadata (builder, "view", "stemma:lineage?focus=1&fold=auto");
  stemma_scene_builder_begin_group (builder, "model", "acorn/base", "https://example.org/acorn/base?a=1&b=2");
  stemma_scene_builder_rect (builder, (StemmaRect){ 10, 20, 100.456, 40 }, 6, card);
  stemma_scene_builder_end_group (builder);
  stemma_scene_builder_begin_group (builder, "edge", "merge", NULL);
  StemmaPoint curve[4] = { { 110, 40 }, { 140, 40 }, { 140, 80 }, { 170, 80.004 } };
  for (StemmaDash dash = STEMMA_DASH_SOLID; dash <= STEMMA_DASH_SHORT; dash++)
    stemma_scene_builder_path (
      builder, curve, 4, FALSE,
      (StemmaPaint){ .stroke = STEMMA_ROLE_MERGE, .width = 1.5, .dash = dash, .arrow = TRUE });
  stemma_scene_builder_end_group (builder);
  stemma_scene_builder_rect (builder, (StemmaRect){ 170, 60, 20, 40 }, 0,
                             (StemmaPaint){ .fill = STEMMA_ROLE_HAIRLINE, .opacity = 0.5 });
  stemma_scene_builder_set_bounds (builder, (StemmaRect){ -0.001, 0, 200, 120 });
  return stemma_scene_builder_seal (builder);
}

static void
test_golden (void)
{
  g_autoptr (StemmaScene) scene = small_scene ();
  g_autoptr (GBytes) file = stemma_svg_write (scene), again = stemma_svg_write (scene);
  gsize size;
  const char *data = g_bytes_get_data (file, &size);
  g_assert_true (g_bytes_equal (file, again));
  assert_well_formed (file, NULL);
  assert_golden ("export", "small.svg", data, (gssize) size);
}

static void
test_locale (void)
{
  g_autoptr (StemmaScene) scene = small_scene ();
  g_autoptr (GBytes) plain = stemma_svg_write (scene);
  if (setlocale (LC_NUMERIC, "de_DE.UTF-8") == NULL)
    {
      g_test_skip ("no locale with a decimal comma");
      return;
    }
  g_autoptr (GBytes) other = stemma_svg_write (scene);
  setlocale (LC_NUMERIC, "C");
  g_assert_true (g_bytes_equal (plain, other));
}

static StemmaScene *
hostile_scene (void)
{
  g_autoptr (StemmaSceneBuilder) builder = stemma_scene_builder_new ();
  stemma_scene_builder_set_title (builder, hostile_texts[0], hostile_texts[1]);
  for (guint i = 0; i < G_N_ELEMENTS (hostile_texts); i++)
    {
      const char *text = hostile_texts[i];
      stemma_scene_builder_begin_group (builder, text, text, text);
      stemma_scene_builder_text (builder, 10, 20 * i, text, STEMMA_FONT_NAME, STEMMA_ANCHOR_START,
                                 STEMMA_ROLE_INK);
      stemma_scene_builder_end_group (builder);
      if (*text != '\0')
        stemma_scene_builder_set_metadata (builder, text, text);
    }
  return stemma_scene_builder_seal (builder);
}

static void
test_hostile (void)
{
  g_autoptr (StemmaScene) scene = hostile_scene ();
  g_autoptr (GBytes) file = stemma_svg_write (scene);
  g_autoptr (GString) texts = g_string_new (NULL);
  assert_well_formed (file, texts);
  gsize size;
  g_autofree char *data = g_strndup (g_bytes_get_data (file, &size), g_bytes_get_size (file));
  g_assert_null (strstr (data, "<script"));
  g_assert_null (strstr (data, "javascript:alert(1)\"" " target"));
  g_assert_null (strstr (data, "href=\"javascript"));
  g_assert_null (strstr (data, "\xe2\x80\xae" "fdp.exe</text>"));
  for (guint i = 0; i < G_N_ELEMENTS (hostile_texts); i++)
    {
      g_autofree char *shown = stemma_text_clean (hostile_texts[i]);
      g_assert_nonnull (strstr (texts->str, shown));
    }
}

static char *
save (GBytes *file)
{
  char *path = NULL;
  int fd = g_file_open_tmp ("stemma-svg-XXXXXX", &path, NULL);
  g_assert_cmpint (fd, >=, 0);
  g_close (fd, NULL);
  g_assert_true (
    g_file_set_contents (path, g_bytes_get_data (file, NULL), (gssize) g_bytes_get_size (file), NULL));
  return path;
}

static void
test_metadata_comes_back (void)
{
  g_autoptr (StemmaScene) scene = hostile_scene ();
  g_autoptr (GBytes) file = stemma_svg_write (scene);
  g_autofree char *path = save (file);
  g_autoptr (GError) error = NULL;
  guint exact = 0;
  for (guint i = 0; i < G_N_ELEMENTS (hostile_texts); i++)
    {
      const char *text = hostile_texts[i];
      if (!g_utf8_validate (text, -1, NULL) || *text == '\0' || strpbrk (text, "\a\x1b\xef") != NULL)
        continue;
      g_autofree char *value = stemma_svg_read_metadata (path, text, &error);
      g_assert_no_error (error);
      g_assert_cmpstr (value, ==, text);
      exact++;
    }
  g_assert_cmpuint (exact, >=, 20);
  g_assert_null (stemma_svg_read_metadata (path, "no such key", &error));
  g_assert_error (error, STEMMA_ERROR, STEMMA_ERROR_NOT_FOUND);
  g_unlink (path);
}

static void
assert_refused (const char *content, gsize size, int code)
{
  g_autoptr (GBytes) file = g_bytes_new (content, size);
  g_autofree char *path = save (file);
  g_autoptr (GError) error = NULL;
  g_assert_null (stemma_svg_read_metadata (path, "view", &error));
  g_assert_error (error, STEMMA_ERROR, code);
  g_assert_nonnull (strstr (error->message, path));
  g_unlink (path);
}

static void
test_other_files_are_refused (void)
{
  static const char *const others[] = {
    "",
    "hello",
    "<html><stemma:entry key=\"view\">x</stemma:entry></html>",
    "<svg><stemma:entry key=\"view\">x",
    "<svg",
    "\xff\xfe<svg/>",
    "<svg><metadata><stemma:entry key=\"view\">\xff</stemma:entry></metadata></svg>",
  };
  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    assert_refused (others[i], strlen (others[i]), STEMMA_ERROR_INPUT);
  assert_refused ("<svg><stemma:entry key=\"other\">x</stemma:entry></svg>", 53, STEMMA_ERROR_NOT_FOUND);
  g_autoptr (GError) error = NULL;
  g_assert_null (stemma_svg_read_metadata ("/no/such/drawing.svg", "view", &error));
  g_assert_error (error, STEMMA_ERROR, STEMMA_ERROR_NOT_FOUND);
}

/* Nesting without end, and an entry so far down that nobody should read as far. */
static void
test_reading_is_bounded (void)
{
  GString *deep = g_string_new ("<svg>");
  for (guint i = 0; i < 1500000; i++)
    g_string_append (deep, "<g>");
  g_string_append (deep, "<stemma:entry key=\"view\">x</stemma:entry>");
  assert_refused (deep->str, deep->len, STEMMA_ERROR_NOT_FOUND);
  g_string_free (deep, TRUE);
}

static void
test_drawn_text_keeps_its_length (void)
{
  g_autoptr (StemmaSceneBuilder) builder = stemma_scene_builder_new ();
  stemma_scene_builder_text (builder, 10, 20, "a  b", STEMMA_FONT_NAME, STEMMA_ANCHOR_END, STEMMA_ROLE_INK);
  g_autoptr (StemmaScene) scene = stemma_scene_builder_seal (builder);
  g_autoptr (GBytes) file = stemma_svg_write (scene);
  g_autofree char *data = g_strndup (g_bytes_get_data (file, NULL), g_bytes_get_size (file));
  g_autofree char *length
    = g_strdup_printf (" textLength=\"%.2f", stemma_text_width ("a  b", STEMMA_FONT_NAME));
  length[strlen (length) - 1] = '\0';
  g_assert_nonnull (strstr (data, length));
  g_assert_nonnull (strstr (data, "text-anchor=\"end\""));
  g_assert_nonnull (strstr (data, "xml:space=\"preserve\">a  b</text>"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/svg/golden", test_golden);
  g_test_add_func ("/svg/locale", test_locale);
  g_test_add_func ("/svg/hostile", test_hostile);
  g_test_add_func ("/svg/text", test_drawn_text_keeps_its_length);
  g_test_add_func ("/svg/metadata", test_metadata_comes_back);
  g_test_add_func ("/svg/metadata/refused", test_other_files_are_refused);
  g_test_add_func ("/svg/metadata/bounded", test_reading_is_bounded);
  return g_test_run ();
}
