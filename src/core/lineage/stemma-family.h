#pragma once

#include "snapshot/stemma-snapshot.h"
#include "view/stemma-view.h"

G_BEGIN_DECLS

typedef enum
{
  STEMMA_SIDE_FOCUS,
  STEMMA_SIDE_ANCESTOR,
  STEMMA_SIDE_DESCENDANT,
  STEMMA_SIDE_GUEST,  /* neither: brought in by hand beside a model that is shown */
} StemmaSide;

/**
 * StemmaFamily:
 *
 * The focus, all that descends from it and all it descends from, as one numbered list: the focus is
 * member 0, then come descendants, then ancestors, each nearest first. What the view hides or filters away
 * is not in it. A model on both sides (of a cycle through the focus) counts as a descendant.
 */
typedef struct
{
  const StemmaSnapshot *snapshot;
  const StemmaGraph *graph;
  const StemmaColumns *columns;
  guint32 n_members;
  guint32 n_descendants;
  guint32 n_ancestors;
  guint32 n_hidden;     /* of the whole family, not in it because of what is hidden */
  guint32 n_filtered;   /* of the whole family, not in it because of the filters */
  GArray *nodes;        /* of StemmaNode; guests come after n_members */
  GArray *sides;        /* of guint8: StemmaSide */
  GArray *distances;    /* of guint32: steps from the focus */
  guint32 *origin;      /* the member that each was first reached from; the focus from itself */
  guint8 *kind;         /* of the edge to its origin, as StemmaGraph has it */
  guint32 *place;       /* of every node of the graph: its member + 1, or 0, or %STEMMA_FAMILY_AWAY */
} StemmaFamily;

/** Place of a node that is hidden or filtered away. */
#define STEMMA_FAMILY_AWAY G_MAXUINT32

StemmaFamily *stemma_family_new (const StemmaSnapshot *snapshot, StemmaNode focus, const StemmaView *view);
void stemma_family_free (StemmaFamily *family);
guint32 stemma_family_add_guest (StemmaFamily *family, StemmaNode node, guint32 distance);
guint32 stemma_family_find (const StemmaFamily *family, const char *name);

guint64 stemma_family_node_downloads (const StemmaFamily *family, StemmaNode node);
int stemma_family_compare_best (const StemmaFamily *family, StemmaNode a, StemmaNode b);

static inline StemmaNode
stemma_family_node (const StemmaFamily *family, guint32 member)
{
  return g_array_index (family->nodes, StemmaNode, member);
}

static inline StemmaSide
stemma_family_side (const StemmaFamily *family, guint32 member)
{
  return (StemmaSide) g_array_index (family->sides, guint8, member);
}

static inline guint32
stemma_family_distance (const StemmaFamily *family, guint32 member)
{
  return g_array_index (family->distances, guint32, member);
}

/** How a member came from its origin. */
static inline StemmaRelation
stemma_family_relation (const StemmaFamily *family, guint32 member)
{
  StemmaRelation relation = STEMMA_EDGE_RELATION (family->kind[member]);
  return MIN (relation, STEMMA_RELATION_OTHER);
}

/** The member that a node is, guests included, or %STEMMA_NONE. */
static inline guint32
stemma_family_member (const StemmaFamily *family, StemmaNode node)
{
  guint32 place = family->place[node];
  return place == 0 || place == STEMMA_FAMILY_AWAY ? STEMMA_NONE : place - 1;
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (StemmaFamily, stemma_family_free)

G_END_DECLS
