#pragma once

#include "lineage/stemma-lineage.h"

G_BEGIN_DECLS

struct _StemmaLineage
{
  gatomicrefcount ref_count;
  StemmaSnapshot *snapshot;
  StemmaView *view;
  StemmaFamily *family; /* NULL for a model without parent and child */
  GArray *cards;        /* of StemmaCard */
  GArray *chips;        /* of StemmaChip */
  GArray *lines;        /* of StemmaLine, by from, then to */
  guint32 *slot_card;   /* of every member: the card that it is on or counted on */
  guint32 *slot_chip;   /* of every member: the chip that it is counted on, or STEMMA_NONE */
  guint8 *head;         /* of every member: it stands directly behind its slot */
  guint32 focus;        /* its card */
};

/**
 * What is known while a lineage is built. A *unit* is what comes out on the canvas as one card: a member by
 * itself (unit number = member number) or a fold (numbers from n_members on). Chip leaves belong to no unit.
 */
typedef struct
{
  guint32 home;       /* the member at whose card it waits or came out; STEMMA_NONE: not met yet */
  guint8 up;          /* it is on its home's parents' side */
  guint8 head;        /* its home is its own neighbour, not one farther off */
  guint8 shown;
  guint32 size;       /* models that it stands for together with all that was first reached through it */
  guint64 downloads;
} Unit;

typedef struct
{
  guint32 first;         /* into fold_members */
  guint32 n_members;
  StemmaRelation relation;
  guint32 first_parent;  /* into fold_parents: the members that are its parents, ascending */
  guint32 n_parents;
} Fold;

typedef struct
{
  StemmaFamily *family;
  const StemmaView *view;
  guint8 *kept;          /* of every member: it is never folded */
  guint8 *forced;        /* of every member: it is on the canvas whatever the room */
  guint8 *collapsed;     /* of every member: bit 1 << StemmaDirection, STEMMA_LINEAGE_CLOSED */
  guint32 *unit_of;      /* of every member; STEMMA_NONE for a chip leaf */
  Unit *units;
  guint32 n_units;
  GArray *folds;         /* of Fold */
  GArray *fold_members;  /* of guint32 */
  GArray *fold_parents;  /* of guint32 */
  guint32 *card_of;      /* of every unit: its card, once there are cards */
  GArray *guest_cards;   /* of guint32: of every guest */
  guint32 *more_of[2];   /* of every member, by StemmaDirection: the "more" card beside it, or STEMMA_NONE */
  guint32 *waiting[2];   /* of every member, by StemmaDirection: units that wait at it */
  guint32 *out[2];       /* of every member, by StemmaDirection: units that came out at it */
  guint32 *asked[2];     /* the same, of those that the view asks for */
  GArray *shown;         /* of guint32: units in the order in which they came out */
  GArray *guests;        /* of guint32: members that are guests */
  guint n_cards;         /* those shown, and the "more" cards that they make necessary */
} Build;

/** It is first reached through a side that was closed by hand. */
#define STEMMA_LINEAGE_CLOSED 0x80

void stemma_lineage_fold (Build *build);
gboolean stemma_lineage_grow (Build *build, guint max_cards, guint max_ancestors, guint max_fan);
void stemma_lineage_invite (Build *build);
void stemma_lineage_settle (Build *build);
void stemma_lineage_emit_cards (StemmaLineage *lineage, Build *build);
void stemma_lineage_emit_lines (StemmaLineage *lineage, Build *build);
void stemma_lineage_emit_chips (StemmaLineage *lineage, const Build *build);
guint32 stemma_lineage_card_of (const Build *build, guint32 member);
guint64 stemma_lineage_model_id (const StemmaSnapshot *snapshot, StemmaRow row);

/** Members that an opened fan brings out at most; the rest stays where it was. */
#define STEMMA_LINEAGE_OPENED_FAN 24

static inline const Fold *
stemma_lineage_unit_fold (const Build *build, guint32 unit)
{
  guint32 n = build->family->n_members;
  return unit < n ? NULL : &g_array_index (build->folds, Fold, unit - n);
}

/** Whether "+N more" stands beside what came out at a member. */
static inline gboolean
stemma_lineage_needs_more (const Build *build, guint32 member, StemmaDirection direction)
{
  return build->out[direction][member] > 0 && build->waiting[direction][member] > 0;
}

/** Whether a member, or a guest, is a card of its own. */
static inline gboolean
stemma_lineage_is_out (const Build *build, guint32 member)
{
  return member >= build->family->n_members
         || (build->unit_of[member] == member && build->units[member].shown);
}

G_END_DECLS
