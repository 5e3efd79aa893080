#include "export/stemma-svg.h"

#include <math.h>
#include <string.h>

#include "export/stemma-svg-names.h"
#include "export/stemma-xml.h"
#include "scene/stemma-dash.h"
#include "scene/stemma-geometry.h"
#include "scene/stemma-text.h"
#include "style/stemma-palette.h"

typedef struct
{
  GString *out;
  gboolean fills[STEMMA_N_ROLES];    /* roles the scene fills with: only these get a class */
  gboolean strokes[STEMMA_N_ROLES];
  gboolean fonts[STEMMA_N_FONTS];
} Writer;

/* Two decimals at most, in any locale; zeros that say nothing are left out. */
static void
put_number (Writer *writer, double value)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];
  g_ascii_formatd (buffer, sizeof buffer, "%.2f", value);
  char *end = buffer + strlen (buffer);
  while (end[-1] == '0')
    end--;
  if (end[-1] == '.')
    end--;
  *end = '\0';
  g_string_append (writer->out, g_str_equal (buffer, "-0") ? "0" : buffer);
}

static void
put_number_attribute (Writer *writer, const char *name, double value)
{
  g_string_append_printf (writer->out, " %s=\"", name);
  put_number (writer, value);
  g_string_append_c (writer->out, '"');
}

static void
put_point (Writer *writer, char command, StemmaPoint point)
{
  g_string_append_c (writer->out, command);
  put_number (writer, point.x);
  g_string_append_c (writer->out, ' ');
  put_number (writer, point.y);
}

static void
put_path_data (Writer *writer, const StemmaPoint *points, guint n, gboolean closed)
{
  put_point (writer, 'M', points[0]);
  for (guint i = 1; i < n; i++)
    put_point (writer, i % 3 == 1 ? 'C' : ' ', points[i]);
  if (closed)
    g_string_append_c (writer->out, 'Z');
}

static double
role_alpha (StemmaRole role)
{
  return (stemma_palette_light ()->rgba[role] & 0xff) / 255.0;
}

static void
put_opacity (Writer *writer, const char *name, double opacity)
{
  if (opacity < 0.995)
    put_number_attribute (writer, name, opacity);
}

/* The light colour stands beside the class for programs that read no style sheet. */
static void
put_colour (Writer *writer, const char *name, StemmaRole role)
{
  char hex[STEMMA_PALETTE_HEX_SIZE];
  stemma_palette_hex (stemma_palette_light (), role, hex);
  g_string_append_printf (writer->out, " %s=\"%s\"", name, role == STEMMA_ROLE_NONE ? "none" : hex);
}

static void
put_filled (Writer *writer, const StemmaPaint *paint)
{
  g_string_append_printf (writer->out, " class=\"f-%s\"", stemma_role_class (paint->fill));
  put_colour (writer, "fill", paint->fill);
  put_opacity (writer, "fill-opacity", paint->opacity * role_alpha (paint->fill));
}

static void
put_stroked (Writer *writer, const StemmaPaint *paint)
{
  double width, lengths[STEMMA_DASH_MAX];
  stemma_stroke_lines (paint, &width);
  g_string_append_printf (writer->out, " class=\"s-%s\" fill=\"none\"", stemma_role_class (paint->stroke));
  put_colour (writer, "stroke", paint->stroke);
  put_opacity (writer, "stroke-opacity", paint->opacity * role_alpha (paint->stroke));
  put_number_attribute (writer, "stroke-width", width);
  guint n = stemma_dash_lengths (paint->dash, width, lengths);
  for (guint i = 0; i < n; i++)
    {
      g_string_append (writer->out, i == 0 ? " stroke-dasharray=\"" : " ");
      put_number (writer, lengths[i]);
    }
  if (n > 0)
    g_string_append_c (writer->out, '"');
  if (stemma_dash_is_round (paint->dash))
    g_string_append (writer->out, " stroke-linecap=\"round\"");
}

