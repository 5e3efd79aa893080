#include "scene/stemma-painter.h"

#define SIZE 120

static cairo_surface_t *
paint (const StemmaScene *scene, const StemmaRect *visible, double zoom)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, SIZE, SIZE);
  cairo_t *cr = cairo_create (surface);
  stemma_painter_paint (scene, cr, stemma_palette_light (), visible, zoom);
  g_assert_cmpint (cairo_status (cr), ==, CAIRO_STATUS_SUCCESS);
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  return surface;
}

static guint32
pixel (cairo_surface_t *surface, int x, int y)
{
  const guint8 *row = cairo_image_surface_get_data (surface) + y * cairo_image_surface_get_stride (surface);
  return ((const guint32 *) (const void *) row)[x];
}

static guint
count_painted (cairo_surface_t *surface, int x, int y, int width, int height)
{
  guint n = 0;
  for (int i = y; i < y + height; i++)
    for (int j = x; j < x + width; j++)
      n += pixel (surface, j, i) != 0;
  return n;
}

static StemmaScene *
sample (void)
{
  g_autoptr (StemmaSceneBuilder) builder = stemma_scene_builder_new ();
  stemma_scene_builder_rect (builder, (StemmaRect){ 10, 10, 30, 30 }, 0,
                             (StemmaPaint){ .fill = STEMMA_ROLE_FINETUNE });
  stemma_scene_builder_set_min_zoom (builder, 0.5);
  stemma_scene_builder_rect (builder, (StemmaRect){ 60, 10, 30, 30 }, 0,
                             (StemmaPaint){ .fill = STEMMA_ROLE_ADAPTER });
  stemma_scene_builder_set_min_zoom (builder, 0);
  stemma_scene_builder_text (builder, 10, 100, "base", STEMMA_FONT_NAME, STEMMA_ANCHOR_START,
                             STEMMA_ROLE_INK);
  return stemma_scene_builder_seal (builder);
}

static void
test_colours_and_detail (void)
{
  g_autoptr (StemmaScene) scene = sample ();
  cairo_surface_t *near = paint (scene, NULL, 1), *far = paint (scene, NULL, 0.2);
  g_assert_cmphex (pixel (near, 20, 20), ==, 0xff2a7de1);
  g_assert_cmphex (pixel (near, 70, 20), ==, 0xff004d40);
  g_assert_cmphex (pixel (near, 50, 20), ==, 0);
  g_assert_cmpuint (count_painted (near, 10, 85, 40, 20), >, 60);
  g_assert_cmphex (pixel (far, 20, 20), ==, 0xff2a7de1);
  g_assert_cmphex (pixel (far, 70, 20), ==, 0);
  g_assert_cmpuint (count_painted (far, 10, 85, 40, 20), ==, 0);
  cairo_surface_destroy (near);
  cairo_surface_destroy (far);
}

static void
test_culling (void)
{
  g_autoptr (StemmaScene) scene = sample ();
  StemmaRect left = { 0, 0, 45, 120 };
  cairo_surface_t *surface = paint (scene, &left, 1);
  g_assert_cmphex (pixel (surface, 20, 20), ==, 0xff2a7de1);
  g_assert_cmphex (pixel (surface, 70, 20), ==, 0);
  cairo_surface_destroy (surface);
}

/* Runs of painted pixels along one column or row tell the lines apart. */
static guint
count_runs (cairo_surface_t *surface, int x, int y, int dx, int dy, int length)
{
  guint runs = 0;
  gboolean before = FALSE;
  for (int i = 0; i < length; i++)
    {
      gboolean now = (pixel (surface, x + i * dx, y + i * dy) >> 24) > 100;
      runs += now && !before;
      before = now;
    }
  return runs;
}

