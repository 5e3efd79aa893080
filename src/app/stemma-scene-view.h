#pragma once

#include <adwaita.h>

#include "scene/stemma-scene.h"
#include "style/stemma-palette.h"

G_BEGIN_DECLS

#define STEMMA_TYPE_SCENE_VIEW (stemma_scene_view_get_type ())
G_DECLARE_FINAL_TYPE (StemmaSceneView, stemma_scene_view, STEMMA, SCENE_VIEW, GtkWidget)

/** StemmaSceneMaker: makes the picture for a width in pixels; charts are made anew when their place is
 * resized. */
typedef StemmaScene *(*StemmaSceneMaker) (double width, gpointer user_data);

GtkWidget *stemma_scene_view_new (void);
void stemma_scene_view_set_scene (StemmaSceneView *view, StemmaScene *scene);
void stemma_scene_view_set_maker (StemmaSceneView *view,
                                  StemmaSceneMaker maker,
                                  gpointer user_data,
                                  GDestroyNotify destroy);
StemmaScene *stemma_scene_view_get_scene (StemmaSceneView *view);
const StemmaPalette *stemma_app_palette (void);

G_END_DECLS
