#include "scene/stemma-text.h"

#include <math.h>
#include <pango/pangocairo.h>
#include <string.h>

#include "scene/stemma-text-layout.h"

#define FAMILY "Cantarell, sans-serif"
#define ELLIPSIS "\342\200\246"
#define MAX_WIDTHS 16384
#define MAX_LAYOUTS 1024

/* Pango's objects belong to one thread each. */
typedef struct
{
  PangoFontMap *map;
  PangoContext *context;
  PangoFontDescription *fonts[STEMMA_N_FONTS];
  double ascent[STEMMA_N_FONTS];
  double height[STEMMA_N_FONTS];
  GHashTable *widths[STEMMA_N_FONTS];  /* text to double */
  GHashTable *layouts[STEMMA_N_FONTS]; /* text to PangoLayout */
} Meter;

static const struct
{
  double size;
  guint weight;
} styles[STEMMA_N_FONTS] = {
  [STEMMA_FONT_NAME] = { 13, 500 },  [STEMMA_FONT_OWNER] = { 11, 400 }, [STEMMA_FONT_FIGURE] = { 20, 700 },
  [STEMMA_FONT_TITLE] = { 16, 700 }, [STEMMA_FONT_SMALL] = { 10, 400 },
};

static StemmaFont
known_font (StemmaFont font)
{
  return (guint) font < STEMMA_N_FONTS ? font : STEMMA_FONT_OWNER;
}

/**
 * stemma_font_css_family:
 *
 * Returns: (transfer none): the family of every text, as CSS and Pango both read it
 */
const char *
stemma_font_css_family (void)
{
  return FAMILY;
}

/**
 * stemma_font_size:
 * @font: a style
 *
 * Returns: its size in pixels
 */
double
stemma_font_size (StemmaFont font)
{
  return styles[known_font (font)].size;
}

/**
 * stemma_font_weight:
 * @font: a style
 *
 * Returns: its weight as in CSS, 400 regular, 700 bold
 */
guint
stemma_font_weight (StemmaFont font)
{
  return styles[known_font (font)].weight;
}

static void
meter_free (gpointer data)
{
  Meter *meter = data;
  for (guint i = 0; i < STEMMA_N_FONTS; i++)
    {
      g_hash_table_unref (meter->widths[i]);
      g_hash_table_unref (meter->layouts[i]);
      pango_font_description_free (meter->fonts[i]);
    }
  g_object_unref (meter->context);
  g_object_unref (meter->map);
  g_free (meter);
}

static void
meter_add_font (Meter *meter, StemmaFont font)
{
  PangoFontDescription *description = pango_font_description_new ();
  pango_font_description_set_family_static (description, FAMILY);
  pango_font_description_set_weight (description, (PangoWeight) styles[font].weight);
  pango_font_description_set_absolute_size (description, styles[font].size * PANGO_SCALE);
  PangoFontMetrics *metrics = pango_context_get_metrics (meter->context, description, NULL);
  double ascent = pango_font_metrics_get_ascent (metrics), descent = pango_font_metrics_get_descent (metrics);
  pango_font_metrics_unref (metrics);
  meter->fonts[font] = description;
  meter->ascent[font] = ascent / PANGO_SCALE;
  meter->height[font] = (ascent + descent) / PANGO_SCALE;
  meter->widths[font] = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  meter->layouts[font] = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
}

/* What the desktop says about fonts is left aside on purpose: the same text is as wide everywhere. */
static Meter *
meter_new (void)
{
  Meter *meter = g_new0 (Meter, 1);
  meter->map = pango_cairo_font_map_new ();
  pango_cairo_font_map_set_resolution (PANGO_CAIRO_FONT_MAP (meter->map), 96);
  meter->context = pango_font_map_create_context (meter->map);
  cairo_font_options_t *options = cairo_font_options_create ();
  cairo_font_options_set_hint_style (options, CAIRO_HINT_STYLE_NONE);
  cairo_font_options_set_hint_metrics (options, CAIRO_HINT_METRICS_OFF);
  cairo_font_options_set_antialias (options, CAIRO_ANTIALIAS_GRAY);
  pango_cairo_context_set_font_options (meter->context, options);
  cairo_font_options_destroy (options);
  pango_context_set_round_glyph_positions (meter->context, FALSE);
  pango_context_set_base_dir (meter->context, PANGO_DIRECTION_LTR);
  pango_context_set_language (meter->context, pango_language_from_string ("en"));
  for (guint i = 0; i < STEMMA_N_FONTS; i++)
    meter_add_font (meter, i);
  return meter;
}

static Meter *
get_meter (void)
{
  static GPrivate private = G_PRIVATE_INIT (meter_free);
  Meter *meter = g_private_get (&private);
  if (meter == NULL)
    {
      meter = meter_new ();
      g_private_set (&private, meter);
    }
  return meter;
}

static PangoLayout *
meter_layout (Meter *meter, const char *text, StemmaFont font)
{
  g_autofree char *clean = stemma_text_clean (text);
  PangoLayout *layout = pango_layout_new (meter->context);
  pango_layout_set_auto_dir (layout, FALSE);
  pango_layout_set_single_paragraph_mode (layout, TRUE);
  pango_layout_set_font_description (layout, meter->fonts[font]);
  pango_layout_set_text (layout, clean, -1);
  return layout;
}

