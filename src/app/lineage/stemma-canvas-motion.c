#include "app/lineage/stemma-canvas-private.h"

#include "scene/stemma-geometry.h"

#define MOTION_MS 220
/* What a card's frame reaches beyond it, and how round it is; that of the focus has a ring around it. */
#define REACH 0.5
#define RADIUS 9.0
#define FOCUS_REACH 4.5

static StemmaRect
get_part (StemmaDiagram *diagram, guint32 card, double *radius)
{
  gboolean focus = card == stemma_lineage_get_focus (stemma_diagram_get_lineage (diagram));
  *radius = RADIUS + (focus ? FOCUS_REACH : REACH);
  return stemma_rect_outset (stemma_diagram_get_card_rect (diagram, card), focus ? FOCUS_REACH : REACH);
}

/* Of every card the one that it hangs on and that stands in the other diagram too: there it comes
   from, or goes to. */
static guint32 *
find_hosts (StemmaLineage *lineage, const guint32 *others)
{
  guint n_cards, n_lines;
  const StemmaLine *lines = stemma_lineage_get_lines (lineage, &n_lines);
  stemma_lineage_get_cards (lineage, &n_cards);
  guint32 *hosts = g_new (guint32, n_cards);
  for (guint i = 0; i < n_cards; i++)
    hosts[i] = STEMMA_NONE;
  for (guint i = 0; i < n_lines; i++)
    {
      if (others[lines[i].from] != STEMMA_NONE && hosts[lines[i].to] == STEMMA_NONE)
        hosts[lines[i].to] = others[lines[i].from];
      if (others[lines[i].to] != STEMMA_NONE && hosts[lines[i].from] == STEMMA_NONE)
        hosts[lines[i].from] = others[lines[i].to];
    }
  return hosts;
}

/* Of every card of @from the one of @to that it is. */
static guint32 *
match_cards (StemmaLineage *from, StemmaLineage *to)
{
  guint n_from, n_to;
  const StemmaCard *a = stemma_lineage_get_cards (from, &n_from), *b = stemma_lineage_get_cards (to, &n_to);
  g_autoptr (GHashTable) places = g_hash_table_new (g_int64_hash, g_int64_equal);
  guint32 *matches = g_new (guint32, n_from);
  for (guint i = 0; i < n_to; i++)
    g_hash_table_insert (places, (gpointer) &b[i].id, GUINT_TO_POINTER (i + 1));
  for (guint i = 0; i < n_from; i++)
    matches[i] = (guint32) GPOINTER_TO_UINT (g_hash_table_lookup (places, &a[i].id)) - 1;
  return matches;
}

static void
add_gone (StemmaCanvas *canvas, StemmaDiagram *old, const guint32 *matches)
{
  StemmaLineage *lineage = stemma_diagram_get_lineage (old);
  g_autofree guint32 *hosts = find_hosts (lineage, matches);
  guint n_cards;
  stemma_lineage_get_cards (lineage, &n_cards);
  for (guint i = 0; i < n_cards; i++)
    if (matches[i] == STEMMA_NONE)
      {
        StemmaCanvasMove move = { 0 };
        move.old_part = move.from = get_part (old, i, &move.radius);
        move.to = move.from;
        if (hosts[i] != STEMMA_NONE)
          {
            StemmaRect host = stemma_diagram_get_card_rect (canvas->diagram, hosts[i]);
            move.to.x = host.x;
            move.to.y = host.y;
          }
        g_array_append_val (canvas->motion.moves, move);
      }
}

static void
add_present (StemmaCanvas *canvas, StemmaDiagram *old, const guint32 *matches)
{
  StemmaLineage *lineage = stemma_diagram_get_lineage (canvas->diagram);
  g_autofree guint32 *hosts = find_hosts (lineage, matches);
  guint n_cards;
  double unused;
  stemma_lineage_get_cards (lineage, &n_cards);
  for (guint i = 0; i < n_cards; i++)
    {
      StemmaCanvasMove move = { 0 };
      move.new_part = move.to = move.from = get_part (canvas->diagram, i, &move.radius);
      if (matches[i] != STEMMA_NONE)
        move.old_part = move.from = get_part (old, matches[i], &unused);
      else if (hosts[i] != STEMMA_NONE)
        {
          StemmaRect host = stemma_diagram_get_card_rect (old, hosts[i]);
          move.from.x = host.x;
          move.from.y = host.y;
        }
      g_array_append_val (canvas->motion.moves, move);
    }
}

static void
on_progress (double value G_GNUC_UNUSED, gpointer user_data)
{
  gtk_widget_queue_draw (GTK_WIDGET (user_data));
}

