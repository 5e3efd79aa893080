#include "export/stemma-raster.h"

#include <cairo.h>
#include <math.h>
#include <string.h>

#include "base/stemma-error.h"
#include "export/hostile.h"

static StemmaScene *
scene_of_size (double width, double height)
{
  g_autoptr (StemmaSceneBuilder) builder = stemma_scene_builder_new ();
  stemma_scene_builder_begin_group (builder, "model", "acorn/base", "https://example.org/acorn/base");
  stemma_scene_builder_set_min_zoom (builder, 100);
  stemma_scene_builder_rect (builder, (StemmaRect){ -5, -5, width, height }, 0,
                             (StemmaPaint){ .fill = STEMMA_ROLE_QUANTIZED });
  stemma_scene_builder_begin_group (builder, "chip", NULL, "https://example.org/inner");
  stemma_scene_builder_rect (builder, (StemmaRect){ 0, 0, 2, 2 }, 0,
                             (StemmaPaint){ .fill = STEMMA_ROLE_INK });
  stemma_scene_builder_end_group (builder);
  stemma_scene_builder_end_group (builder);
  stemma_scene_builder_set_title (builder, "A title", "A description");
  return stemma_scene_builder_seal (builder);
}

typedef struct
{
  const guint8 *data;
  gsize left;
} Source;

static cairo_status_t
read_source (void *closure, unsigned char *data, unsigned int length)
{
  Source *source = closure;
  if (source->left < length)
    return CAIRO_STATUS_READ_ERROR;
  memcpy (data, source->data, length);
  source->data += length;
  source->left -= length;
  return CAIRO_STATUS_SUCCESS;
}

static void
test_png (void)
{
  g_autoptr (StemmaScene) scene = scene_of_size (40, 20);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) file = stemma_raster_png (scene, stemma_palette_dark (), 1.5, NULL, &error);
  g_assert_no_error (error);
  Source source = { g_bytes_get_data (file, NULL), g_bytes_get_size (file) };
  cairo_surface_t *surface = cairo_image_surface_create_from_png_stream (read_source, &source);
  g_assert_cmpint (cairo_image_surface_get_width (surface), ==, 60);
  g_assert_cmpint (cairo_image_surface_get_height (surface), ==, 30);
  const guint32 *pixels = (const guint32 *) (const void *) cairo_image_surface_get_data (surface);
  g_assert_cmphex (pixels[0] & 0xffffff, ==, 0xffbe6f);
  cairo_surface_destroy (surface);
}

static void
test_png_is_bounded (void)
{
  static const double sizes[][2] = { { 40000, 10 }, { 10, 40000 }, { 9000, 9000 }, { 9e6, 9e6 } };
  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      g_autoptr (StemmaScene) scene = scene_of_size (sizes[i][0], sizes[i][1]);
      g_autoptr (GError) error = NULL;
      g_assert_null (stemma_raster_png (scene, stemma_palette_light (), 1, NULL, &error));
      g_assert_error (error, STEMMA_ERROR, STEMMA_ERROR_FAILED);
      g_assert_nonnull (strstr (error->message, "SVG"));
    }
  static const double scales[] = { 0, -1, NAN, INFINITY };
  g_autoptr (StemmaScene) scene = scene_of_size (10, 10);
  for (guint i = 0; i < G_N_ELEMENTS (scales); i++)
    {
      g_autoptr (GError) error = NULL;
      g_assert_null (stemma_raster_png (scene, stemma_palette_light (), scales[i], NULL, &error));
      g_assert_error (error, STEMMA_ERROR, STEMMA_ERROR_USAGE);
    }
}

static gboolean
holds (GBytes *file, const char *text)
{
  return memmem (g_bytes_get_data (file, NULL), g_bytes_get_size (file), text, strlen (text)) != NULL;
}

/* Whether blanks stand inside the brackets depends on the version of cairo. */
static gboolean
holds_box (GBytes *file, const char *corners)
{
  g_autofree char *wide = g_strconcat ("MediaBox [ ", corners, NULL);
  g_autofree char *tight = g_strconcat ("MediaBox [", corners, NULL);
  return holds (file, wide) || holds (file, tight);
}

static void
test_pdf (void)
{
  g_autoptr (StemmaScene) scene = scene_of_size (400, 200);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) file = stemma_raster_pdf (scene, stemma_palette_light (), NULL, &error);
  g_assert_no_error (error);
  g_assert_true (holds (file, "%PDF-1."));
  g_assert_true (holds_box (file, "0 0 300 150"));
  g_assert_true (holds (file, "/URI (https://example.org/acorn/base)"));
  g_assert_false (holds (file, "example.org/inner"));
  g_assert_true (holds (file, "/Count 1"));
  g_assert_true (holds (file, "/Title (A title)"));
  g_autoptr (StemmaScene) long_scene = scene_of_size (96000, 10);
  g_autoptr (GBytes) long_file = stemma_raster_pdf (long_scene, stemma_palette_light (), NULL, &error);
  g_assert_no_error (error);
  g_assert_true (holds_box (long_file, "0 0 14400 1.5"));
}

static void
test_pdf_hostile (void)
{
  g_autoptr (StemmaSceneBuilder) builder = stemma_scene_builder_new ();
  for (guint i = 0; i < G_N_ELEMENTS (hostile_texts); i++)
    {
      g_autofree char *link = g_strconcat ("https://example.org/", hostile_texts[i], NULL);
      stemma_scene_builder_set_title (builder, hostile_texts[i], hostile_texts[i]);
      stemma_scene_builder_begin_group (builder, hostile_texts[i], hostile_texts[i], link);
      stemma_scene_builder_text (builder, 10, 20 * i, hostile_texts[i], STEMMA_FONT_NAME, STEMMA_ANCHOR_START,
                                 STEMMA_ROLE_INK);
      stemma_scene_builder_end_group (builder);
    }
  g_autoptr (StemmaScene) scene = stemma_scene_builder_seal (builder);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) file = stemma_raster_pdf (scene, stemma_palette_light (), NULL, &error);
  g_assert_no_error (error);
  g_assert_true (holds (file, "/URI (https://example.org/../../etc/passwd)"));
  g_assert_false (holds (file, "uri='"));
  g_autoptr (GBytes) png = stemma_raster_png (scene, stemma_palette_light (), 1, NULL, &error);
  g_assert_no_error (error);
}

static void
test_empty_scene (void)
{
  g_autoptr (StemmaSceneBuilder) builder = stemma_scene_builder_new ();
  g_autoptr (StemmaScene) scene = stemma_scene_builder_seal (builder);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) png = stemma_raster_png (scene, stemma_palette_light (), 1, NULL, &error);
  g_assert_no_error (error);
  g_autoptr (GBytes) pdf = stemma_raster_pdf (scene, stemma_palette_light (), NULL, &error);
  g_assert_no_error (error);
}

static void
test_cancel (void)
{
  g_autoptr (StemmaScene) scene = scene_of_size (40, 20);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  g_cancellable_cancel (cancellable);
  g_assert_null (stemma_raster_png (scene, stemma_palette_light (), 1, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);
  g_assert_null (stemma_raster_pdf (scene, stemma_palette_light (), cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/raster/png", test_png);
  g_test_add_func ("/raster/png/bounded", test_png_is_bounded);
  g_test_add_func ("/raster/pdf", test_pdf);
  g_test_add_func ("/raster/hostile", test_pdf_hostile);
  g_test_add_func ("/raster/empty", test_empty_scene);
  g_test_add_func ("/raster/cancel", test_cancel);
  return g_test_run ();
}
