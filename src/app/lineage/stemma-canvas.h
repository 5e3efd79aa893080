#pragma once

#include <adwaita.h>

#include "app/lineage/stemma-viewport.h"
#include "diagram/stemma-diagram.h"

G_BEGIN_DECLS

/** How many things may lie over a canvas. */
#define STEMMA_CANVAS_COVERS 2

#define STEMMA_TYPE_CANVAS (stemma_canvas_get_type ())
G_DECLARE_FINAL_TYPE (StemmaCanvas, stemma_canvas, STEMMA, CANVAS, GtkWidget)

/** StemmaCanvasAct: what the user asks of a card; the canvas itself changes no view. */
typedef enum
{
  STEMMA_CANVAS_FOCUS,    /* to make it the focus, or to open what stands for several */
  STEMMA_CANVAS_LIST,     /* to list what is folded into it */
  STEMMA_CANVAS_CHILDREN, /* to expand or collapse its children */
  STEMMA_CANVAS_PARENTS,
  STEMMA_CANVAS_HIDE,
  STEMMA_CANVAS_PIN,
  STEMMA_CANVAS_MENU,
} StemmaCanvasAct;

GtkWidget *stemma_canvas_new (void);

void stemma_canvas_show (StemmaCanvas *canvas, StemmaDiagram *diagram);
void stemma_canvas_forget (StemmaCanvas *canvas);
void stemma_canvas_set_covers (StemmaCanvas *canvas, const StemmaRect covers[STEMMA_CANVAS_COVERS]);
StemmaDiagram *stemma_canvas_get_diagram (StemmaCanvas *canvas);
gboolean stemma_canvas_is_settled (StemmaCanvas *canvas);

void stemma_canvas_select (StemmaCanvas *canvas, guint32 card, gboolean reveal);
guint32 stemma_canvas_get_selected (StemmaCanvas *canvas);
gboolean stemma_canvas_step (StemmaCanvas *canvas, StemmaStep step);
void stemma_canvas_click (StemmaCanvas *canvas, double x, double y, guint n_press);
void stemma_canvas_act (StemmaCanvas *canvas, StemmaCanvasAct act, guint32 card, guint32 chip);

StemmaViewport stemma_canvas_get_viewport (StemmaCanvas *canvas);
void stemma_canvas_set_viewport (StemmaCanvas *canvas, StemmaViewport viewport, gboolean moving);
void stemma_canvas_zoom (StemmaCanvas *canvas, double zoom);
void stemma_canvas_fit (StemmaCanvas *canvas);
void stemma_canvas_go_home (StemmaCanvas *canvas);
StemmaRect stemma_canvas_get_card_place (StemmaCanvas *canvas, guint32 card);
StemmaRect stemma_canvas_get_chip_place (StemmaCanvas *canvas, guint32 chip);

void stemma_canvas_light_path (StemmaCanvas *canvas, guint32 card);
gboolean stemma_canvas_clear (StemmaCanvas *canvas);
guint stemma_canvas_find (StemmaCanvas *canvas, const char *text);
guint stemma_canvas_find_next (StemmaCanvas *canvas, int step);

G_END_DECLS
