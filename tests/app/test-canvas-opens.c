/* Opening a picture: however the window is sized, turned and hurried meanwhile, it is there in the end. */
#include "lineage-fixture.h"

#include "style/stemma-palette.h"
#include "workspace/stemma-layout-service.h"

#define FAMILIES 10

/* Families of every size, and one whose picture is dear enough to be painted in a thread. */
static char *
make_table (void)
{
  GString *table = g_string_new ("parent,child,relation\n");
  for (int family = 0; family < FAMILIES; family++)
    {
      int n = family == FAMILIES - 1 ? 400 : 2 + family * family;
      for (int i = 1; i < n; i++)
        g_string_append_printf (table, "f%d/m000,f%d/m%03d,finetune\nf%d/m%03d,f%d/m%03d-next,merge\n", family,
                                family, i, family, i, family, i);
    }
  return g_string_free (table, FALSE);
}

/* The share of the card at @rect that is not paper, as it was drawn. */
static double
find_ink (GdkTexture *texture, StemmaRect rect)
{
  int width = gdk_texture_get_width (texture), height = gdk_texture_get_height (texture);
  g_autofree guint32 *pixels = g_new (guint32, (gsize) width * (gsize) height);
  guint32 rgba = stemma_palette_light ()->rgba[STEMMA_ROLE_PAPER], plain = 0xff000000 | rgba >> 8;
  guint inked = 0, seen = 0;
  gdk_texture_download (texture, (guchar *) pixels, (gsize) width * 4);
  for (int y = MAX ((int) rect.y, 0); y < MIN ((int) (rect.y + rect.height), height); y++)
    for (int x = MAX ((int) rect.x, 0); x < MIN ((int) (rect.x + rect.width), width); x++)
      {
        inked += pixels[y * width + x] != plain;
        seen++;
      }
  return seen > 0 ? (double) inked / seen : 0;
}

/* What the widget showed in its last frame; NULL before its first. */
static GskRenderNode *
take_node (GtkWidget *widget)
{
  g_autoptr (GdkPaintable) paintable = gtk_widget_paintable_new (widget);
  GtkSnapshot *snapshot = gtk_snapshot_new ();
  gdk_paintable_snapshot (paintable, snapshot, gdk_paintable_get_intrinsic_width (paintable),
                          gdk_paintable_get_intrinsic_height (paintable));
  return gtk_snapshot_free_to_node (snapshot);
}

static gboolean
is_drawn (gpointer data)
{
  g_autoptr (GskRenderNode) node = take_node (data);
  return node != NULL;
}

static GdkTexture *
render (GtkWidget *widget)
{
  app_wait_until (is_drawn, widget, "the first frame");
  g_autoptr (GskRenderNode) node = take_node (widget);
  return gsk_renderer_render_texture (
    gtk_native_get_renderer (gtk_widget_get_native (widget)), node,
    &GRAPHENE_RECT_INIT (0, 0, (float) gtk_widget_get_width (widget), (float) gtk_widget_get_height (widget)));
}

/* The focus stands in sight and is drawn. */
static void
assert_picture (LineageFixture *fixture, const char *name)
{
  StemmaViewport viewport = stemma_canvas_get_viewport (fixture->canvas);
  g_assert_cmpstr (stemma_view_get_focus (stemma_lineage_get_view (lineage_get (fixture))), ==, name);
  g_assert_cmpfloat (viewport.width, ==, gtk_widget_get_width (GTK_WIDGET (fixture->canvas)));
  g_assert_cmpfloat (viewport.height, ==, gtk_widget_get_height (GTK_WIDGET (fixture->canvas)));
  StemmaRect at = stemma_canvas_get_card_place (fixture->canvas, lineage_card (fixture, name));
  g_assert_cmpfloat (at.x + at.width / 2, >=, 0);
  g_assert_cmpfloat (at.x + at.width / 2, <=, viewport.width);
  g_assert_cmpfloat (at.y + at.height / 2, >=, 0);
  g_assert_cmpfloat (at.y + at.height / 2, <=, viewport.height);
  g_autoptr (GdkTexture) texture = render (GTK_WIDGET (fixture->canvas));
  g_assert_cmpfloat (find_ink (texture, at), >, 0.5);
}