/** Stands still from now on. */
void
stemma_canvas_end_motion (StemmaCanvas *canvas)
{
  g_clear_pointer (&canvas->motion.sheet, stemma_sheet_unref);
  g_clear_pointer (&canvas->motion.moves, g_array_unref);
  gtk_widget_queue_draw (GTK_WIDGET (canvas));
}

/**
 * Begins to move the cards of @old, as @sheet has them and @viewport showed them, to where they stand
 * now. Does nothing where the desktop wants no motion.
 */
void
stemma_canvas_begin_motion (StemmaCanvas *canvas, StemmaDiagram *old, StemmaSheet *sheet,
                            const StemmaViewport *viewport)
{
  stemma_canvas_end_motion (canvas);
  if (sheet == NULL || stemma_sheet_get_job (sheet)->diagram != old
      || !gtk_widget_get_mapped (GTK_WIDGET (canvas)) || !adw_get_enable_animations (GTK_WIDGET (canvas)))
    return;
  StemmaLineage *before = stemma_diagram_get_lineage (old),
                *after = stemma_diagram_get_lineage (canvas->diagram);
  g_autofree guint32 *forth = match_cards (before, after), *back = match_cards (after, before);
  canvas->motion.sheet = stemma_sheet_ref (sheet);
  canvas->motion.viewport = *viewport;
  canvas->motion.moves = g_array_new (FALSE, FALSE, sizeof (StemmaCanvasMove));
  add_gone (canvas, old, forth);
  add_present (canvas, old, back);
  if (canvas->motion.animation == NULL)
    {
      AdwAnimationTarget *target = adw_callback_animation_target_new (on_progress, canvas, NULL);
      canvas->motion.animation = adw_timed_animation_new (GTK_WIDGET (canvas), 0, 1, MOTION_MS, target);
      adw_timed_animation_set_easing (ADW_TIMED_ANIMATION (canvas->motion.animation), ADW_EASE_OUT_CUBIC);
      g_signal_connect_swapped (canvas->motion.animation, "done", G_CALLBACK (stemma_canvas_end_motion),
                                canvas);
    }
  adw_animation_reset (canvas->motion.animation);
  adw_animation_play (canvas->motion.animation);
}

static StemmaRect
mix (StemmaRect a, StemmaRect b, double share)
{
  return (StemmaRect){ a.x + (b.x - a.x) * share, a.y + (b.y - a.y) * share,
                       a.width + (b.width - a.width) * share, a.height + (b.height - a.height) * share };
}

/* A sheet can only lend what is on it. */
static gboolean
has_part (const StemmaSheet *sheet, const StemmaRect *part)
{
  return sheet != NULL && part->width > 0 && stemma_sheet_covers (sheet, part);
}

static void
draw_move (StemmaCanvas *canvas, cairo_t *cr, const StemmaCanvasMove *move, double share)
{
  const StemmaSheet *old = canvas->motion.sheet, *now = canvas->sheets[STEMMA_SHEET_WHOLE];
  StemmaRect from = stemma_viewport_rect_to_screen (&canvas->motion.viewport, move->from);
  StemmaRect to = stemma_viewport_rect_to_screen (&canvas->viewport, move->to);
  StemmaRect at = mix (from, to, share);
  StemmaRect frame = { 0, 0, canvas->viewport.width, canvas->viewport.height };
  if (!stemma_rect_overlaps (&at, &frame))
    return;
  double fresh = move->old_part.width > 0 ? 1 : share;
  if (move->new_part.width <= 0)
    {
      if (has_part (old, &move->old_part))
        stemma_sheet_draw_part (old, cr, move->old_part, at, move->radius, 1 - share);
    }
  else if (has_part (now, &move->new_part))
    stemma_sheet_draw_part (now, cr, move->new_part, at, move->radius, fresh);
  else if (has_part (old, &move->old_part))
    stemma_sheet_draw_part (old, cr, move->old_part, at, move->radius, 1);
}

/** Draws the cards on their way, the old lines fading and the new ones coming out. */
void
stemma_canvas_draw_motion (StemmaCanvas *canvas, cairo_t *cr)
{
  double share = adw_animation_get_value (canvas->motion.animation);
  StemmaSheet *now = canvas->sheets[STEMMA_SHEET_WHOLE];
  stemma_sheet_draw_lines (canvas->motion.sheet, cr, &canvas->motion.viewport, 1 - share);
  if (now != NULL)
    stemma_sheet_draw_lines (now, cr, &canvas->viewport, share);
  for (guint i = 0; i < canvas->motion.moves->len; i++)
    draw_move (canvas, cr, &g_array_index (canvas->motion.moves, StemmaCanvasMove, i), share);
}
