#include "scene/stemma-scene.h"

#include "scene/stemma-dash.h"
#include "scene/stemma-scene-private.h"

/**
 * stemma_scene_ref:
 * @scene: a scene
 *
 * Returns: (transfer full): @scene
 */
StemmaScene *
stemma_scene_ref (StemmaScene *scene)
{
  g_atomic_ref_count_inc (&scene->refs);
  return scene;
}

/**
 * stemma_scene_unref:
 * @scene: (nullable) (transfer full): a scene
 */
void
stemma_scene_unref (StemmaScene *scene)
{
  if (scene == NULL || !g_atomic_ref_count_dec (&scene->refs))
    return;
  stemma_scene_index_free (scene->index);
  g_hash_table_unref (scene->metadata);
  g_ptr_array_unref (scene->keys);
  g_array_unref (scene->items);
  stemma_arena_free (scene->arena);
  g_free (scene->title);
  g_free (scene->description);
  g_free (scene);
}

/**
 * stemma_scene_get_items:
 * @scene: a scene
 * @n_items: (out): how many
 *
 * Returns: (transfer none): what is drawn, back to front
 */
const StemmaSceneItem *
stemma_scene_get_items (const StemmaScene *scene, guint *n_items)
{
  *n_items = scene->items->len;
  return (const StemmaSceneItem *) (const void *) scene->items->data;
}

/**
 * stemma_scene_get_bounds:
 * @scene: a scene
 *
 * Returns: what the picture covers, pixels
 */
StemmaRect
stemma_scene_get_bounds (const StemmaScene *scene)
{
  return scene->bounds;
}

/**
 * stemma_scene_get_title:
 * @scene: a scene
 *
 * Returns: (transfer none) (nullable): what the picture is called
 */
const char *
stemma_scene_get_title (const StemmaScene *scene)
{
  return scene->title;
}

/**
 * stemma_scene_get_description:
 * @scene: a scene
 *
 * Returns: (transfer none) (nullable): what it shows
 */
const char *
stemma_scene_get_description (const StemmaScene *scene)
{
  return scene->description;
}

/**
 * stemma_scene_get_metadata:
 * @scene: a scene
 * @key: a word
 *
 * Returns: (transfer none) (nullable): the value that was set for it
 */
const char *
stemma_scene_get_metadata (const StemmaScene *scene, const char *key)
{
  return g_hash_table_lookup (scene->metadata, key);
}

/**
 * stemma_scene_get_metadata_keys:
 * @scene: a scene
 *
 * Returns: (transfer none) (array zero-terminated=1): the keys in the order in which they were first set
 */
const char *const *
stemma_scene_get_metadata_keys (const StemmaScene *scene)
{
  return (const char *const *) scene->keys->pdata;
}

/**
 * stemma_scene_hit:
 * @scene: a scene
 * @x: pixels
 * @y: pixels
 * @tolerance: how far from an item the pointer may be, pixels
 *
 * Of what covers the point the topmost counts; where nothing does, the nearest within @tolerance. Items
 * without a hit id let the pointer through.
 *
 * Returns: the id of what is there, 0 for nothing
 */
guint32
stemma_scene_hit (const StemmaScene *scene, double x, double y, double tolerance)
{
  return stemma_scene_index_hit (scene->index, x, y, tolerance);
}

static void
dump_number (GString *out, double value)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];
  g_ascii_formatd (buffer, sizeof buffer, "%.2f", value);
  g_string_append_printf (out, " %s", g_str_equal (buffer, "-0.00") ? "0.00" : buffer);
}

static void
dump_string (GString *out, const char *name, const char *text)
{
  if (text == NULL)
    return;
  g_autofree char *escaped = g_strescape (text, "");
  g_string_append_printf (out, " %s=\"%s\"", name, escaped);
}

static void
dump_rect (GString *out, const StemmaRect *rect)
{
  dump_number (out, rect->x);
  dump_number (out, rect->y);
  dump_number (out, rect->width);
  dump_number (out, rect->height);
}

