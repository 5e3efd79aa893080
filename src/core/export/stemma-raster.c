#include "export/stemma-raster.h"

#include <cairo-pdf.h>
#include <glib/gi18n-lib.h>
#include <math.h>

#include "base/stemma-error.h"
#include "scene/stemma-painter.h"

#define MAX_SIDE 32000           /* cairo's images end at 32,767 */
#define MAX_PIXELS (64.0 * 1e6)  /* 256 MB while it is painted */
#define POINTS_PER_PIXEL 0.75    /* 72 to 96 an inch */
#define MAX_PAGE 14400.0         /* points; readers refuse a longer page */

static cairo_status_t
collect (void *closure, const unsigned char *data, unsigned int length)
{
  g_byte_array_append (closure, data, length);
  return CAIRO_STATUS_SUCCESS;
}

/* Paints over @bounds at @scale and ends the drawing; the answer is whether that came to an end. */
static gboolean
paint (cairo_surface_t *surface, const StemmaScene *scene, const StemmaPalette *palette, double scale,
       gboolean page, GCancellable *cancellable, GError **error)
{
  StemmaRect bounds = stemma_scene_get_bounds (scene);
  StemmaPaintOptions options = { .zoom = STEMMA_ZOOM_ALL, .links = page, .cancellable = cancellable };
  guint32 paper = palette->rgba[STEMMA_ROLE_PAPER];
  cairo_t *cr = cairo_create (surface);
  cairo_set_source_rgb (cr, (paper >> 24) / 255.0, ((paper >> 16) & 0xff) / 255.0,
                        ((paper >> 8) & 0xff) / 255.0);
  cairo_paint (cr);
  cairo_scale (cr, scale, scale);
  cairo_translate (cr, -bounds.x, -bounds.y);
  stemma_painter_paint_with (scene, cr, palette, &options);
  if (page)
    cairo_show_page (cr);
  cairo_status_t status = cairo_status (cr);
  cairo_destroy (cr);
  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return FALSE;
  if (status == CAIRO_STATUS_SUCCESS)
    return TRUE;
  g_set_error (error, STEMMA_ERROR, STEMMA_ERROR_FAILED, _ ("The picture cannot be painted: %s"),
               cairo_status_to_string (status));
  return FALSE;
}

static gboolean
check_size (double width, double height, double scale, GError **error)
{
  if (!(scale > 0) || !isfinite (scale))
    {
      g_set_error (error, STEMMA_ERROR, STEMMA_ERROR_USAGE, _ ("A scale must be above zero, not %g"), scale);
      return FALSE;
    }
  double wide = ceil (width * scale), high = ceil (height * scale);
  if (wide <= MAX_SIDE && high <= MAX_SIDE && wide * high <= MAX_PIXELS)
    return TRUE;
  double fits = MIN (MIN (MAX_SIDE / width, MAX_SIDE / height), sqrt (MAX_PIXELS / (width * height)));
  g_set_error (error, STEMMA_ERROR, STEMMA_ERROR_FAILED,
               _ ("At scale %.2f the picture has %.0f × %.0f pixels, too many for PNG. "
                  "A scale of %.2f would do, or a format without pixels: SVG or PDF."),
               scale, wide, high, floor (fits * 100) / 100);
  return FALSE;
}

static GBytes *
check_written (GByteArray *file, cairo_status_t status, GError **error)
{
  if (status == CAIRO_STATUS_SUCCESS)
    return g_byte_array_free_to_bytes (file);
  g_byte_array_unref (file);
  g_set_error (error, STEMMA_ERROR, STEMMA_ERROR_FAILED, _ ("The picture cannot be written: %s"),
               cairo_status_to_string (status));
  return NULL;
}

/**
 * stemma_raster_png:
 * @scene: a picture
 * @palette: its colours
 * @scale: pixels of the image for one of the scene, above 0
 * @cancellable: (nullable): polled while painting
 * @error: return location; %STEMMA_ERROR_FAILED for more than 64 million pixels or 32,000 on a side
 *
 * Returns: (transfer full): the file
 */
GBytes *
stemma_raster_png (const StemmaScene *scene, const StemmaPalette *palette, double scale,
                   GCancellable *cancellable, GError **error)
{
  StemmaRect bounds = stemma_scene_get_bounds (scene);
  double width = MAX (bounds.width, 1), height = MAX (bounds.height, 1);
  if (!check_size (width, height, scale, error))
    return NULL;
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, (int) ceil (width * scale),
                                                         (int) ceil (height * scale));
  if (!paint (surface, scene, palette, scale, FALSE, cancellable, error))
    {
      cairo_surface_destroy (surface);
      return NULL;
    }
  GByteArray *file = g_byte_array_new ();
  cairo_status_t status = cairo_surface_write_to_png_stream (surface, collect, file);
  cairo_surface_destroy (surface);
  return check_written (file, status, error);
}

static void
describe (cairo_surface_t *surface, const StemmaScene *scene)
{
  const char *title = stemma_scene_get_title (scene), *description = stemma_scene_get_description (scene);
  if (title != NULL)
    cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_TITLE, title);
  if (description != NULL)
    cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_SUBJECT, description);
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_CREATOR, "Stemma " STEMMA_VERSION);
}

/**
 * stemma_raster_pdf:
 * @scene: a picture
 * @palette: its colours
 * @cancellable: (nullable): polled while painting
 * @error: return location
 *
 * One page of the picture's size at 96 dpi, smaller where a page cannot be as long; lines and text stay lines
 * and text, groups with a link lead there.
 *
 * Returns: (transfer full): the file
 */
GBytes *
stemma_raster_pdf (const StemmaScene *scene, const StemmaPalette *palette, GCancellable *cancellable,
                   GError **error)
{
  StemmaRect bounds = stemma_scene_get_bounds (scene);
  double width = MAX (bounds.width, 1), height = MAX (bounds.height, 1);
  double scale = MIN (POINTS_PER_PIXEL, MAX_PAGE / MAX (width, height));
  GByteArray *file = g_byte_array_new ();
  cairo_surface_t *surface
      = cairo_pdf_surface_create_for_stream (collect, file, width * scale, height * scale);
  /* The oldest version that has all we write: newer ones hide the pages in packed streams, which old readers refuse. */
  cairo_pdf_surface_restrict_to_version (surface, CAIRO_PDF_VERSION_1_4);
  describe (surface, scene);
  gboolean good = paint (surface, scene, palette, scale, TRUE, cancellable, error);
  cairo_surface_finish (surface);
  cairo_status_t status = cairo_surface_status (surface);
  cairo_surface_destroy (surface);
  if (good)
    return check_written (file, status, error);
  g_byte_array_unref (file);
  return NULL;
}
