#pragma once

#include <glib.h>

#include "style/stemma-role.h"

G_BEGIN_DECLS

typedef enum
{
  STEMMA_DASH_SOLID,
  STEMMA_DASH_LONG,      /* adapter */
  STEMMA_DASH_DOUBLE,    /* merge: two thin lines side by side */
  STEMMA_DASH_DOTTED,    /* quantized */
  STEMMA_DASH_DASH_DOT,  /* other, inferred */
  STEMMA_DASH_SHORT,     /* the outline of a ghost */
} StemmaDash;

typedef enum
{
  STEMMA_ANCHOR_START,
  STEMMA_ANCHOR_MIDDLE,
  STEMMA_ANCHOR_END,
} StemmaAnchor;

/** StemmaFont: the few styles there are; sizes are pixels at 96 dpi, hinting off, the same everywhere. */
typedef enum
{
  STEMMA_FONT_NAME,    /* 13 px medium: a model's name */
  STEMMA_FONT_OWNER,   /* 11 px: what stands above it, chips, labels */
  STEMMA_FONT_FIGURE,  /* 20 px bold: the count of a folded card */
  STEMMA_FONT_TITLE,   /* 16 px bold: the title of a picture */
  STEMMA_FONT_SMALL,   /* 10 px: axes, badges */
  STEMMA_N_FONTS
} StemmaFont;

typedef struct
{
  double x, y;
} StemmaPoint;

typedef struct
{
  double x, y, width, height;
} StemmaRect;

typedef enum
{
  STEMMA_ITEM_RECT,
  STEMMA_ITEM_PATH,
  STEMMA_ITEM_TEXT,
  STEMMA_ITEM_GROUP_BEGIN,
  STEMMA_ITEM_GROUP_END,
} StemmaItemType;

/** StemmaPaint: how a rectangle or a path is filled and stroked. */
typedef struct
{
  StemmaRole fill;    /* STEMMA_ROLE_NONE: not filled */
  StemmaRole stroke;  /* STEMMA_ROLE_NONE: not stroked */
  double width;       /* of the stroke, pixels */
  StemmaDash dash;
  double opacity;     /* 0 to 1; a zeroed paint is read as opaque */
  gboolean arrow;     /* paths only: an arrow head at the end, filled with the stroke's role */
} StemmaPaint;

typedef struct
{
  StemmaItemType type;
  guint32 hit;        /* what a pointer here points at: an id of the caller's, 0 is nothing */
  float min_zoom;     /* painted from this zoom upwards: the level of detail; files ignore it */
  StemmaPaint paint;
  StemmaRect bounds;  /* what the item covers, its stroke included */
  union
  {
    struct
    {
      StemmaRect rect;
      double radius;
    } rect;
    struct
    {
      const StemmaPoint *points;  /* a start, then three points a cubic piece */
      guint n_points;
      gboolean closed;
    } path;
    struct
    {
      const char *text;   /* what is shown, already shortened */
      double x, baseline;
      StemmaAnchor anchor;
      StemmaFont font;
    } text;
    struct
    {
      const char *id;     /* (nullable): safe for XML, unique in the scene; made by the builder */
      const char *title;  /* (nullable): the whole name, for a tooltip and a screen reader */
      const char *link;   /* (nullable): https address */
      const char *role;   /* (nullable): what it is for a screen reader, e.g. "model", "edge" */
    } group;
  };
} StemmaSceneItem;

/**
 * StemmaScene:
 *
 * A picture as a list of things to draw, back to front, in pixels at 96 dpi with y downwards. It knows no
 * toolkit: the screen, SVG, PDF and PNG draw the same list. Sealed, reference-counted, never changed.
 */
typedef struct _StemmaScene StemmaScene;
typedef struct _StemmaSceneBuilder StemmaSceneBuilder;

StemmaSceneBuilder *stemma_scene_builder_new (void);
void stemma_scene_builder_free (StemmaSceneBuilder *builder);
void stemma_scene_builder_set_title (StemmaSceneBuilder *builder, const char *title, const char *description);
void stemma_scene_builder_set_metadata (StemmaSceneBuilder *builder, const char *key, const char *value);
void stemma_scene_builder_set_hit (StemmaSceneBuilder *builder, guint32 hit);
void stemma_scene_builder_set_min_zoom (StemmaSceneBuilder *builder, double min_zoom);
void stemma_scene_builder_set_opacity (StemmaSceneBuilder *builder, double opacity);
void stemma_scene_builder_set_bounds (StemmaSceneBuilder *builder, StemmaRect bounds);
void stemma_scene_builder_begin_group (StemmaSceneBuilder *builder, const char *role, const char *title,
                                       const char *link);
void stemma_scene_builder_end_group (StemmaSceneBuilder *builder);
void stemma_scene_builder_rect (StemmaSceneBuilder *builder, StemmaRect rect, double radius,
                                StemmaPaint paint);
void stemma_scene_builder_path (StemmaSceneBuilder *builder, const StemmaPoint *points, guint n_points,
                                gboolean closed, StemmaPaint paint);
void stemma_scene_builder_line (StemmaSceneBuilder *builder, StemmaPoint from, StemmaPoint to,
                                StemmaPaint paint);
void stemma_scene_builder_text (StemmaSceneBuilder *builder, double x, double baseline, const char *text,
                                StemmaFont font, StemmaAnchor anchor, StemmaRole role);
StemmaScene *stemma_scene_builder_seal (StemmaSceneBuilder *builder);

StemmaScene *stemma_scene_ref (StemmaScene *scene);
void stemma_scene_unref (StemmaScene *scene);
const StemmaSceneItem *stemma_scene_get_items (const StemmaScene *scene, guint *n_items);
StemmaRect stemma_scene_get_bounds (const StemmaScene *scene);
const char *stemma_scene_get_title (const StemmaScene *scene);
const char *stemma_scene_get_description (const StemmaScene *scene);
const char *stemma_scene_get_metadata (const StemmaScene *scene, const char *key);
const char *const *stemma_scene_get_metadata_keys (const StemmaScene *scene);
guint32 stemma_scene_hit (const StemmaScene *scene, double x, double y, double tolerance);
char *stemma_scene_dump (const StemmaScene *scene);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (StemmaScene, stemma_scene_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (StemmaSceneBuilder, stemma_scene_builder_free)

G_END_DECLS
