#include "app/lineage/stemma-canvas-private.h"

#include <math.h>
#include <string.h>

#include "app/stemma-scene-view.h"

/* What is painted between two frames; dearer sheets are painted in a thread. */
#define COST_AT_ONCE 200.0
/* Sheets of the thread reach so far beyond the view on every side, in parts of the view. */
#define AROUND 0.3
/* A new one is begun when less than this is left. */
#define AHEAD 0.1
/* The longer side of the overview, pixels. */
#define OVERVIEW_SIDE 1200.0
#define OVERVIEW_PIXELS 1.5e6

/** Takes the colours that go with the platform's style, and its accent. */
void
stemma_canvas_take_palette (StemmaCanvas *canvas)
{
  canvas->palette = *stemma_app_palette ();
}

static StemmaDiagram *
diagram_of (StemmaCanvas *canvas, StemmaCanvasSheet which)
{
  return which == STEMMA_SHEET_COMING ? canvas->coming : canvas->diagram;
}

static StemmaRect
outset_by (StemmaRect rect, double share)
{
  return (StemmaRect){ rect.x - rect.width * share, rect.y - rect.height * share,
                       rect.width * (1 + 2 * share), rect.height * (1 + 2 * share) };
}

/* The part of @rect that there is anything to see in. */
static StemmaRect
clip_to_scene (StemmaDiagram *diagram, StemmaRect rect)
{
  StemmaRect bounds = stemma_scene_get_bounds (stemma_diagram_get_scene (diagram));
  double left = MAX (rect.x, bounds.x), top = MAX (rect.y, bounds.y);
  double right = MIN (rect.x + rect.width, bounds.x + bounds.width);
  double bottom = MIN (rect.y + rect.height, bounds.y + bounds.height);
  return (StemmaRect){ left, top, MAX (right - left, 1), MAX (bottom - top, 1) };
}

static void
describe_overview (StemmaSheetJob *job)
{
  job->area = stemma_scene_get_bounds (stemma_diagram_get_scene (job->diagram));
  double fit = OVERVIEW_SIDE / MAX (job->area.width, job->area.height);
  double full = sqrt (OVERVIEW_PIXELS / MAX (job->area.width * job->area.height, 1));
  job->scale = 1;
  job->zoom = MIN (1, MAX (fit, full));
}

/* What the sheet should show by now. */
static StemmaSheetJob
describe (StemmaCanvas *canvas, StemmaCanvasSheet which, double around)
{
  StemmaDiagram *diagram = diagram_of (canvas, which);
  gboolean opened;
  StemmaViewport viewport
      = which == STEMMA_SHEET_COMING ? stemma_canvas_place (canvas, diagram, &opened) : canvas->viewport;
  StemmaSheetJob job = { .diagram = diagram,
                         .palette = canvas->palette,
                         .zoom = viewport.zoom,
                         .scale = gtk_widget_get_scale_factor (GTK_WIDGET (canvas)) };
  if (which == STEMMA_SHEET_LIT)
    job.lights = canvas->lights;
  if (which == STEMMA_SHEET_OVERVIEW)
    describe_overview (&job);
  else
    job.area = clip_to_scene (diagram, outset_by (stemma_viewport_get_visible (&viewport), around));
  return job;
}

static gboolean
is_current (const StemmaSheet *sheet, const StemmaSheetJob *wanted)
{
  const StemmaSheetJob *job = sheet != NULL ? stemma_sheet_get_job (sheet) : NULL;
  return job != NULL && job->diagram == wanted->diagram && job->lights.cards == wanted->lights.cards
         && memcmp (&job->palette, &wanted->palette, sizeof job->palette) == 0;
}

/* Whether the sheet shows what it should, with @ahead of the view to spare on every side. */
static gboolean
is_good (StemmaCanvas *canvas, StemmaCanvasSheet which, double ahead)
{
  StemmaSheetJob wanted = describe (canvas, which, ahead);
  const StemmaSheet *sheet = canvas->sheets[which];
  if (!is_current (sheet, &wanted))
    return FALSE;
  const StemmaSheetJob *job = stemma_sheet_get_job (sheet);
  return fabs (job->zoom / wanted.zoom - 1) < 1e-9 && job->scale == wanted.scale
         && stemma_sheet_covers (sheet, &wanted.area);
}

static void
take_sheet (StemmaCanvas *canvas, StemmaCanvasSheet which, StemmaSheet *sheet)
{
  g_clear_pointer (&canvas->sheets[which], stemma_sheet_unref);
  canvas->sheets[which] = sheet;
}

typedef struct
{
  StemmaCanvasSheet which;
  GCancellable *cancellable;
} Painting;

