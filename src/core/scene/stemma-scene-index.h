#pragma once

#include "scene/stemma-scene.h"

G_BEGIN_DECLS

/** StemmaSceneIndex: a grid over a scene, each cell with the items that can be pointed at in it. */
typedef struct _StemmaSceneIndex StemmaSceneIndex;

StemmaSceneIndex *stemma_scene_index_new (const StemmaSceneItem *items, guint n_items);
void stemma_scene_index_free (StemmaSceneIndex *index);
guint32 stemma_scene_index_hit (const StemmaSceneIndex *index, double x, double y, double tolerance);

G_END_DECLS