static void
put_rect_place (Writer *writer, const StemmaRect *rect, double radius)
{
  g_string_append (writer->out, "<rect");
  put_number_attribute (writer, "x", rect->x);
  put_number_attribute (writer, "y", rect->y);
  put_number_attribute (writer, "width", rect->width);
  put_number_attribute (writer, "height", rect->height);
  if (radius > 0)
    put_number_attribute (writer, "rx", radius);
}

static void
put_rect (Writer *writer, const StemmaSceneItem *item)
{
  double width, radius;
  guint lines = stemma_stroke_lines (&item->paint, &width);
  /* Not seen, but the group's title shows where the pointer is on it. */
  if (item->paint.fill == STEMMA_ROLE_NONE && lines == 0 && item->hit != 0)
    {
      put_rect_place (writer, &item->rect.rect, 0);
      g_string_append (writer->out, " fill=\"none\" pointer-events=\"all\"/>\n");
    }
  if (item->paint.fill != STEMMA_ROLE_NONE)
    {
      put_rect_place (writer, &item->rect.rect, item->rect.radius);
      put_filled (writer, &item->paint);
      g_string_append (writer->out, "/>\n");
    }
  for (guint line = 0; line < lines; line++)
    {
      StemmaRect rect = stemma_stroke_rect (item, line, &radius);
      put_rect_place (writer, &rect, radius);
      put_stroked (writer, &item->paint);
      g_string_append (writer->out, "/>\n");
    }
}

static void
put_arrow_head (Writer *writer, const StemmaSceneItem *item)
{
  StemmaPoint head[3];
  if (!stemma_arrow_head (item, head))
    return;
  g_string_append (writer->out, "<path d=\"");
  put_point (writer, 'M', head[0]);
  put_point (writer, 'L', head[1]);
  put_point (writer, 'L', head[2]);
  g_string_append (writer->out, "Z\"");
  put_filled (writer, &(StemmaPaint){ .fill = item->paint.stroke, .opacity = item->paint.opacity });
  g_string_append (writer->out, "/>\n");
}

static void
put_path (Writer *writer, const StemmaSceneItem *item)
{
  double width;
  guint lines = stemma_stroke_lines (&item->paint, &width);
  if (item->paint.fill != STEMMA_ROLE_NONE)
    {
      g_string_append (writer->out, "<path d=\"");
      put_path_data (writer, item->path.points, item->path.n_points, item->path.closed);
      g_string_append_c (writer->out, '"');
      put_filled (writer, &item->paint);
      g_string_append (writer->out, "/>\n");
    }
  if (lines == 0)
    return;
  g_string_append (writer->out, "<path d=\"");
  for (guint line = 0; line < lines; line++)
    {
      g_autofree StemmaPoint *points = stemma_stroke_points (item, line);
      put_path_data (writer, points, item->path.n_points, item->path.closed);
    }
  g_string_append_c (writer->out, '"');
  put_stroked (writer, &item->paint);
  g_string_append (writer->out, "/>\n");
  put_arrow_head (writer, item);
}

static gboolean
spaces_matter (const char *text)
{
  return *text == ' ' || g_str_has_suffix (text, " ") || strstr (text, "  ") != NULL;
}

static const char *
font_class (StemmaFont font)
{
  static const char *const classes[STEMMA_N_FONTS]
    = { "t-name", "t-owner", "t-figure", "t-title", "t-small" };
  return classes[font];
}

