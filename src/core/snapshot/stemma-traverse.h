#pragma once

#include "snapshot/stemma-snapshot.h"

G_BEGIN_DECLS

typedef enum
{
  STEMMA_WALK_DOWN, /* to children */
  STEMMA_WALK_UP,   /* to parents, ghosts included */
} StemmaWalk;

#define STEMMA_WALK_UNBOUNDED G_MAXUINT32

/**
 * StemmaWalker:
 *
 * Walks over the graph of one snapshot, again and again without clearing anything in between. What it found
 * lasts until its next walk. It belongs to one thread; every thread has its own.
 */
typedef struct _StemmaWalker StemmaWalker;

StemmaWalker *stemma_walker_new (StemmaSnapshot *snapshot);
void stemma_walker_free (StemmaWalker *walker);
StemmaSnapshot *stemma_walker_get_snapshot (const StemmaWalker *walker);
guint32 stemma_walker_walk (StemmaWalker *walker, StemmaNode start, StemmaWalk direction, guint32 max_depth);
guint32 stemma_walker_walk_all (
  StemmaWalker *walker, const StemmaNode *starts, guint32 n_starts, StemmaWalk direction, guint32 max_depth);
const StemmaNode *stemma_walker_get_nodes (const StemmaWalker *walker);
guint32 stemma_walker_get_depth (const StemmaWalker *walker, StemmaNode node);
GArray *stemma_walker_path_to_root (StemmaWalker *walker, StemmaNode node);
GArray *stemma_walker_between (StemmaWalker *walker, StemmaNode top, StemmaNode bottom);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (StemmaWalker, stemma_walker_free)

G_END_DECLS