static void
iterate (GRand *random, int most)
{
  for (int i = g_rand_int_range (random, 0, most); i > 0; i--)
    g_main_context_iteration (NULL, FALSE);
}

/* What people do while they wait. */
static void
disturb (LineageFixture *fixture, GRand *random, guint kind)
{
  GtkWindow *window = GTK_WINDOW (fixture->app.window);
  GtkWidget *widget = GTK_WIDGET (window);
  switch (kind)
    {
    case 0:
      gtk_window_set_default_size (window, g_rand_int_range (random, 620, 1390),
                                   g_rand_int_range (random, 420, 890));
      break;
    case 1:
      stemma_window_go (fixture->app.window, "clusters", NULL);
      iterate (random, 30);
      stemma_window_go (fixture->app.window, "lineage", NULL);
      break;
    case 2:
      gtk_widget_activate_action (widget, "win.panel", NULL);
      break;
    case 3:
      gtk_widget_activate_action (GTK_WIDGET (fixture->page), "lineage.legend", NULL);
      break;
    case 4:
      app_press (GTK_WIDGET (fixture->canvas), GDK_KEY_e, 0);
      break;
    case 5:
      gtk_widget_set_visible (GTK_WIDGET (fixture->canvas), FALSE);
      iterate (random, 30);
      gtk_widget_set_visible (GTK_WIDGET (fixture->canvas), TRUE);
      break;
    default:
      stemma_window_go (fixture->app.window, "lineage", "f5/m003");
      break;
    }
}

static void
test_opens_fifty_times (void)
{
  g_autofree char *table = make_table ();
  const char *const weeks[] = { table, NULL };
  GRand *random = g_rand_new_with_seed (50);
  LineageFixture fixture = { 0 };
  lineage_open (&fixture, weeks);
  for (guint round = 0; round < 50; round++)
    {
      guint family = round < FAMILIES ? round : (guint) g_rand_int_range (random, 0, FAMILIES);
      g_autofree char *name
        = g_strdup_printf ("f%u/m%03d", family, g_rand_int_range (random, 0, family == 0 ? 2 : 3));
      stemma_window_go (fixture.app.window, "lineage", name);
      for (int i = g_rand_int_range (random, 0, 3); i > 0; i--)
        {
          iterate (random, 60);
          disturb (&fixture, random, (guint) g_rand_int_range (random, 0, 7));
        }
      if (g_strcmp0 (stemma_view_get_focus (stemma_lineage_page_get_view (fixture.page)), name) != 0)
        stemma_window_go (fixture.app.window, "lineage", name);
      lineage_wait (&fixture);
      app_settle (&fixture.app);
      assert_picture (&fixture, name);
    }
  g_rand_free (random);
  lineage_close (&fixture);
}

/* The first picture of a new window, looked at after every while. */
static void
test_opens_in_new_windows (void)
{
  const char *const weeks[] = { lineage_small, NULL };
  GRand *random = g_rand_new_with_seed (51);
  for (guint round = 0; round < 5; round++)
    {
      LineageFixture fixture = { 0 };
      lineage_open (&fixture, weeks);
      stemma_window_go (fixture.app.window, "lineage", "acme/chat");
      iterate (random, 20);
      disturb (&fixture, random, round % 4);
      lineage_wait (&fixture);
      app_settle (&fixture.app);
      assert_picture (&fixture, "acme/chat");
      lineage_close (&fixture);
    }
  g_rand_free (random);
}

static StemmaDiagram *
draw_family (LineageFixture *fixture, const char *name)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (StemmaView) view = stemma_view_new (name);
  StemmaDocument *document = stemma_window_get_document (fixture->app.window);
  g_autoptr (StemmaLayouter) layouter = stemma_layout_service_new (stemma_document_get_workspace (document));
  StemmaDiagram *diagram
    = stemma_diagram_new (stemma_document_get_snapshot (document), NULL, view, layouter, NULL, &error);
  g_assert_no_error (error);
  return diagram;
}