/* With its length stated, a text keeps its place also where another font has to stand in. */
static void
put_text (Writer *writer, const StemmaSceneItem *item)
{
  static const char *const anchors[] = { NULL, "middle", "end" };
  g_string_append (writer->out, "<text");
  put_number_attribute (writer, "x", item->text.x);
  put_number_attribute (writer, "y", item->text.baseline);
  g_string_append_printf (writer->out, " class=\"%s f-%s\"", font_class (item->text.font),
                          stemma_role_class (item->paint.fill));
  put_colour (writer, "fill", item->paint.fill);
  put_opacity (writer, "fill-opacity", item->paint.opacity * role_alpha (item->paint.fill));
  put_number_attribute (writer, "font-size", stemma_font_size (item->text.font));
  put_number_attribute (writer, "font-weight", stemma_font_weight (item->text.font));
  stemma_xml_append_attribute (writer->out, "text-anchor", anchors[item->text.anchor]);
  put_number_attribute (writer, "textLength", item->bounds.width);
  g_string_append (writer->out, " lengthAdjust=\"spacingAndGlyphs\"");
  if (spaces_matter (item->text.text))
    g_string_append (writer->out, " xml:space=\"preserve\"");
  g_string_append_c (writer->out, '>');
  stemma_xml_append (writer->out, item->text.text);
  g_string_append (writer->out, "</text>\n");
}

static void
put_group_begin (Writer *writer, const StemmaSceneItem *item)
{
  if (item->group.link != NULL)
    {
      g_string_append (writer->out, "<a");
      stemma_xml_append_attribute (writer->out, "href", item->group.link);
      g_string_append (writer->out, " target=\"_blank\" rel=\"noopener noreferrer\">\n");
    }
  g_string_append (writer->out, "<g");
  stemma_xml_append_attribute (writer->out, "id", item->group.id);
  if (item->group.title != NULL || item->group.role != NULL)
    g_string_append (writer->out, " role=\"graphics-symbol\"");
  stemma_xml_append_attribute (writer->out, "aria-roledescription", item->group.role);
  stemma_xml_append_attribute (writer->out, "aria-label", item->group.title);
  g_string_append (writer->out, ">\n");
  if (item->group.title == NULL)
    return;
  g_string_append (writer->out, "<title>");
  stemma_xml_append (writer->out, item->group.title);
  g_string_append (writer->out, "</title>\n");
}

static void
put_item (Writer *writer, const StemmaSceneItem *item, GArray *links)
{
  gboolean linked = FALSE;
  switch (item->type)
    {
    case STEMMA_ITEM_RECT:
      put_rect (writer, item);
      break;
    case STEMMA_ITEM_PATH:
      put_path (writer, item);
      break;
    case STEMMA_ITEM_TEXT:
      put_text (writer, item);
      break;
    case STEMMA_ITEM_GROUP_BEGIN:
      linked = item->group.link != NULL;
      g_array_append_val (links, linked);
      put_group_begin (writer, item);
      break;
    case STEMMA_ITEM_GROUP_END:
      linked = g_array_index (links, gboolean, links->len - 1);
      g_array_set_size (links, links->len - 1);
      g_string_append (writer->out, linked ? "</g>\n</a>\n" : "</g>\n");
      break;
    }
}

static void
note_roles (Writer *writer, const StemmaSceneItem *items, guint n)
{
  writer->fills[STEMMA_ROLE_PAPER] = TRUE;
  for (guint i = 0; i < n; i++)
    {
      const StemmaPaint *paint = &items[i].paint;
      writer->fills[paint->fill] = TRUE;
      writer->strokes[paint->stroke] = TRUE;
      if (paint->arrow)
        writer->fills[paint->stroke] = TRUE;
      if (items[i].type == STEMMA_ITEM_TEXT)
        writer->fonts[items[i].text.font] = TRUE;
    }
}

static void
put_classes (Writer *writer, const StemmaPalette *palette)
{
  char hex[STEMMA_PALETTE_HEX_SIZE];
  for (StemmaRole role = STEMMA_ROLE_PAPER; role < STEMMA_N_ROLES; role++)
    {
      stemma_palette_hex (palette, role, hex);
      if (writer->fills[role])
        g_string_append_printf (writer->out, ".f-%s{fill:%s}\n", stemma_role_class (role), hex);
      if (writer->strokes[role])
        g_string_append_printf (writer->out, ".s-%s{stroke:%s}\n", stemma_role_class (role), hex);
    }
}

