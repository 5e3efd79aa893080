#include "app/lineage/stemma-canvas-private.h"

#include "app/stemma-scene-view.h"


enum
{
  ACT,
  MOVED,
  SHOWN,
  SELECTED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (StemmaCanvas, stemma_canvas, GTK_TYPE_WIDGET)

static StemmaLineage *
get_lineage (StemmaCanvas *canvas)
{
  return stemma_diagram_get_lineage (canvas->diagram);
}

/* What is the same from one diagram to the next; 0 for no card. */
static guint64
get_id (StemmaDiagram *diagram, guint32 card)
{
  guint n_cards;
  const StemmaCard *cards = stemma_lineage_get_cards (stemma_diagram_get_lineage (diagram), &n_cards);
  return card < n_cards ? cards[card].id : 0;
}

static guint32
follow_card (StemmaCanvas *canvas, StemmaDiagram *next, guint32 card)
{
  guint64 id = canvas->diagram != NULL ? get_id (canvas->diagram, card) : 0;
  return id != 0 ? stemma_lineage_find_card (stemma_diagram_get_lineage (next), id) : STEMMA_NONE;
}

/* Where the selection goes: with its card, else up to the nearest of those it hung on, else to the focus. */
static guint32
follow_selected (StemmaCanvas *canvas, StemmaDiagram *next)
{
  guint32 old = canvas->selected, card = follow_card (canvas, next, old);
  while (card == STEMMA_NONE && old != STEMMA_NONE)
    {
      guint32 above = stemma_lineage_step (get_lineage (canvas), old, STEMMA_UP);
      old = above < old ? above : STEMMA_NONE;
      card = old != STEMMA_NONE ? follow_card (canvas, next, old) : STEMMA_NONE;
    }
  return card != STEMMA_NONE ? card : stemma_lineage_get_focus (stemma_diagram_get_lineage (next));
}

static void
clear_found (StemmaCanvas *canvas)
{
  g_clear_pointer (&canvas->found, g_free);
  canvas->n_found = canvas->at_found = 0;
}

/** Tells that another part of the scene is seen. */
void
stemma_canvas_tell_moved (StemmaCanvas *canvas)
{
  g_signal_emit (canvas, signals[MOVED], 0);
}

/* The coming diagram takes the place of the one that is shown; what is selected stays so. */
void
stemma_canvas_adopt (StemmaCanvas *canvas)
{
  g_autoptr (StemmaDiagram) next = g_steal_pointer (&canvas->coming);
  g_autoptr (StemmaDiagram) old = g_steal_pointer (&canvas->diagram);
  g_autoptr (StemmaSheet) sheet = g_steal_pointer (&canvas->sheets[STEMMA_SHEET_WHOLE]);
  StemmaViewport before = canvas->viewport;
  canvas->diagram = old;
  canvas->viewport = stemma_canvas_place (canvas, next, &canvas->untouched);
  guint32 path = follow_card (canvas, next, canvas->path);
  canvas->selected = stemma_canvas_has_other_focus (canvas, next)
                       ? stemma_lineage_get_focus (stemma_diagram_get_lineage (next))
                       : follow_selected (canvas, next);
  canvas->diagram = g_steal_pointer (&next);
  canvas->path = path;
  stemma_canvas_drop_sheet (canvas, STEMMA_SHEET_WHOLE);
  stemma_canvas_drop_sheet (canvas, STEMMA_SHEET_OVERVIEW);
  canvas->sheets[STEMMA_SHEET_WHOLE] = g_steal_pointer (&canvas->sheets[STEMMA_SHEET_COMING]);
  stemma_canvas_drop_lights (canvas);
  clear_found (canvas);
  if (canvas->gliding != NULL)
    adw_animation_pause (canvas->gliding);
  if (old != NULL && canvas->placed)
    stemma_canvas_begin_motion (canvas, old, sheet, &before);
  canvas->placed = stemma_canvas_has_size (canvas);
  stemma_canvas_tell_accessible (canvas);
  stemma_canvas_update_lights (canvas);
  gtk_widget_queue_draw (GTK_WIDGET (canvas));
  g_signal_emit (canvas, signals[SHOWN], 0);
  stemma_canvas_tell_moved (canvas);
  g_signal_emit (canvas, signals[SELECTED], 0);
}

/**
 * stemma_canvas_show:
 * @canvas: a canvas
 * @diagram: (transfer none): what to show
 *
 * Shows a diagram as soon as it is painted; until then the one before stays and can be used. With the
 * same focus as before, the card that was edited keeps its place on screen; else the picture opens at 1:1
 * on its focus. The signal `shown` tells when it is there.
 */
void
stemma_canvas_show (StemmaCanvas *canvas, StemmaDiagram *diagram)
{
  g_clear_pointer (&canvas->coming, stemma_diagram_unref);
  canvas->coming = stemma_diagram_ref (diagram);
  stemma_canvas_drop_sheet (canvas, STEMMA_SHEET_COMING);
  if (stemma_canvas_has_size (canvas))
    stemma_canvas_prepare (canvas);
  else
    stemma_canvas_adopt (canvas);
}

/** stemma_canvas_forget: shows nothing, as at first */
void
stemma_canvas_forget (StemmaCanvas *canvas)
{
  stemma_canvas_end_motion (canvas);
  stemma_canvas_drop_lights (canvas);
  stemma_canvas_drop_sheets (canvas);
  clear_found (canvas);
  canvas->selected = canvas->path = STEMMA_NONE;
  canvas->placed = FALSE;
  g_clear_pointer (&canvas->coming, stemma_diagram_unref);
  g_clear_pointer (&canvas->diagram, stemma_diagram_unref);
  gtk_widget_queue_draw (GTK_WIDGET (canvas));
}

/** stemma_canvas_get_diagram: Returns: (transfer none) (nullable): what is shown */
StemmaDiagram *
stemma_canvas_get_diagram (StemmaCanvas *canvas)
{
  return canvas->diagram;
}

/** stemma_canvas_is_settled: Returns: whether nothing moves and nothing is being painted */
gboolean
stemma_canvas_is_settled (StemmaCanvas *canvas)
{
  for (guint i = 0; i < STEMMA_N_SHEETS; i++)
    if (canvas->painting[i] != NULL)
      return FALSE;
  gboolean gliding
    = canvas->gliding != NULL && adw_animation_get_state (canvas->gliding) == ADW_ANIMATION_PLAYING;
  return canvas->coming == NULL && canvas->motion.sheet == NULL && !gliding;
}

/** stemma_canvas_select: selects @card, and moves as far as needed to see it if it is to @reveal it */
void
stemma_canvas_select (StemmaCanvas *canvas, guint32 card, gboolean reveal)
{
  if (canvas->diagram == NULL || (card != STEMMA_NONE && get_id (canvas->diagram, card) == 0))
    return;
  canvas->selected = card;
  stemma_canvas_tell_accessible (canvas);
  gtk_widget_queue_draw (GTK_WIDGET (canvas));
  if (card != STEMMA_NONE && reveal)
    {
      StemmaRect rect = stemma_diagram_get_card_rect (canvas->diagram, card);
      StemmaViewport seen = stemma_viewport_revealing (canvas->viewport, rect, STEMMA_CANVAS_REVEAL_MARGIN);
      stemma_canvas_set_viewport (canvas, stemma_canvas_uncover (canvas, seen, rect), TRUE);
    }
  g_signal_emit (canvas, signals[SELECTED], 0);
}

/** stemma_canvas_get_selected: Returns: the card that is selected, %STEMMA_NONE for none */
guint32
stemma_canvas_get_selected (StemmaCanvas *canvas)
{
  return canvas->diagram != NULL ? canvas->selected : STEMMA_NONE;
}

/** stemma_canvas_step: walks from the selected card to its neighbour. Returns: whether there is one */
gboolean
stemma_canvas_step (StemmaCanvas *canvas, StemmaStep step)
{
  if (canvas->diagram == NULL)
    return FALSE;
  guint32 card = canvas->selected == STEMMA_NONE
                   ? stemma_lineage_get_focus (get_lineage (canvas))
                   : stemma_diagram_step (canvas->diagram, canvas->selected, step);
  if (card == STEMMA_NONE)
    return FALSE;
  stemma_canvas_select (canvas, card, TRUE);
  return TRUE;
}

/**
 * stemma_canvas_act: asks whoever listens to `act` to do something to @card (and its @chip, or
 * %STEMMA_NONE)
 */
void
stemma_canvas_act (StemmaCanvas *canvas, StemmaCanvasAct act, guint32 card, guint32 chip)
{
  if (canvas->diagram != NULL && card != STEMMA_NONE)
    g_signal_emit (canvas, signals[ACT], 0, (int) act, card, chip);
}

/**
 * stemma_canvas_click: what a click at (@x, @y) does: it selects, on a chip it lists, twice on a card it
 * goes there
 */
void
stemma_canvas_click (StemmaCanvas *canvas, double x, double y, guint n_press)
{
  StemmaHitInfo info;
  gtk_widget_grab_focus (GTK_WIDGET (canvas));
  if (canvas->diagram == NULL)
    return;
  if (!stemma_diagram_hit_info (canvas->diagram, stemma_canvas_hit (canvas, x, y), &info))
    {
      stemma_canvas_clear (canvas);
      return;
    }
  stemma_canvas_select (canvas, info.card, FALSE);
  if (info.kind == STEMMA_HIT_CHIP && n_press == 1)
    stemma_canvas_act (canvas, STEMMA_CANVAS_LIST, info.card, info.chip);
  else if (info.kind == STEMMA_HIT_CARD && n_press == 2)
    stemma_canvas_act (canvas, STEMMA_CANVAS_FOCUS, info.card, STEMMA_NONE);
}

/** stemma_canvas_get_viewport: Returns: which part of the scene is seen */
StemmaViewport
stemma_canvas_get_viewport (StemmaCanvas *canvas)
{
  return canvas->viewport;
}

static gboolean
on_size_given (gpointer user_data)
{
  StemmaCanvas *canvas = user_data;
  canvas->telling_moved = 0;
  stemma_canvas_tell_moved (canvas);
  return G_SOURCE_REMOVE;
}

static void
stemma_canvas_size_allocate (GtkWidget *widget, int width, int height, int baseline G_GNUC_UNUSED)
{
  StemmaCanvas *canvas = STEMMA_CANVAS (widget);
  StemmaViewport before = canvas->viewport;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (GTK_IS_POPOVER (child))
      gtk_popover_present (GTK_POPOVER (child));
  if (before.width == width && before.height == height && canvas->placed)
    return;
  canvas->viewport.width = width;
  canvas->viewport.height = height;
  stemma_canvas_fit_to_size (canvas, &before);
  if (canvas->telling_moved == 0)
    canvas->telling_moved = g_idle_add_full (G_PRIORITY_HIGH_IDLE, on_size_given, canvas, NULL);
}

static void
stemma_canvas_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  stemma_canvas_draw (STEMMA_CANVAS (widget), snapshot);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    gtk_widget_snapshot_child (widget, child, snapshot);
}

