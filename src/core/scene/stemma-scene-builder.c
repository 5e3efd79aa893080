#include "scene/stemma-scene.h"

#include <math.h>
#include <string.h>

#include "scene/stemma-geometry.h"
#include "scene/stemma-scene-private.h"
#include "scene/stemma-text.h"

#define MAX_LINK 2048

struct _StemmaSceneBuilder
{
  StemmaScene *scene;
  GArray *open; /* guint: the group beginnings that wait for their end */
  guint n_groups;
  guint32 hit;
  float min_zoom;
  double opacity;
  gboolean has_bounds;
  StemmaRect bounds;
};

static StemmaScene *
scene_new (void)
{
  StemmaScene *scene = g_new0 (StemmaScene, 1);
  g_atomic_ref_count_init (&scene->refs);
  scene->arena = stemma_arena_new ();
  scene->items = g_array_new (FALSE, FALSE, sizeof (StemmaSceneItem));
  scene->keys = g_ptr_array_new_with_free_func (g_free);
  scene->metadata = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);
  return scene;
}

static void
builder_reset (StemmaSceneBuilder *builder)
{
  builder->scene = scene_new ();
  g_array_set_size (builder->open, 0);
  builder->n_groups = 0;
  builder->hit = 0;
  builder->min_zoom = 0;
  builder->opacity = 1;
  builder->has_bounds = FALSE;
}

/**
 * stemma_scene_builder_new:
 *
 * Returns: (transfer full): a builder of an empty scene
 */
StemmaSceneBuilder *
stemma_scene_builder_new (void)
{
  StemmaSceneBuilder *builder = g_new0 (StemmaSceneBuilder, 1);
  builder->open = g_array_new (FALSE, FALSE, sizeof (guint));
  builder_reset (builder);
  return builder;
}

/**
 * stemma_scene_builder_free:
 * @builder: (nullable) (transfer full): a builder
 */
void
stemma_scene_builder_free (StemmaSceneBuilder *builder)
{
  if (builder == NULL)
    return;
  stemma_scene_unref (builder->scene);
  g_array_unref (builder->open);
  g_free (builder);
}

/**
 * stemma_scene_builder_set_title:
 * @builder: a builder
 * @title: (nullable): what the picture is called
 * @description: (nullable): what it shows, in a sentence or two
 */
void
stemma_scene_builder_set_title (StemmaSceneBuilder *builder, const char *title, const char *description)
{
  g_free (builder->scene->title);
  g_free (builder->scene->description);
  builder->scene->title = title != NULL ? stemma_text_clean (title) : NULL;
  builder->scene->description = description != NULL ? stemma_text_clean (description) : NULL;
}

/**
 * stemma_scene_builder_set_metadata:
 * @builder: a builder
 * @key: a word
 * @value: (nullable): kept as it is but for bytes that are not UTF-8; %NULL changes nothing
 *
 * What a file keeps for the program that reads it back, such as the view that it shows.
 */
void
stemma_scene_builder_set_metadata (StemmaSceneBuilder *builder, const char *key, const char *value)
{
  if (value == NULL)
    return;
  StemmaScene *scene = builder->scene;
  gpointer own_key;
  if (!g_hash_table_lookup_extended (scene->metadata, key, &own_key, NULL))
    {
      own_key = g_utf8_make_valid (key, -1);
      g_ptr_array_add (scene->keys, own_key);
    }
  g_hash_table_replace (scene->metadata, own_key, g_utf8_make_valid (value, -1));
}

/**
 * stemma_scene_builder_set_hit:
 * @builder: a builder
 * @hit: what a pointer on the items that follow points at; 0 for nothing
 */
void
stemma_scene_builder_set_hit (StemmaSceneBuilder *builder, guint32 hit)
{
  builder->hit = hit;
}

/**
 * stemma_scene_builder_set_min_zoom:
 * @builder: a builder
 * @min_zoom: the items that follow are painted from this zoom upwards; 0 for always
 */