static void
assert_opened (StemmaCanvas *canvas, StemmaDiagram *diagram)
{
  StemmaViewport viewport = stemma_canvas_get_viewport (canvas);
  StemmaRect bounds = stemma_scene_get_bounds (stemma_diagram_get_scene (diagram));
  guint32 focus = stemma_lineage_get_focus (stemma_diagram_get_lineage (diagram));
  StemmaViewport wanted
    = stemma_viewport_opened (viewport, bounds, stemma_diagram_get_card_rect (diagram, focus));
  g_assert_cmpfloat (viewport.x, ==, wanted.x);
  g_assert_cmpfloat (viewport.y, ==, wanted.y);
  g_assert_cmpfloat (viewport.zoom, ==, 1);
}

/* A picture that nobody has moved opens in whatever size it is given in the end, be the first ones none at all;
 * one that was moved stays where it is. */
static void
test_sizes (void)
{
  static const int sizes[][2] = { { 0, 0 }, { 300, 0 }, { 1, 1 }, { 40, 700 }, { 900, 600 }, { 1200, 300 } };
  const char *const weeks[] = { lineage_small, NULL };
  LineageFixture fixture = { 0 };
  lineage_open (&fixture, weeks);
  g_autoptr (StemmaDiagram) diagram = draw_family (&fixture, "acme/chat");
  GtkWidget *widget = g_object_ref_sink (stemma_canvas_new ());
  StemmaCanvas *canvas = STEMMA_CANVAS (widget);
  stemma_canvas_show (canvas, diagram);
  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      GTK_WIDGET_GET_CLASS (widget)->size_allocate (widget, sizes[i][0], sizes[i][1], -1);
      if (sizes[i][0] > 0 && sizes[i][1] > 0)
        assert_opened (canvas, diagram);
    }
  StemmaViewport moved = stemma_viewport_moved (stemma_canvas_get_viewport (canvas), -37, 11);
  stemma_canvas_set_viewport (canvas, moved, FALSE);
  stemma_canvas_select (canvas, STEMMA_NONE, FALSE);
  moved = stemma_canvas_get_viewport (canvas);
  GTK_WIDGET_GET_CLASS (widget)->size_allocate (widget, 800, 500, -1);
  g_assert_cmpfloat (stemma_canvas_get_viewport (canvas).x, ==, moved.x);
  g_assert_cmpfloat (stemma_canvas_get_viewport (canvas).y, ==, moved.y);
  /* A selected card that was in sight stays in sight. */
  guint32 last = 0;
  stemma_lineage_get_cards (stemma_diagram_get_lineage (diagram), &last);
  stemma_canvas_select (canvas, last - 1, TRUE);
  while (!stemma_canvas_is_settled (canvas))
    g_main_context_iteration (NULL, TRUE);
  GTK_WIDGET_GET_CLASS (widget)->size_allocate (widget, 420, 260, -1);
  StemmaRect at = stemma_canvas_get_card_place (canvas, last - 1);
  g_assert_cmpfloat (at.x, >=, 0);
  g_assert_cmpfloat (at.x + at.width, <=, 420);
  g_assert_cmpfloat (at.y, >=, 0);
  g_assert_cmpfloat (at.y + at.height, <=, 260);
  g_object_unref (widget);
  lineage_close (&fixture);
}

/* Far away from everything, an edit that leaves nothing in sight leads back to the focus. */
static void
test_nothing_in_sight (void)
{
  const char *const weeks[] = { lineage_small, NULL };
  LineageFixture fixture = { 0 };
  lineage_open (&fixture, weeks);
  lineage_go (&fixture, "acme/chat");
  stemma_canvas_set_viewport (
    fixture.canvas, stemma_viewport_centred (stemma_canvas_get_viewport (fixture.canvas), 9000, 9000), FALSE);
  lineage_press (&fixture, GDK_KEY_e, 0);
  assert_picture (&fixture, "acme/chat");
  lineage_close (&fixture);
}

int
main (int argc, char **argv)
{
  app_fixture_init (&argc, &argv);
  g_test_add_func ("/canvas-opens/sizes", test_sizes);
  g_test_add_func ("/canvas-opens/nothing-in-sight", test_nothing_in_sight);
  g_test_add_func ("/canvas-opens/new-windows", test_opens_in_new_windows);
  g_test_add_func ("/canvas-opens/fifty-times", test_opens_fifty_times);
  return g_test_run ();
}