static void
stemma_canvas_dispose (GObject *object)
{
  StemmaCanvas *canvas = STEMMA_CANVAS (object);
  GtkWidget *child;
  stemma_canvas_stop_input (canvas);
  g_clear_handle_id (&canvas->telling_moved, g_source_remove);
  stemma_canvas_end_motion (canvas);
  stemma_canvas_drop_sheets (canvas);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (canvas))) != NULL)
    gtk_widget_unparent (child);
  clear_found (canvas);
  g_clear_object (&canvas->gliding);
  g_clear_object (&canvas->dimming);
  g_clear_object (&canvas->motion.animation);
  g_clear_pointer (&canvas->coming, stemma_diagram_unref);
  g_clear_pointer (&canvas->diagram, stemma_diagram_unref);
  g_clear_pointer (&canvas->painter, stemma_sheet_painter_free);
  G_OBJECT_CLASS (stemma_canvas_parent_class)->dispose (object);
}

static void
stemma_canvas_class_init (StemmaCanvasClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  G_OBJECT_CLASS (klass)->dispose = stemma_canvas_dispose;
  widget_class->size_allocate = stemma_canvas_size_allocate;
  widget_class->snapshot = stemma_canvas_snapshot;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
  gtk_widget_class_set_css_name (widget_class, "lineage-canvas");
  const GType type = G_TYPE_FROM_CLASS (klass);
  /* StemmaCanvas::act: @act: a #StemmaCanvasAct; @card; @chip: or %STEMMA_NONE. What the user asks of
     a card. */
  signals[ACT] = g_signal_new ("act", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 3,
                               G_TYPE_INT, G_TYPE_UINT, G_TYPE_UINT);
  /* StemmaCanvas::moved: another part of the scene is seen. */
  signals[MOVED] = g_signal_new ("moved", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  /* StemmaCanvas::shown: another diagram is there. */
  signals[SHOWN] = g_signal_new ("shown", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  /* StemmaCanvas::selected: another card is. */
  signals[SELECTED] = g_signal_new ("selected", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
on_dark (StemmaCanvas *canvas)
{
  stemma_canvas_take_palette (canvas);
  gtk_widget_queue_draw (GTK_WIDGET (canvas));
}

static void
stemma_canvas_init (StemmaCanvas *canvas)
{
  GtkWidget *widget = GTK_WIDGET (canvas);
  canvas->selected = canvas->hovered = canvas->path = STEMMA_NONE;
  canvas->viewport.zoom = 1;
  gtk_widget_set_focusable (widget, TRUE);
  gtk_widget_set_overflow (widget, GTK_OVERFLOW_HIDDEN);
  gtk_widget_set_hexpand (widget, TRUE);
  gtk_widget_set_vexpand (widget, TRUE);
  stemma_canvas_take_palette (canvas);
  stemma_canvas_add_input (canvas);
  stemma_canvas_add_keys (canvas);
  stemma_canvas_add_accessible (canvas);
  g_signal_connect_object (adw_style_manager_get_default (), "notify::dark", G_CALLBACK (on_dark), canvas,
                           G_CONNECT_SWAPPED);
  g_signal_connect (widget, "notify::scale-factor", G_CALLBACK (gtk_widget_queue_draw), NULL);
  g_signal_connect (widget, "notify::has-focus", G_CALLBACK (gtk_widget_queue_draw), NULL);
}

/** stemma_canvas_new: Returns: (transfer floating): a canvas that shows nothing yet */
GtkWidget *
stemma_canvas_new (void)
{
  return g_object_new (STEMMA_TYPE_CANVAS, NULL);
}