void
stemma_scene_builder_set_min_zoom (StemmaSceneBuilder *builder, double min_zoom)
{
  builder->min_zoom = isfinite (min_zoom) ? MAX (min_zoom, 0) : 0;
}

/**
 * stemma_scene_builder_set_opacity:
 * @builder: a builder
 * @opacity: above 0 to 1; what the opacity of all items that follow, texts included, is multiplied by
 */
void
stemma_scene_builder_set_opacity (StemmaSceneBuilder *builder, double opacity)
{
  builder->opacity = opacity > 0 && opacity <= 1 ? opacity : 1;
}

/**
 * stemma_scene_builder_set_bounds:
 * @builder: a builder
 * @bounds: what the picture covers, margins included; without it, the union of its items
 */
void
stemma_scene_builder_set_bounds (StemmaSceneBuilder *builder, StemmaRect bounds)
{
  builder->has_bounds = stemma_rect_is_finite (&bounds) && bounds.width >= 0 && bounds.height >= 0;
  builder->bounds = bounds;
}

static StemmaPaint
sound_paint (const StemmaSceneBuilder *builder, StemmaPaint paint)
{
  if ((guint) paint.fill >= STEMMA_N_ROLES)
    paint.fill = STEMMA_ROLE_NONE;
  if ((guint) paint.stroke >= STEMMA_N_ROLES)
    paint.stroke = STEMMA_ROLE_NONE;
  paint.width = isfinite (paint.width) ? CLAMP (paint.width, 0, 1000) : 0;
  paint.opacity = (paint.opacity > 0 && paint.opacity <= 1 ? paint.opacity : 1) * builder->opacity;
  return paint;
}

/* A place that is no number, or so far out that no surface reaches it, draws nothing at all. */
static gboolean
is_drawable (const StemmaRect *bounds)
{
  return stemma_rect_is_finite (bounds) && fabs (bounds->x) < 1e7 && fabs (bounds->y) < 1e7
         && bounds->width < 1e7 && bounds->height < 1e7;
}

static void
append (StemmaSceneBuilder *builder, StemmaSceneItem *item)
{
  item->hit = builder->hit;
  item->min_zoom = builder->min_zoom;
  g_array_append_vals (builder->scene->items, item, 1);
}

static gboolean
is_id_char (char c)
{
  return g_ascii_isalnum (c) || c == '-';
}

static const char *
make_id (StemmaSceneBuilder *builder, const char *role)
{
  g_autofree char *word = g_strdup (role != NULL ? role : "group");
  for (char *p = word; *p != '\0'; p++)
    if (!is_id_char (*p))
      *p = '-';
  if (!g_ascii_isalpha (*word))
    *word = 'g';
  g_autofree char *id = g_strdup_printf ("%.40s-%u", word, ++builder->n_groups);
  return stemma_arena_strdup (builder->scene->arena, id);
}

static const char *
keep_clean (StemmaSceneBuilder *builder, const char *text)
{
  if (text == NULL)
    return NULL;
  g_autofree char *clean = stemma_text_clean (text);
  return stemma_arena_strdup (builder->scene->arena, clean);
}

/* Only plain web addresses; everything that could leave its quotes or run is left out. */
static gboolean
is_safe_link (const char *link)
{
  if (link == NULL || !g_str_has_prefix (link, "https://") || strlen (link) > MAX_LINK)
    return FALSE;
  for (const char *p = link; *p != '\0'; p++)
    if (!g_ascii_isgraph (*p) || strchr ("\"'<>\\^`{|}", *p) != NULL)
      return FALSE;
  return TRUE;
}

/**
 * stemma_scene_builder_begin_group:
 * @builder: a builder
 * @role: (nullable): what it is, such as "model" or "edge"; the group's id is made of it
 * @title: (nullable): the whole name, for a tooltip and a screen reader
 * @link: (nullable): where it leads; left out unless it is a plain https address
 *
 * Groups may hold groups.
 */