static void
dump_paint (GString *out, const StemmaSceneItem *item)
{
  const StemmaPaint *paint = &item->paint;
  if (paint->fill != STEMMA_ROLE_NONE)
    g_string_append_printf (out, " fill=%s", stemma_role_class (paint->fill));
  if (paint->stroke != STEMMA_ROLE_NONE)
    {
      g_string_append_printf (out, " stroke=%s width", stemma_role_class (paint->stroke));
      dump_number (out, paint->width);
      g_string_append_printf (out, " dash=%s", stemma_dash_name (paint->dash));
    }
  if (paint->opacity != 1)
    {
      g_string_append (out, " opacity");
      dump_number (out, paint->opacity);
    }
  if (paint->arrow)
    g_string_append (out, " arrow");
}

static void
dump_rest (GString *out, const StemmaSceneItem *item)
{
  if (item->hit != 0)
    g_string_append_printf (out, " hit=%u", item->hit);
  if (item->min_zoom > 0)
    {
      g_string_append (out, " zoom");
      dump_number (out, item->min_zoom);
    }
  g_string_append_c (out, '\n');
}

static void
dump_path (GString *out, const StemmaSceneItem *item)
{
  g_string_append (out, item->path.closed ? "closed" : "path");
  for (guint i = 0; i < item->path.n_points; i++)
    {
      dump_number (out, item->path.points[i].x);
      dump_number (out, item->path.points[i].y);
    }
  dump_paint (out, item);
}

static void
dump_text (GString *out, const StemmaSceneItem *item)
{
  static const char *const anchors[] = { "start", "middle", "end" };
  static const char *const fonts[STEMMA_N_FONTS] = { "name", "owner", "figure", "title", "small" };
  g_string_append (out, "text");
  dump_number (out, item->text.x);
  dump_number (out, item->text.baseline);
  g_string_append_printf (out, " %s %s", anchors[item->text.anchor], fonts[item->text.font]);
  dump_string (out, "text", item->text.text);
  dump_paint (out, item);
}

static void
dump_group (GString *out, const StemmaSceneItem *item)
{
  g_string_append_printf (out, "group %s", item->group.id);
  dump_string (out, "role", item->group.role);
  dump_string (out, "title", item->group.title);
  dump_string (out, "link", item->group.link);
}

static void
dump_item (GString *out, const StemmaSceneItem *item)
{
  switch (item->type)
    {
    case STEMMA_ITEM_RECT:
      g_string_append (out, "rect");
      dump_rect (out, &item->rect.rect);
      if (item->rect.radius > 0)
        {
          g_string_append (out, " radius");
          dump_number (out, item->rect.radius);
        }
      dump_paint (out, item);
      break;
    case STEMMA_ITEM_PATH:
      dump_path (out, item);
      break;
    case STEMMA_ITEM_TEXT:
      dump_text (out, item);
      break;
    case STEMMA_ITEM_GROUP_BEGIN:
      dump_group (out, item);
      break;
    default:
      g_string_append (out, "end\n");
      return;
    }
  dump_rest (out, item);
}

/**
 * stemma_scene_dump:
 * @scene: a scene
 *
 * For tests that compare a picture with the one expected: a line an item, numbers with two decimals in any
 * locale. What the fonts of a machine decide (the widths of texts) is not in it.
 *
 * Returns: (transfer full): the listing
 */
char *
stemma_scene_dump (const StemmaScene *scene)
{
  GString *out = g_string_new ("scene");
  dump_string (out, "title", scene->title);
  dump_string (out, "description", scene->description);
  g_string_append_c (out, '\n');
  const char *const *keys = stemma_scene_get_metadata_keys (scene);
  for (guint i = 0; keys[i] != NULL; i++)
    {
      g_string_append_printf (out, "metadata %s", keys[i]);
      dump_string (out, "value", stemma_scene_get_metadata (scene, keys[i]));
      g_string_append_c (out, '\n');
    }
  for (guint i = 0; i < scene->items->len; i++)
    dump_item (out, &g_array_index (scene->items, StemmaSceneItem, i));
  return g_string_free (out, FALSE);
}
