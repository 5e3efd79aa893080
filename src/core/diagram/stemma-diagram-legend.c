#include <math.h>

#include <glib/gi18n-lib.h>

#include "diagram/stemma-diagram-private.h"
#include "scene/stemma-dash.h"
#include "scene/stemma-text.h"
#include "style/stemma-mark.h"

#define PAD 12.0
#define ROW 19.0
#define SAMPLE 30.0
#define LETTER 44.0
#define WORDS 56.0
#define CHIP_SAMPLE 15.0

/* Which things are in the picture and so in its legend. */
typedef struct
{
  gboolean relations[STEMMA_N_RELATIONS];
  gboolean ghost;
  gboolean ring;
  gboolean gated;
  gboolean pinned;
  gboolean downloads;
  gboolean leaves;  /* chips of leaf fans */
  gboolean others;  /* chips of what does not belong to the family */
  guint changes;    /* StemmaChange */
} Content;

typedef struct
{
  StemmaDraw *draw;
  double x, y;
  double width;
} Rows;

static Content
read_content (const StemmaDiagram *diagram)
{
  Content content = { 0 };
  guint n_lines, n_chips, n_cards;
  const StemmaLine *lines = stemma_lineage_get_lines (diagram->lineage, &n_lines);
  const StemmaChip *chips = stemma_lineage_get_chips (diagram->lineage, &n_chips);
  const StemmaCard *cards = stemma_lineage_get_cards (diagram->lineage, &n_cards);
  for (guint i = 0; i < n_lines; i++)
    if (!(lines[i].flags & STEMMA_LINE_MIXED))
      content.relations[MIN (lines[i].relation, STEMMA_RELATION_OTHER)] = TRUE;
  for (guint i = 0; i < n_chips; i++)
    if (chips[i].kind == STEMMA_CHIP_LEAVES)
      content.relations[chips[i].relation] = content.leaves = TRUE;
    else if (chips[i].kind >= STEMMA_CHIP_OTHER_CHILDREN)
      content.others = TRUE;
  for (guint i = 0; i < n_cards; i++)
    {
      StemmaNodeFlags flags = stemma_diagram_card_node_flags (diagram, &cards[i]);
      for (guint r = 0; r < STEMMA_N_RELATIONS; r++)
        content.relations[r] = content.relations[r] || cards[i].mix[r] > 0;
      content.ghost = content.ghost || (flags & STEMMA_NODE_GHOST);
      content.ring = content.ring || (flags & (STEMMA_NODE_SELF_LOOP | STEMMA_NODE_IN_CYCLE));
      content.gated = content.gated || (stemma_diagram_card_flags (diagram, &cards[i]) & STEMMA_FLAG_GATED);
      content.pinned = content.pinned || stemma_diagram_card_is_pinned (diagram, &cards[i]);
      content.changes |= stemma_diagram_card_changes (diagram, &cards[i]);
      content.downloads
          = content.downloads || stemma_diagram_card_knows (diagram, &cards[i], STEMMA_KNOWN_DOWNLOADS);
    }
  return content;
}

static void
add_words (Rows *rows, const char *letter, const char *words)
{
  double middle = rows->y + ROW / 2, height = stemma_text_height (STEMMA_FONT_OWNER);
  double baseline = middle - height / 2 + stemma_text_ascent (STEMMA_FONT_OWNER);
  StemmaSceneBuilder *builder = rows->draw->builder;
  if (letter != NULL)
    stemma_scene_builder_text (builder, rows->x + LETTER, baseline, letter, STEMMA_FONT_OWNER,
                               STEMMA_ANCHOR_MIDDLE, STEMMA_ROLE_INK);
  stemma_scene_builder_text (builder, rows->x + WORDS, baseline, words, STEMMA_FONT_OWNER,
                             STEMMA_ANCHOR_START, STEMMA_ROLE_INK);
  rows->width = MAX (rows->width, WORDS + stemma_text_width (words, STEMMA_FONT_OWNER));
  rows->y += ROW;
}

static void
add_relation (Rows *rows, StemmaRelation relation)
{
  StemmaPaint paint = { .stroke = stemma_diagram_relation_role (rows->draw->diagram, relation),
                        .width = 2,
                        .dash = stemma_dash_of_relation (relation) };
  double middle = rows->y + ROW / 2;
  stemma_scene_builder_line (rows->draw->builder, (StemmaPoint){ rows->x, middle },
                             (StemmaPoint){ rows->x + SAMPLE, middle }, paint);
  add_words (rows, stemma_mark_letter (relation), stemma_diagram_relation_name (relation));
}

static void
add_category (Rows *rows, StemmaRole role, const char *word)
{
  StemmaRect sample = { rows->x + (SAMPLE - CARD_BAR) / 2, rows->y + 3, CARD_BAR, ROW - 6 };
  g_autofree char *shown = stemma_text_shorten (word, STEMMA_FONT_OWNER, 160);
  stemma_scene_builder_rect (rows->draw->builder, sample, 2, (StemmaPaint){ .fill = role });
  add_words (rows, NULL, shown);
}

/* The words that have a colour of their own, where colours do not stand for relations. */
static void
add_categories (Rows *rows)
{
  const StemmaDiagram *diagram = rows->draw->diagram;
  StemmaWordKind kind = stemma_diagram_colour_words (diagram);
  for (guint i = 0; i < diagram->colours.n; i++)
    add_category (rows, stemma_diagram_category_role (i),
                  stemma_snapshot_get_word (diagram->snapshot, kind, diagram->colours.codes[i]));
  if (diagram->colours.others)
    add_category (rows, stemma_diagram_category_role (CATEGORIES), _ ("another"));
}