void
stemma_scene_builder_begin_group (StemmaSceneBuilder *builder, const char *role, const char *title,
                                  const char *link)
{
  StemmaSceneItem item = { .type = STEMMA_ITEM_GROUP_BEGIN };
  item.group.id = make_id (builder, role);
  item.group.role = keep_clean (builder, role);
  item.group.title = keep_clean (builder, title);
  item.group.link = is_safe_link (link) ? stemma_arena_strdup (builder->scene->arena, link) : NULL;
  guint at = builder->scene->items->len;
  g_array_append_val (builder->open, at);
  append (builder, &item);
}

/**
 * stemma_scene_builder_end_group:
 * @builder: a builder with an open group
 */
void
stemma_scene_builder_end_group (StemmaSceneBuilder *builder)
{
  g_return_if_fail (builder->open->len > 0);
  StemmaSceneItem item = { .type = STEMMA_ITEM_GROUP_END };
  g_array_set_size (builder->open, builder->open->len - 1);
  append (builder, &item);
}

/**
 * stemma_scene_builder_rect:
 * @builder: a builder
 * @rect: pixels; a negative size draws nothing
 * @radius: of its corners, pixels
 * @paint: how; neither filled nor stroked it is only a place to point at
 */
void
stemma_scene_builder_rect (StemmaSceneBuilder *builder, StemmaRect rect, double radius, StemmaPaint paint)
{
  StemmaSceneItem item = { .type = STEMMA_ITEM_RECT, .paint = sound_paint (builder, paint) };
  if (!is_drawable (&rect) || rect.width < 0 || rect.height < 0)
    return;
  item.paint.arrow = FALSE;
  item.rect.rect = rect;
  item.rect.radius = isfinite (radius) ? CLAMP (radius, 0, MIN (rect.width, rect.height) / 2) : 0;
  item.bounds = stemma_rect_outset (rect, stemma_stroke_reach (&item.paint));
  append (builder, &item);
}

/**
 * stemma_scene_builder_path:
 * @builder: a builder
 * @points: a start, then three points a cubic piece; copied
 * @n_points: 1 + 3 times the pieces, at least 4
 * @closed: whether a straight line leads back to the start
 * @paint: how
 */
void
stemma_scene_builder_path (StemmaSceneBuilder *builder, const StemmaPoint *points, guint n_points,
                           gboolean closed, StemmaPaint paint)
{
  g_return_if_fail (n_points >= 4 && n_points % 3 == 1);
  for (guint i = 0; i < n_points; i++)
    {
      StemmaRect at = { points[i].x, points[i].y, 0, 0 };
      if (!is_drawable (&at))
        return;
    }
  StemmaSceneItem item = { .type = STEMMA_ITEM_PATH, .paint = sound_paint (builder, paint) };
  item.path.points = stemma_arena_memdup (builder->scene->arena, points, n_points * sizeof *points);
  item.path.n_points = n_points;
  item.path.closed = closed;
  item.bounds = stemma_rect_outset (stemma_path_bounds (points, n_points), stemma_stroke_reach (&item.paint));
  append (builder, &item);
}

/**
 * stemma_scene_builder_line:
 * @builder: a builder
 * @from: pixels
 * @to: pixels
 * @paint: how
 *
 * A straight line, as a path of one piece.
 */
void
stemma_scene_builder_line (StemmaSceneBuilder *builder, StemmaPoint from, StemmaPoint to, StemmaPaint paint)
{
  StemmaPoint third = { from.x + (to.x - from.x) / 3, from.y + (to.y - from.y) / 3 };
  StemmaPoint two_thirds = { to.x - (to.x - from.x) / 3, to.y - (to.y - from.y) / 3 };
  StemmaPoint points[4] = { from, third, two_thirds, to };
  stemma_scene_builder_path (builder, points, 4, FALSE, paint);
}

/**
 * stemma_scene_builder_text:
 * @builder: a builder
 * @x: of the anchor, pixels
 * @baseline: pixels
 * @text: (nullable): one line, already shortened; cleaned by stemma_text_clean()
 * @font: its style
 * @anchor: which point of the text stands at @x
 * @role: its colour
 */
