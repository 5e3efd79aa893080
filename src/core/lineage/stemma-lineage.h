#pragma once

#include "lineage/stemma-family.h"
#include "snapshot/stemma-snapshot.h"
#include "view/stemma-view.h"

G_BEGIN_DECLS

/** Cards of a first picture, children of one model among them; the bound with nothing folded. */
#define STEMMA_LINEAGE_FIRST_CARDS 60
#define STEMMA_LINEAGE_FIRST_FAN 16
#define STEMMA_LINEAGE_MAX_CARDS 2000

typedef enum
{
  STEMMA_CARD_MODEL,
  STEMMA_CARD_FOLD,  /* siblings of the same parents and relation, with the leaves that hang on them */
  STEMMA_CARD_MORE,  /* what did not fit beside its siblings, with all that hangs on it */
} StemmaCardKind;

/** StemmaCard: one card of a lineage. Counts are of models, ghosts included. */
typedef struct
{
  guint64 id;                      /* stays the same from view to view and week to week; never 0 */
  StemmaCardKind kind;
  StemmaSide side;
  StemmaDirection direction;       /* %STEMMA_CARD_MORE: on which side of its anchor it stands */
  StemmaNode node;                 /* %STEMMA_CARD_MODEL: %STEMMA_NONE for a model without parent and child */
  StemmaRow row;                   /* %STEMMA_CARD_MODEL: %STEMMA_NONE for a ghost */
  StemmaNode anchor;               /* the model at which it is opened; of a model it is the node itself */
  StemmaRelation relation;         /* %STEMMA_CARD_FOLD: of all its members to their parents */
  guint32 n_members;               /* models that stand directly behind it; 1 for a model */
  guint32 count;                   /* models that it stands for */
  guint32 mix[STEMMA_N_RELATIONS]; /* of count, by relation; a model's own where it is derived */
  guint64 downloads;               /* of all that it stands for, last 30 days */
  guint32 distance;                /* steps from the focus */
  guint32 n_parents;               /* %STEMMA_CARD_MODEL: declared, itself left out */
  guint32 n_parents_away;          /* of them, neither on a card nor counted anywhere in the picture */
  guint first_chip;
  guint n_chips;
} StemmaCard;

typedef enum
{
  STEMMA_CHIP_LEAVES,         /* leaves of one relation whose only parent here is the card's model */
  STEMMA_CHIP_BELOW,          /* descendants that are not shown */
  STEMMA_CHIP_ABOVE,          /* ancestors that are not shown */
  STEMMA_CHIP_OTHER_CHILDREN, /* children that do not belong to the family: counted beside it */
  STEMMA_CHIP_OTHER_PARENTS,  /* parents that do not belong to the family: counted beside it */
} StemmaChipKind;

/** StemmaChip: what hangs on a card without being drawn. */
typedef struct
{
  guint32 card;
  StemmaChipKind kind;
  StemmaRelation relation;  /* %STEMMA_CHIP_LEAVES */
  gboolean collapsed;       /* closed by hand: expanding it opens that side as it was */
  guint32 n_members;        /* models directly behind it */
  guint32 count;            /* models behind it, at whatever distance */
} StemmaChip;

typedef enum
{
  STEMMA_LINE_DROPPED = 1 << 0,   /* inside a cycle: left out of exact chains */
  STEMMA_LINE_BACKWARD = 1 << 1,  /* closes a ring, as seen from the focus */
  STEMMA_LINE_MIXED = 1 << 2,     /* to what stands for several relations */
} StemmaLineFlags;

/** StemmaLine: an edge between two cards, from the parent to the child. */
typedef struct
{
  guint32 from;
  guint32 to;
  StemmaRelation relation;
  guint32 flags;     /* StemmaLineFlags */
  guint32 distance;  /* of its farther end from the focus */
} StemmaLine;

/**
 * StemmaLineage:
 *
 * The part of a snapshot that a view shows, as cards and lines; it knows no pixels. Every member of the
 * family is on exactly one card or counted on exactly one chip, fold or "more". Sealed, reference-counted,
 * never changed.
 *
 * Cards come in the order in which they are laid out: parents before children (but for backward lines),
 * siblings best first, folds after models, "more" last.
 */
typedef struct _StemmaLineage StemmaLineage;

StemmaLineage *stemma_lineage_new (StemmaSnapshot *snapshot, StemmaView *view, GError **error);
StemmaLineage *stemma_lineage_ref (StemmaLineage *lineage);
void stemma_lineage_unref (StemmaLineage *lineage);

StemmaSnapshot *stemma_lineage_get_snapshot (const StemmaLineage *lineage);
StemmaView *stemma_lineage_get_view (const StemmaLineage *lineage);
const StemmaCard *stemma_lineage_get_cards (const StemmaLineage *lineage, guint *n_cards);
const StemmaChip *stemma_lineage_get_chips (const StemmaLineage *lineage, guint *n_chips);
const StemmaLine *stemma_lineage_get_lines (const StemmaLineage *lineage, guint *n_lines);
guint32 stemma_lineage_get_focus (const StemmaLineage *lineage);
guint32 stemma_lineage_count (const StemmaLineage *lineage, StemmaSide side);
guint32 stemma_lineage_count_hidden (const StemmaLineage *lineage);
guint32 stemma_lineage_count_filtered (const StemmaLineage *lineage);
gboolean stemma_lineage_equal (const StemmaLineage *a, const StemmaLineage *b);

guint32 stemma_lineage_find_card (const StemmaLineage *lineage, guint64 id);
gboolean stemma_lineage_locate (const StemmaLineage *lineage, StemmaNode node, guint32 *card, guint32 *chip);
GArray *stemma_lineage_list_members (const StemmaLineage *lineage, guint32 card, guint32 chip, gboolean deep);
guint32 *stemma_lineage_find_text (const StemmaLineage *lineage, const char *text, guint *n_found);
void stemma_lineage_trace (const StemmaLineage *lineage, guint32 card, guint8 *cards_lit, guint8 *lines_lit);
guint32 stemma_lineage_step (const StemmaLineage *lineage, guint32 card, StemmaDirection direction);
const char *stemma_lineage_get_card_name (const StemmaLineage *lineage, guint32 card);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (StemmaLineage, stemma_lineage_unref)

G_END_DECLS