/* A chip as it stands on a card, and what it is. */
static void
add_chip (Rows *rows, gboolean counted, const char *words)
{
  StemmaRect rect = { rows->x, rows->y + (ROW - CHIP_SAMPLE) / 2, SAMPLE, CHIP_SAMPLE };
  double height = stemma_text_height (STEMMA_FONT_SMALL);
  double baseline = rows->y + (ROW - height) / 2 + stemma_text_ascent (STEMMA_FONT_SMALL);
  stemma_diagram_draw_chip_outline (rows->draw, rect, counted);
  stemma_scene_builder_text (rows->draw->builder, rect.x + SAMPLE / 2, baseline, counted ? "12" : "+ 2",
                             STEMMA_FONT_SMALL, STEMMA_ANCHOR_MIDDLE, STEMMA_ROLE_INK_DIM);
  add_words (rows, NULL, words);
}

static void
add_marks (Rows *rows, const Content *content)
{
  StemmaSceneBuilder *builder = rows->draw->builder;
  StemmaRect box = { rows->x + 5, 0, 20, 11 };
  if (content->downloads)
    {
      StemmaRect bar = { rows->x, rows->y + ROW / 2 - 1.5, SAMPLE * 0.6, 3 }, track = bar;
      track.width = SAMPLE;
      stemma_scene_builder_rect (builder, track, 1.5, (StemmaPaint){ .fill = STEMMA_ROLE_SURFACE_DIM });
      stemma_scene_builder_rect (builder, bar, 1.5, (StemmaPaint){ .fill = STEMMA_ROLE_BAR });
      add_words (rows, NULL, _ ("downloads in 30 days, powers of ten"));
    }
  if (content->leaves)
    add_chip (rows, TRUE, _ ("models without children, by relation"));
  if (content->others)
    add_chip (rows, FALSE, _ ("parents or children outside this family"));
  if (content->pinned)
    {
      stemma_diagram_draw_pin (builder, rows->x + 11, rows->y + ROW / 2, STEMMA_ROLE_ACCENT);
      add_words (rows, NULL, _ ("pinned: stays out of folds"));
    }
  if (content->ghost)
    {
      StemmaPaint dashed = { .stroke = STEMMA_ROLE_INK_DIM, .width = 1, .dash = STEMMA_DASH_SHORT };
      box.y = rows->y + (ROW - box.height) / 2;
      stemma_scene_builder_rect (builder, box, 3, dashed);
      add_words (rows, NULL, _ ("declared, not listed"));
    }
  if (content->gated)
    {
      stemma_diagram_draw_lock (builder, rows->x + 10, rows->y + ROW / 2, STEMMA_ROLE_INK_DIM);
      add_words (rows, NULL, _ ("gated"));
    }
  if (content->ring)
    {
      stemma_diagram_draw_ring (builder, rows->x + 10, rows->y + ROW / 2, STEMMA_ROLE_WARNING);
      add_words (rows, NULL, _ ("declares itself, or in a cycle"));
    }
}

static void
add_change (Rows *rows, guint change, const char *words)
{
  stemma_diagram_draw_change (rows->draw->builder, rows->x + 11, rows->y + ROW / 2, change);
  add_words (rows, NULL, words);
}

/* What is different since when, by its mark. */
static void
add_changes (Rows *rows, guint changes)
{
  const StemmaDiagram *diagram = rows->draw->diagram;
  char date[STEMMA_DATE_TEXT_SIZE];
  if (stemma_view_get_colour_by (diagram->view) != STEMMA_COLOUR_CHANGE)
    return;
  if (diagram->before == NULL)
    {
      add_words (rows, NULL, _ ("no earlier week to compare with"));
      return;
    }
  stemma_date_format (stemma_snapshot_get_date (diagram->before), date);
  g_autofree char *added = g_strdup_printf (_ ("new since %s"), date);
  g_autofree char *gone = g_strdup_printf (_ ("gone since %s"), date);
  g_autofree char *changed = g_strdup_printf (_ ("changed since %s"), date);
  g_autofree char *same = g_strdup_printf (_ ("nothing changed since %s"), date);
  if (changes & STEMMA_CHANGE_ADDED)
    add_change (rows, STEMMA_CHANGE_ADDED, added);
  if (changes & STEMMA_CHANGE_GONE)
    add_change (rows, STEMMA_CHANGE_GONE, gone);
  if (changes & ~(STEMMA_CHANGE_ADDED | STEMMA_CHANGE_GONE))
    add_change (rows, STEMMA_CHANGE_UPDATED, changed);
  if (changes == 0)
    add_words (rows, NULL, same);
}

/**
 * stemma_diagram_draw_legend:
 * @draw: what is drawn
 * @x: its left
 * @y: its top
 *
 * Explains what is in this picture, and nothing else.
 *
 * Returns: what it covers
 */
StemmaRect
stemma_diagram_draw_legend (StemmaDraw *draw, double x, double y)
{
  Content content = read_content (draw->diagram);
  Rows rows = { draw, x + PAD, y + PAD, 0 };
  stemma_scene_builder_begin_group (draw->builder, "legend", _ ("Legend"), NULL);
  for (guint relation = 0; relation < STEMMA_N_RELATIONS; relation++)
    if (content.relations[relation])
      add_relation (&rows, relation);
  add_categories (&rows);
  add_changes (&rows, content.changes);
  add_marks (&rows, &content);
  stemma_scene_builder_end_group (draw->builder);
  return (StemmaRect){ x, y, rows.width + 2 * PAD, rows.y + PAD - y };
}