void
stemma_scene_builder_text (StemmaSceneBuilder *builder, double x, double baseline, const char *text,
                           StemmaFont font, StemmaAnchor anchor, StemmaRole role)
{
  if (text == NULL || *text == '\0')
    return;
  StemmaSceneItem item = { .type = STEMMA_ITEM_TEXT };
  item.paint = sound_paint (builder, (StemmaPaint){ .fill = role });
  item.text.text = keep_clean (builder, text);
  item.text.x = x;
  item.text.baseline = baseline;
  item.text.font = (guint) font < STEMMA_N_FONTS ? font : STEMMA_FONT_OWNER;
  item.text.anchor = anchor;
  double width = stemma_text_width (item.text.text, item.text.font);
  double left = anchor == STEMMA_ANCHOR_START    ? x
                : anchor == STEMMA_ANCHOR_MIDDLE ? x - width / 2
                                                 : x - width;
  item.bounds = (StemmaRect){ left, baseline - stemma_text_ascent (item.text.font), width,
                              stemma_text_height (item.text.font) };
  if (is_drawable (&item.bounds))
    append (builder, &item);
}

static gboolean
is_drawn (const StemmaSceneItem *item)
{
  return item->type != STEMMA_ITEM_GROUP_BEGIN && item->type != STEMMA_ITEM_GROUP_END;
}

/* A group covers what it holds; it is complete at its end, where it counts for the group around it. */
static void
measure_groups (StemmaScene *scene)
{
  g_autoptr (GArray) stack = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autofree gboolean *filled = g_new0 (gboolean, scene->items->len + 1);
  StemmaSceneItem *items = (StemmaSceneItem *) (void *) scene->items->data;
  for (guint i = 0; i < scene->items->len; i++)
    {
      if (items[i].type == STEMMA_ITEM_GROUP_BEGIN)
        g_array_append_val (stack, i);
      guint child = i;
      if (items[i].type == STEMMA_ITEM_GROUP_END)
        {
          child = g_array_index (stack, guint, stack->len - 1);
          g_array_set_size (stack, stack->len - 1);
          items[i].bounds = items[child].bounds;
          if (!filled[child])
            continue;
        }
      else if (!is_drawn (&items[i]))
        continue;
      if (stack->len == 0)
        continue;
      guint parent = g_array_index (stack, guint, stack->len - 1);
      items[parent].bounds = filled[parent] ? stemma_rect_union (items[parent].bounds, items[child].bounds)
                                            : items[child].bounds;
      filled[parent] = TRUE;
    }
}

static StemmaRect
union_of_items (const StemmaScene *scene)
{
  StemmaRect bounds = { 0, 0, 0, 0 };
  gboolean first = TRUE;
  for (guint i = 0; i < scene->items->len; i++)
    {
      const StemmaSceneItem *item = &g_array_index (scene->items, StemmaSceneItem, i);
      if (!is_drawn (item))
        continue;
      bounds = first ? item->bounds : stemma_rect_union (bounds, item->bounds);
      first = FALSE;
    }
  return bounds;
}

/**
 * stemma_scene_builder_seal:
 * @builder: a builder, every group of which is ended
 *
 * The builder is empty afterwards; it can be used again or freed.
 *
 * Returns: (transfer full): the scene, never changed from now on
 */
StemmaScene *
stemma_scene_builder_seal (StemmaSceneBuilder *builder)
{
  if (builder->open->len > 0)
    g_critical ("a scene is sealed with %u open groups", builder->open->len);
  while (builder->open->len > 0)
    stemma_scene_builder_end_group (builder);
  StemmaScene *scene = builder->scene;
  measure_groups (scene);
  scene->bounds = builder->has_bounds ? builder->bounds : union_of_items (scene);
  g_ptr_array_add (scene->keys, NULL);
  scene->index
    = stemma_scene_index_new ((const StemmaSceneItem *) (const void *) scene->items->data, scene->items->len);
  builder_reset (builder);
  return scene;
}
