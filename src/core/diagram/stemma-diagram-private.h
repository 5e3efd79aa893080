#pragma once

#include "diagram/stemma-diagram.h"

G_BEGIN_DECLS

/* Sizes of a card, pixels. Text begins right of the bar and the letter, on every card alike. */
#define CARD_WIDTH 208.0
#define CARD_RADIUS 9.0
#define CARD_BAR 5.0
#define CARD_LETTER 15.0
#define CARD_TEXT 25.0
#define CARD_END 12.0
#define CARD_TOP 9.0
#define CARD_STACK 4.0

/* From these zooms upwards a detail is drawn. */
#define ZOOM_NAME 0.35
#define ZOOM_DETAIL 0.55

#define CATEGORIES 4

/** What is different about a model since an earlier snapshot, a bit each. */
typedef enum
{
  STEMMA_CHANGE_ADDED = 1 << 0,
  STEMMA_CHANGE_GONE = 1 << 1,     /* a ghost that was listed then */
  STEMMA_CHANGE_UPDATED = 1 << 2,  /* other files */
  STEMMA_CHANGE_PARENTS = 1 << 3,  /* other parents, or under another relation */
  STEMMA_CHANGE_LICENCE = 1 << 4,
  STEMMA_CHANGE_ACCESS = 1 << 5,   /* gated or disabled otherwise */
} StemmaChange;

/** What colours stand for instead of relations: the words met most, the others share one. */
typedef struct
{
  StemmaColourBy by;
  guint32 codes[CATEGORIES];
  guint n;
  gboolean others;
} StemmaColours;

typedef struct
{
  guint32 card;
  guint32 chip;
} StemmaHit;

struct _StemmaDiagram
{
  gatomicrefcount ref_count;
  StemmaSnapshot *snapshot;
  StemmaSnapshot *before; /* (nullable): what it is compared with, where colours stand for change */
  StemmaView *view;
  StemmaLineage *lineage;
  StemmaLayout *layout;
  StemmaColours colours;
  GArray *hits;  /* of StemmaHit: hit n is at n - 1 */
  GArray *drawn_lines;  /* of guint32: the lines in the order in which the scene has them */
  StemmaItemRange *card_items;
  StemmaItemRange *line_items;
  StemmaScene *scene;
  StemmaScene *legend;
};

/** A scene while it is drawn. */
typedef struct
{
  const StemmaDiagram *diagram;
  StemmaSceneBuilder *builder;
  GArray *hits;   /* (nullable): of StemmaHit, filled; files have none */
  GArray *lines;  /* (nullable): of guint32, filled with the lines as they are drawn */
  double dx, dy;  /* from places of the layout to the scene */
} StemmaDraw;

/* Words and sentences. */
const char *stemma_diagram_relation_plural (StemmaRelation relation, guint32 count);
char *stemma_diagram_chip_text (const StemmaChip *chip);
char *stemma_diagram_facts (const StemmaDiagram *diagram);

/* Facts of a card. */
guint32 stemma_diagram_card_flags (const StemmaDiagram *diagram, const StemmaCard *card);
gboolean stemma_diagram_card_knows (const StemmaDiagram *diagram, const StemmaCard *card, StemmaKnown what);
gboolean stemma_diagram_card_relation (const StemmaDiagram *diagram, const StemmaCard *card,
                                       StemmaRelation *relation);
gboolean stemma_diagram_card_is_pinned (const StemmaDiagram *diagram, const StemmaCard *card);
guint stemma_diagram_card_changes (const StemmaDiagram *diagram, const StemmaCard *card);
void stemma_diagram_describe_changes (guint changes, GPtrArray *parts);
StemmaNodeFlags stemma_diagram_card_node_flags (const StemmaDiagram *diagram, const StemmaCard *card);
const char *stemma_diagram_card_word (const StemmaDiagram *diagram, const StemmaCard *card,
                                      StemmaWordKind kind);

/* Colours. */
void stemma_diagram_choose_colours (StemmaDiagram *diagram);
StemmaRole stemma_diagram_relation_role (const StemmaDiagram *diagram, StemmaRelation relation);
StemmaRole stemma_diagram_change_role (guint changes);
StemmaRole stemma_diagram_card_role (const StemmaDiagram *diagram, const StemmaCard *card);
StemmaRole stemma_diagram_category_role (guint category);
StemmaWordKind stemma_diagram_colour_words (const StemmaDiagram *diagram);

/* Parts of the picture. */
double stemma_diagram_card_height (const StemmaLineage *lineage, const StemmaCard *card);
void stemma_diagram_draw_card (StemmaDraw *draw, guint32 card);
void stemma_diagram_draw_group_card (StemmaDraw *draw, guint32 card, StemmaRect rect);
void stemma_diagram_draw_frame (StemmaDraw *draw, StemmaRect rect, StemmaRole fill, StemmaRole bar,
                                const char *letter);
double stemma_diagram_draw_badges (StemmaDraw *draw, const StemmaCard *card, double right, double middle);
guint stemma_diagram_chip_rows (const StemmaLineage *lineage, const StemmaCard *card);
void stemma_diagram_draw_chips (StemmaDraw *draw, guint32 card, double x, double y);
void stemma_diagram_draw_lines (StemmaDraw *draw);
void stemma_diagram_draw_cards (StemmaDraw *draw);
StemmaRect stemma_diagram_draw_legend (StemmaDraw *draw, double x, double y);
void stemma_diagram_draw_change (StemmaSceneBuilder *builder, double x, double middle, guint changes);
void stemma_diagram_draw_pin (StemmaSceneBuilder *builder, double x, double middle, StemmaRole role);
void stemma_diagram_draw_chip_outline (StemmaDraw *draw, StemmaRect rect, gboolean counted);
void stemma_diagram_draw_lock (StemmaSceneBuilder *builder, double x, double middle, StemmaRole role);
void stemma_diagram_draw_ring (StemmaSceneBuilder *builder, double x, double middle, StemmaRole role);
void stemma_diagram_draw_line_sample (StemmaDraw *draw, StemmaRelation relation, double x, double middle);
void stemma_diagram_index_items (StemmaDiagram *diagram);
void stemma_diagram_begin_hit (StemmaDraw *draw, guint32 card, guint32 chip);

G_END_DECLS