static double
layout_width (PangoLayout *layout)
{
  PangoRectangle logical;
  pango_layout_get_extents (layout, NULL, &logical);
  return logical.width / (double) PANGO_SCALE;
}

/**
 * stemma_text_layout:
 * @text: what to show
 * @font: its style
 *
 * Kept for the next time; it belongs to the calling thread. A painter draws its first line at the baseline.
 *
 * Returns: (transfer none): the text laid out, valid until the next call
 */
PangoLayout *
stemma_text_layout (const char *text, StemmaFont font)
{
  Meter *meter = get_meter ();
  font = known_font (font);
  PangoLayout *layout = g_hash_table_lookup (meter->layouts[font], text);
  if (layout != NULL)
    return layout;
  if (g_hash_table_size (meter->layouts[font]) >= MAX_LAYOUTS)
    g_hash_table_remove_all (meter->layouts[font]);
  layout = meter_layout (meter, text, font);
  g_hash_table_insert (meter->layouts[font], g_strdup (text), layout);
  return layout;
}

/**
 * stemma_text_width:
 * @text: (nullable): what would be shown; cleaned first, as the builder of a scene does
 * @font: its style
 *
 * Safe to call from any thread.
 *
 * Returns: its width, pixels
 */
double
stemma_text_width (const char *text, StemmaFont font)
{
  if (text == NULL || *text == '\0')
    return 0;
  Meter *meter = get_meter ();
  font = known_font (font);
  const double *known = g_hash_table_lookup (meter->widths[font], text);
  if (known != NULL)
    return *known;
  PangoLayout *layout = meter_layout (meter, text, font);
  double width = layout_width (layout);
  g_object_unref (layout);
  if (strlen (text) <= STEMMA_TEXT_MAX_BYTES)
    {
      if (g_hash_table_size (meter->widths[font]) >= MAX_WIDTHS)
        g_hash_table_remove_all (meter->widths[font]);
      g_hash_table_insert (meter->widths[font], g_strdup (text), g_memdup2 (&width, sizeof width));
    }
  return width;
}

/**
 * stemma_text_ascent:
 * @font: a style
 *
 * Returns: how far it reaches above the baseline, pixels
 */
double
stemma_text_ascent (StemmaFont font)
{
  return get_meter ()->ascent[known_font (font)];
}

/**
 * stemma_text_height:
 * @font: a style
 *
 * Returns: the height of a line, pixels
 */
double
stemma_text_height (StemmaFont font)
{
  return get_meter ()->height[known_font (font)];
}

/* Byte offsets at which a text may be cut without breaking what a reader takes for one letter. */
static GArray *
grapheme_borders (PangoLayout *layout)
{
  GArray *borders = g_array_new (FALSE, FALSE, sizeof (guint));
  const char *text = pango_layout_get_text (layout);
  int n = 0;
  const PangoLogAttr *attrs = pango_layout_get_log_attrs_readonly (layout, &n);
  const char *p = text;
  for (int i = 0; i < n; i++)
    {
      guint offset = p - text;
      if (attrs[i].is_cursor_position)
        g_array_append_val (borders, offset);
      if (*p != '\0')
        p = g_utf8_next_char (p);
    }
  return borders;
}

/* Keeps @kept letters, somewhat more of them at the end, where what tells relatives apart stands. */
static char *
without_middle (const char *text, const GArray *borders, guint kept)
{
  guint last = borders->len - 1, head = kept * 9 / 20, tail = kept - head;
  guint head_end = g_array_index (borders, guint, head);
  guint tail_start = g_array_index (borders, guint, last - tail);
  return g_strdup_printf ("%.*s" ELLIPSIS "%s", (int) head_end, text, text + tail_start);
}

static gboolean
fits (Meter *meter, const char *text, StemmaFont font, double max_width)
{
  PangoLayout *layout = meter_layout (meter, text, font);
  double width = layout_width (layout);
  g_object_unref (layout);
  return width <= max_width;
}

/**
 * stemma_text_shorten:
 * @text: (nullable): a name
 * @font: its style
 * @max_width: room for it, pixels
 *
 * Takes letters out of the middle until it fits: both ends of a model's name carry meaning, the suffix most.
 * Cuts only between graphemes. The text is cleaned as by stemma_text_clean(). Safe to call from any thread.
 *
 * Returns: (transfer full): what fits; "…" where nothing else does, even if that is too wide
 */
char *
stemma_text_shorten (const char *text, StemmaFont font, double max_width)
{
  g_autofree char *clean = stemma_text_clean (text);
  if (stemma_text_width (clean, font) <= max_width)
    return g_steal_pointer (&clean);
  Meter *meter = get_meter ();
  font = known_font (font);
  PangoLayout *layout = meter_layout (meter, clean, font);
  g_autoptr (GArray) borders = grapheme_borders (layout);
  g_object_unref (layout);
  char *best = g_strdup (ELLIPSIS);
  guint low = 1, high = borders->len >= 2 ? borders->len - 2 : 0;
  while (low <= high)
    {
      guint kept = low + (high - low) / 2;
      char *candidate = without_middle (clean, borders, kept);
      gboolean good = fits (meter, candidate, font, max_width);
      if (good)
        low = kept + 1;
      else
        high = kept - 1;
      g_free (good ? best : candidate);
      if (good)
        best = candidate;
    }
  return best;
}
