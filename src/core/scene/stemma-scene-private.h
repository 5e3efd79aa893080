#pragma once

#include "base/stemma-arena.h"
#include "scene/stemma-scene-index.h"
#include "scene/stemma-scene.h"

G_BEGIN_DECLS

struct _StemmaScene
{
  gatomicrefcount refs;
  StemmaArena *arena;     /* points and strings of the items */
  GArray *items;          /* StemmaSceneItem */
  StemmaRect bounds;
  char *title;
  char *description;
  GPtrArray *keys;        /* char *, in order of setting; ends with NULL once sealed */
  GHashTable *metadata;   /* key to value; the keys belong to @keys */
  StemmaSceneIndex *index;
};

G_END_DECLS
