#pragma once

#include "app/lineage/stemma-canvas.h"
#include "app/lineage/stemma-sheet-painter.h"

G_BEGIN_DECLS

/** Room between a card that is brought into sight and the edges, pixels. */
#define STEMMA_CANVAS_REVEAL_MARGIN 48.0

/** StemmaCanvasSheet: the pictures that a canvas is put together from. */
typedef enum
{
  STEMMA_SHEET_WHOLE,    /* what is in view and some around it, at the zoom of the screen */
  STEMMA_SHEET_OVERVIEW, /* all of it, small: under the other where that does not reach */
  STEMMA_SHEET_LIT,      /* what stands out */
  STEMMA_SHEET_COMING,   /* the diagram that is shown next */
  STEMMA_N_SHEETS
} StemmaCanvasSheet;

/** StemmaCanvasMove: one card on its way from where it stood to where it stands now. */
typedef struct
{
  StemmaRect old_part;  /* of the old scene; empty for a card that is new */
  StemmaRect new_part;  /* of the new scene; empty for a card that is gone */
  StemmaRect from;      /* of the old scene: where it sets out */
  StemmaRect to;        /* of the new scene: where it ends */
  double radius;
} StemmaCanvasMove;

/** StemmaCanvasMotion: from one diagram to the next. */
typedef struct
{
  StemmaSheet *sheet;       /* the old one; NULL: nothing moves */
  StemmaViewport viewport;  /* from which it was seen */
  GArray *moves;            /* of StemmaCanvasMove */
  AdwAnimation *animation;
} StemmaCanvasMotion;

struct _StemmaCanvas
{
  GtkWidget parent_instance;
  StemmaDiagram *diagram;
  StemmaDiagram *coming;  /* (nullable): painted, then shown */
  StemmaViewport viewport;
  gboolean placed;        /* the viewport was chosen for this diagram */
  gboolean untouched;     /* and is as the picture opened: it is chosen anew with every size */
  guint telling_moved;    /* an idle source: sizes are told of when they have been given out */
  StemmaRect covers[STEMMA_CANVAS_COVERS]; /* what lies over it, pixels on screen; without a size: nothing */
  StemmaPalette palette;

  StemmaSheetPainter *painter;
  StemmaSheet *sheets[STEMMA_N_SHEETS];
  GCancellable *painting[STEMMA_N_SHEETS];
  GskRenderNode *node;    /* of the whole sheet as it was seen last */
  StemmaViewport node_viewport;
  StemmaSheet *node_sheet;

  guint32 selected;       /* cards; STEMMA_NONE for none */
  guint32 hovered;
  guint32 hovered_hit;
  guint32 path;           /* the card whose path to the root is lit */
  guint hover_timer;
  double pointer_x, pointer_y;
  StemmaLights lights;    /* NULL cards: nothing stands out */
  AdwAnimation *dimming;
  double dim;             /* 0 to 1 */

  guint32 *found;         /* cards that were searched for */
  guint n_found, at_found;

  StemmaCanvasMotion motion;
  AdwAnimation *gliding;
  StemmaViewport glide_from, glide_to;
  StemmaViewport drag_from;
  double pinch_from;
  double kinetic_x, kinetic_y;
  gint64 kinetic_time;
  guint kinetic;
};

void stemma_canvas_add_input (StemmaCanvas *canvas);
void stemma_canvas_stop_input (StemmaCanvas *canvas);
void stemma_canvas_add_keys (StemmaCanvas *canvas);
void stemma_canvas_add_accessible (StemmaCanvas *canvas);
void stemma_canvas_tell_accessible (StemmaCanvas *canvas);

guint32 stemma_canvas_hit (StemmaCanvas *canvas, double x, double y);
void stemma_canvas_hover (StemmaCanvas *canvas, double x, double y);
void stemma_canvas_unhover (StemmaCanvas *canvas);
void stemma_canvas_update_lights (StemmaCanvas *canvas);
void stemma_canvas_drop_lights (StemmaCanvas *canvas);
StemmaRect stemma_canvas_hit_rect (StemmaCanvas *canvas, guint32 hit);

void stemma_canvas_take_palette (StemmaCanvas *canvas);
void stemma_canvas_ensure_sheets (StemmaCanvas *canvas);
void stemma_canvas_prepare (StemmaCanvas *canvas);
void stemma_canvas_drop_sheet (StemmaCanvas *canvas, StemmaCanvasSheet which);
void stemma_canvas_drop_sheets (StemmaCanvas *canvas);
void stemma_canvas_adopt (StemmaCanvas *canvas);
gboolean stemma_canvas_has_other_focus (StemmaCanvas *canvas, StemmaDiagram *next);
StemmaViewport stemma_canvas_uncover (const StemmaCanvas *canvas, StemmaViewport viewport, StemmaRect rect);
StemmaViewport stemma_canvas_place (StemmaCanvas *canvas, StemmaDiagram *diagram, gboolean *opened);
gboolean stemma_canvas_has_size (const StemmaCanvas *canvas);
void stemma_canvas_fit_to_size (StemmaCanvas *canvas, const StemmaViewport *before);
void stemma_canvas_tell_moved (StemmaCanvas *canvas);
void stemma_canvas_draw (StemmaCanvas *canvas, GtkSnapshot *snapshot);

void stemma_canvas_begin_motion (StemmaCanvas *canvas, StemmaDiagram *old, StemmaSheet *sheet,
                                 const StemmaViewport *viewport);
void stemma_canvas_end_motion (StemmaCanvas *canvas);
void stemma_canvas_draw_motion (StemmaCanvas *canvas, cairo_t *cr);

G_END_DECLS