static void
on_painted (GObject *source, GAsyncResult *result, gpointer user_data)
{
  StemmaCanvas *canvas = STEMMA_CANVAS (source);
  g_autofree Painting *painting = user_data;
  g_autoptr (GCancellable) cancellable = painting->cancellable;
  g_autoptr (StemmaSheet) sheet = stemma_sheet_painter_finish (result);
  if (canvas->painting[painting->which] != cancellable)
    return;
  g_clear_object (&canvas->painting[painting->which]);
  if (sheet != NULL && (painting->which != STEMMA_SHEET_LIT || canvas->lights.cards != NULL))
    take_sheet (canvas, painting->which, g_steal_pointer (&sheet));
  if (painting->which == STEMMA_SHEET_COMING)
    stemma_canvas_adopt (canvas);
  gtk_widget_queue_draw (GTK_WIDGET (canvas));
}

static void
paint_in_thread (StemmaCanvas *canvas, StemmaCanvasSheet which, const StemmaSheetJob *job)
{
  Painting *painting = g_new0 (Painting, 1);
  painting->which = which;
  painting->cancellable = g_cancellable_new ();
  canvas->painting[which] = g_object_ref (painting->cancellable);
  if (canvas->painter == NULL)
    canvas->painter = stemma_sheet_painter_new ();
  stemma_sheet_painter_paint (canvas->painter, G_OBJECT (canvas), job, painting->cancellable, on_painted,
                              painting);
}

/* Cheap sheets are there at once, for dear ones the old one is moved and scaled until they come. */
static void
ensure (StemmaCanvas *canvas, StemmaCanvasSheet which)
{
  if (diagram_of (canvas, which) == NULL || canvas->painting[which] != NULL)
    return;
  if (is_good (canvas, which, which == STEMMA_SHEET_OVERVIEW ? 0 : AHEAD))
    return;
  StemmaSheetJob near = describe (canvas, which, 0);
  if (stemma_sheet_job_cost (&near) <= COST_AT_ONCE)
    {
      StemmaSheet *sheet = is_good (canvas, which, 0) ? NULL : stemma_sheet_paint (&near, NULL);
      if (sheet != NULL)
        take_sheet (canvas, which, sheet);
      return;
    }
  StemmaSheetJob job = describe (canvas, which, AROUND);
  paint_in_thread (canvas, which, &job);
}

static gboolean
reaches (StemmaCanvas *canvas)
{
  StemmaRect visible = stemma_viewport_get_visible (&canvas->viewport);
  return canvas->sheets[STEMMA_SHEET_WHOLE] != NULL
         && stemma_sheet_covers (canvas->sheets[STEMMA_SHEET_WHOLE], &visible);
}

/* Sees to it that all that is to be drawn is painted or on its way. The overview comes last: it is
   rarely seen. */
void
stemma_canvas_ensure_sheets (StemmaCanvas *canvas)
{
  if (canvas->viewport.width < 1 || canvas->viewport.height < 1)
    return;
  ensure (canvas, STEMMA_SHEET_WHOLE);
  if (canvas->lights.cards != NULL)
    ensure (canvas, STEMMA_SHEET_LIT);
  StemmaRect all = canvas->diagram != NULL
                     ? stemma_scene_get_bounds (stemma_diagram_get_scene (canvas->diagram))
                     : (StemmaRect){ 0, 0, 0, 0 };
  if (canvas->sheets[STEMMA_SHEET_WHOLE] != NULL
      && !stemma_sheet_covers (canvas->sheets[STEMMA_SHEET_WHOLE], &all)
      && canvas->painting[STEMMA_SHEET_WHOLE] == NULL && reaches (canvas))
    ensure (canvas, STEMMA_SHEET_OVERVIEW);
}

/* Shows the coming diagram as soon as there is a picture of it. */
void
stemma_canvas_prepare (StemmaCanvas *canvas)
{
  ensure (canvas, STEMMA_SHEET_COMING);
  if (canvas->painting[STEMMA_SHEET_COMING] == NULL)
    stemma_canvas_adopt (canvas);
}

/* Forgets one picture, and gives it up where it is being painted. */
void
stemma_canvas_drop_sheet (StemmaCanvas *canvas, StemmaCanvasSheet which)
{
  g_cancellable_cancel (canvas->painting[which]);
  g_clear_object (&canvas->painting[which]);
  g_clear_pointer (&canvas->sheets[which], stemma_sheet_unref);
}

/* Forgets what was painted, and what is being painted. */
void
stemma_canvas_drop_sheets (StemmaCanvas *canvas)
{
  for (guint i = 0; i < STEMMA_N_SHEETS; i++)
    stemma_canvas_drop_sheet (canvas, i);
  g_clear_pointer (&canvas->node, gsk_render_node_unref);
  g_clear_pointer (&canvas->node_sheet, stemma_sheet_unref);
  g_clear_pointer (&canvas->lights.cards, g_bytes_unref);
  g_clear_pointer (&canvas->lights.lines, g_bytes_unref);
}