static void
put_style (Writer *writer)
{
  g_string_append (writer->out, "<style>\n");
  for (StemmaFont font = 0; font < STEMMA_N_FONTS; font++)
    {
      if (!writer->fonts[font])
        continue;
      g_string_append_printf (writer->out, ".%s{font-size:", font_class (font));
      put_number (writer, stemma_font_size (font));
      g_string_append_printf (writer->out, "px;font-weight:%u}\n", stemma_font_weight (font));
    }
  put_classes (writer, stemma_palette_light ());
  g_string_append (writer->out, "@media (prefers-color-scheme:dark){\n");
  put_classes (writer, stemma_palette_dark ());
  g_string_append (writer->out, "}\n</style>\n");
}

static void
put_metadata (Writer *writer, const StemmaScene *scene)
{
  const char *const *keys = stemma_scene_get_metadata_keys (scene);
  if (keys[0] == NULL)
    return;
  g_string_append (writer->out, "<metadata xmlns:stemma=\"" STEMMA_SVG_NAMESPACE "\">\n");
  for (guint i = 0; keys[i] != NULL; i++)
    {
      g_string_append (writer->out, "<" STEMMA_SVG_ENTRY);
      stemma_xml_append_attribute (writer->out, "key", keys[i]);
      g_string_append_c (writer->out, '>');
      stemma_xml_append (writer->out, stemma_scene_get_metadata (scene, keys[i]));
      g_string_append (writer->out, "</" STEMMA_SVG_ENTRY ">\n");
    }
  g_string_append (writer->out, "</metadata>\n");
}

static void
put_words (Writer *writer, const char *element, const char *text)
{
  if (text == NULL)
    return;
  g_string_append_printf (writer->out, "<%s>", element);
  stemma_xml_append (writer->out, text);
  g_string_append_printf (writer->out, "</%s>\n", element);
}

static void
put_head (Writer *writer, const StemmaScene *scene)
{
  StemmaRect bounds = stemma_scene_get_bounds (scene);
  g_string_append (writer->out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                                "<svg xmlns=\"http://www.w3.org/2000/svg\"");
  put_number_attribute (writer, "width", bounds.width);
  put_number_attribute (writer, "height", bounds.height);
  g_string_append (writer->out, " viewBox=\"");
  put_number (writer, bounds.x);
  put_point (writer, ' ', (StemmaPoint){ bounds.y, bounds.width });
  g_string_append_c (writer->out, ' ');
  put_number (writer, bounds.height);
  g_string_append (writer->out, "\" role=\"graphics-document\"");
  stemma_xml_append_attribute (writer->out, "aria-label", stemma_scene_get_title (scene));
  stemma_xml_append_attribute (writer->out, "font-family", stemma_font_css_family ());
  g_string_append (writer->out, " stroke-linejoin=\"round\">\n");
  put_words (writer, "title", stemma_scene_get_title (scene));
  put_words (writer, "desc", stemma_scene_get_description (scene));
  put_metadata (writer, scene);
  put_style (writer);
  put_rect_place (writer, &bounds, 0);
  put_filled (writer, &(StemmaPaint){ .fill = STEMMA_ROLE_PAPER, .opacity = 1 });
  g_string_append (writer->out, "/>\n");
}

/**
 * stemma_svg_write:
 * @scene: a picture
 *
 * A drawing that stands alone: every role is a class with a colour for light and dark surroundings, the light
 * one also as an attribute; groups carry titles and links; the scene's metadata can be read back. The same
 * scene gives the same bytes every time. Levels of detail are left aside: a file shows all.
 *
 * Returns: (transfer full): the file
 */
GBytes *
stemma_svg_write (const StemmaScene *scene)
{
  Writer writer = { .out = g_string_new (NULL) };
  g_autoptr (GArray) links = g_array_new (FALSE, FALSE, sizeof (gboolean));
  guint n;
  const StemmaSceneItem *items = stemma_scene_get_items (scene, &n);
  note_roles (&writer, items, n);
  put_head (&writer, scene);
  for (guint i = 0; i < n; i++)
    put_item (&writer, &items[i], links);
  g_string_append (writer.out, "</svg>\n");
  return g_string_free_to_bytes (writer.out);
}