static void
test_dashes_can_be_told_apart (void)
{
  static const struct
  {
    StemmaDash dash;
    guint across, along_at_least, along_at_most;
  } rows[] = {
    { STEMMA_DASH_SOLID, 1, 1, 1 },   { STEMMA_DASH_LONG, 1, 4, 6 },      { STEMMA_DASH_DOTTED, 1, 15, 25 },
    { STEMMA_DASH_DOUBLE, 2, 1, 1 },  { STEMMA_DASH_DASH_DOT, 1, 7, 10 }, { STEMMA_DASH_SHORT, 1, 6, 9 },
  };
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (StemmaSceneBuilder) builder = stemma_scene_builder_new ();
      gboolean twice = rows[i].dash == STEMMA_DASH_DOUBLE;
      StemmaPaint edge = { .stroke = STEMMA_ROLE_INK, .width = twice ? 5 : 2, .dash = rows[i].dash };
      double y = twice ? 50.5 : 50;
      stemma_scene_builder_line (builder, (StemmaPoint){ 5, y }, (StemmaPoint){ 105, y }, edge);
      g_autoptr (StemmaScene) scene = stemma_scene_builder_seal (builder);
      cairo_surface_t *surface = paint (scene, NULL, 1);
      g_assert_cmpuint (count_runs (surface, 5, 40, 0, 1, 20), ==, rows[i].across);
      guint along = count_runs (surface, 5, twice ? 54 : 50, 1, 0, 100);
      g_assert_cmpuint (along, >=, rows[i].along_at_least);
      g_assert_cmpuint (along, <=, rows[i].along_at_most);
      cairo_surface_destroy (surface);
    }
}

static void
test_cancel (void)
{
  g_autoptr (StemmaScene) scene = sample ();
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, SIZE, SIZE);
  cairo_t *cr = cairo_create (surface);
  StemmaPaintOptions options = { .zoom = 1, .cancellable = cancellable };
  g_cancellable_cancel (cancellable);
  g_assert_false (stemma_painter_paint_with (scene, cr, stemma_palette_dark (), &options));
  g_cancellable_reset (cancellable);
  g_assert_true (stemma_painter_paint_with (scene, cr, stemma_palette_dark (), &options));
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  g_assert_cmphex (pixel (surface, 20, 20), ==, 0xff78aeed);
  cairo_surface_destroy (surface);
}

/* One item of the list, and none of those around it. */
static void
test_part (void)
{
  g_autoptr (StemmaSceneBuilder) builder = stemma_scene_builder_new ();
  for (guint i = 0; i < 3; i++)
    stemma_scene_builder_rect (builder, (StemmaRect){ 30.0 * i, 0, 20, 20 }, 0, (StemmaPaint){ .fill = STEMMA_ROLE_INK });
  g_autoptr (StemmaScene) scene = stemma_scene_builder_seal (builder);
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, SIZE, SIZE);
  cairo_t *cr = cairo_create (surface);
  StemmaPaintOptions options = { .zoom = 1, .first = 1, .end = 2 };
  g_assert_true (stemma_painter_paint_with (scene, cr, stemma_palette_light (), &options));
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  g_assert_cmphex (pixel (surface, 10, 10), ==, 0);
  g_assert_cmphex (pixel (surface, 40, 10), !=, 0);
  g_assert_cmphex (pixel (surface, 70, 10), ==, 0);
  cairo_surface_destroy (surface);
}

static gpointer
paint_in_thread (gpointer data)
{
  return paint (data, NULL, 1);
}

static void
test_thread_paints_the_same (void)
{
  g_autoptr (StemmaScene) scene = sample ();
  GThread *thread = g_thread_new ("paint", paint_in_thread, scene);
  cairo_surface_t *here = paint (scene, NULL, 1), *there = g_thread_join (thread);
  g_assert_cmpmem (cairo_image_surface_get_data (here), SIZE * SIZE * 4, cairo_image_surface_get_data (there),
                   SIZE * SIZE * 4);
  cairo_surface_destroy (here);
  cairo_surface_destroy (there);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/painter/colours", test_colours_and_detail);
  g_test_add_func ("/painter/culling", test_culling);
  g_test_add_func ("/painter/dashes", test_dashes_can_be_told_apart);
  g_test_add_func ("/painter/cancel", test_cancel);
  g_test_add_func ("/painter/part", test_part);
  g_test_add_func ("/painter/thread", test_thread_paints_the_same);
  return g_test_run ();
}
