#pragma once

#include <gio/gio.h>

#include "layout/stemma-layout.h"
#include "lineage/stemma-lineage.h"
#include "scene/stemma-scene.h"

G_BEGIN_DECLS

/**
 * StemmaDiagram:
 *
 * A lineage drawn: its cards and lines, where they stand, and the scene that shows them. Sealed,
 * reference-counted, never changed, shared between threads.
 */
typedef struct _StemmaDiagram StemmaDiagram;

typedef enum
{
  STEMMA_HIT_NOTHING,
  STEMMA_HIT_CARD,  /* a model, a fold or "more": the card's kind tells */
  STEMMA_HIT_CHIP,
} StemmaHitKind;

/** StemmaHitInfo: what a pointer is on. */
typedef struct
{
  StemmaHitKind kind;
  guint32 card;             /* into the lineage's cards */
  guint32 chip;             /* into the lineage's chips, or STEMMA_NONE */
  guint64 id;               /* of the card */
  StemmaNode node;          /* the model of the card; of a fold or "more" the one at which it is opened */
  StemmaChipKind chip_kind; /* STEMMA_HIT_CHIP */
  StemmaRelation relation;  /* STEMMA_HIT_CHIP of leaves */
} StemmaHitInfo;

/** StemmaItemRange: items of the scene, from the first to before the end. */
typedef struct
{
  guint first;
  guint end;
} StemmaItemRange;

typedef enum
{
  STEMMA_STEP_PARENT,
  STEMMA_STEP_CHILD,
  STEMMA_STEP_NEXT,      /* down its column */
  STEMMA_STEP_PREVIOUS,  /* up its column */
} StemmaStep;

StemmaDiagram *stemma_diagram_new (StemmaSnapshot *snapshot, StemmaSnapshot *before, StemmaView *view,
                                   StemmaLayouter *layouter, GCancellable *cancellable, GError **error);
StemmaView *stemma_diagram_keep_order (const StemmaDiagram *diagram, StemmaView *view);
StemmaDiagram *stemma_diagram_ref (StemmaDiagram *diagram);
void stemma_diagram_unref (StemmaDiagram *diagram);

StemmaLineage *stemma_diagram_get_lineage (const StemmaDiagram *diagram);
StemmaLayout *stemma_diagram_get_layout (const StemmaDiagram *diagram);
StemmaScene *stemma_diagram_get_scene (const StemmaDiagram *diagram);
StemmaScene *stemma_diagram_get_legend_scene (const StemmaDiagram *diagram);
StemmaScene *stemma_diagram_get_export_scene (const StemmaDiagram *diagram);

gboolean stemma_diagram_hit_info (const StemmaDiagram *diagram, guint32 hit, StemmaHitInfo *info);
guint32 stemma_diagram_hit_of_card (const StemmaDiagram *diagram, guint32 card);
StemmaRect stemma_diagram_get_card_rect (const StemmaDiagram *diagram, guint32 card);
StemmaRole stemma_diagram_get_card_role (const StemmaDiagram *diagram, guint32 card);
StemmaItemRange stemma_diagram_get_card_items (const StemmaDiagram *diagram, guint32 card);
StemmaItemRange stemma_diagram_get_line_items (const StemmaDiagram *diagram, guint32 line);
guint32 stemma_diagram_step (const StemmaDiagram *diagram, guint32 card, StemmaStep step);
const char *stemma_diagram_relation_name (StemmaRelation relation);
char *stemma_diagram_number (guint64 number);
char *stemma_diagram_describe_card (const StemmaDiagram *diagram, guint32 card);
char *stemma_diagram_describe_chip (const StemmaDiagram *diagram, guint32 chip);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (StemmaDiagram, stemma_diagram_unref)

G_END_DECLS
