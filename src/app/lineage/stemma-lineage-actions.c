#include "app/lineage/stemma-lineage-page-private.h"

#include <glib/gi18n.h>

/* Actions that make sense without a picture: none of these is switched off. */
static const char *const always[] = { "retry", "cancel", NULL };

static void
walk_history (StemmaLineagePage *page, StemmaHistory *(*step) (StemmaHistory *history))
{
  if (page->history == NULL)
    return;
  g_autoptr (StemmaHistory) next = step (page->history);
  if (stemma_view_equal (stemma_history_get_view (next), stemma_history_get_view (page->history)))
    {
      gtk_widget_error_bell (GTK_WIDGET (page));
      return;
    }
  stemma_lineage_page_take_history (page, g_steal_pointer (&next));
  stemma_lineage_page_refresh (page);
}

static void
on_undo (GSimpleAction *action G_GNUC_UNUSED, GVariant *parameter G_GNUC_UNUSED, gpointer user_data)
{
  walk_history (user_data, stemma_history_undo);
}

static void
on_redo (GSimpleAction *action G_GNUC_UNUSED, GVariant *parameter G_GNUC_UNUSED, gpointer user_data)
{
  walk_history (user_data, stemma_history_redo);
}

static void
on_reset (GSimpleAction *action G_GNUC_UNUSED, GVariant *parameter G_GNUC_UNUSED, gpointer user_data)
{
  stemma_lineage_page_reset (user_data);
}

static void
on_retry (GSimpleAction *action G_GNUC_UNUSED, GVariant *parameter G_GNUC_UNUSED, gpointer user_data)
{
  StemmaLineagePage *page = user_data;
  stemma_banner_hide (page->banner);
  stemma_lineage_page_refresh (page);
}

static void
on_cancel (GSimpleAction *action G_GNUC_UNUSED, GVariant *parameter G_GNUC_UNUSED, gpointer user_data)
{
  StemmaLineagePage *page = user_data;
  page->stopped = page->job != NULL;
  if (page->job != NULL)
    stemma_job_cancel (page->job);
}

static void
on_save (GSimpleAction *action G_GNUC_UNUSED, GVariant *parameter G_GNUC_UNUSED, gpointer user_data)
{
  stemma_lineage_page_ask_where (user_data);
}

static void
on_find (GSimpleAction *action G_GNUC_UNUSED, GVariant *parameter G_GNUC_UNUSED, gpointer user_data)
{
  stemma_lineage_page_start_find (user_data);
}

static void
zoom_by (StemmaLineagePage *page, double factor)
{
  stemma_canvas_zoom (page->canvas, stemma_canvas_get_viewport (page->canvas).zoom * factor);
}

static void
on_zoom_in (GSimpleAction *action G_GNUC_UNUSED, GVariant *parameter G_GNUC_UNUSED, gpointer user_data)
{
  zoom_by (user_data, STEMMA_ZOOM_STEP);
}

static void
on_zoom_out (GSimpleAction *action G_GNUC_UNUSED, GVariant *parameter G_GNUC_UNUSED, gpointer user_data)
{
  zoom_by (user_data, 1 / STEMMA_ZOOM_STEP);
}

static void
on_zoom_one (GSimpleAction *action G_GNUC_UNUSED, GVariant *parameter G_GNUC_UNUSED, gpointer user_data)
{
  stemma_canvas_zoom (STEMMA_LINEAGE_PAGE (user_data)->canvas, 1);
}

static void
on_fit (GSimpleAction *action G_GNUC_UNUSED, GVariant *parameter G_GNUC_UNUSED, gpointer user_data)
{
  stemma_canvas_fit (STEMMA_LINEAGE_PAGE (user_data)->canvas);
}

static void
on_fold (GSimpleAction *action G_GNUC_UNUSED, GVariant *state, gpointer user_data)
{
  StemmaFold fold = g_variant_get_boolean (state) ? STEMMA_FOLD_AUTO : STEMMA_FOLD_NONE;
  g_autoptr (StemmaView) view = stemma_view_with_fold (stemma_lineage_page_get_view (user_data), fold);
  stemma_lineage_page_edit (user_data, view);
}

static void
on_reading (GSimpleAction *action G_GNUC_UNUSED, GVariant *state, gpointer user_data)
{
  gboolean paper = g_str_equal (g_variant_get_string (state, NULL), "paper");
  g_autoptr (StemmaView) view = stemma_view_with_reading (
    stemma_lineage_page_get_view (user_data), paper ? STEMMA_READING_PAPER : STEMMA_READING_EXACT);
  stemma_lineage_page_edit (user_data, view);
}

static void
on_card (GSimpleAction *action G_GNUC_UNUSED, GVariant *parameter, gpointer user_data)
{
  StemmaLineagePage *page = user_data;
  guint32 card = stemma_canvas_get_selected (page->canvas);
  stemma_lineage_page_close_popover (page);
  if (card != STEMMA_NONE)
    stemma_lineage_page_act (page, (StemmaCanvasAct) g_variant_get_int32 (parameter), card, STEMMA_NONE);
}

/** Adds what the page can do, for its buttons and menus. */
void
stemma_lineage_page_add_actions (StemmaLineagePage *page)
{
  static const GActionEntry entries[] = {
    { .name = "undo", .activate = on_undo },
    { .name = "redo", .activate = on_redo },
    { .name = "reset", .activate = on_reset },
    { .name = "retry", .activate = on_retry },
    { .name = "cancel", .activate = on_cancel },
    { .name = "save", .activate = on_save },
    { .name = "find", .activate = on_find },
    { .name = "zoom-in", .activate = on_zoom_in },
    { .name = "zoom-out", .activate = on_zoom_out },
    { .name = "zoom-one", .activate = on_zoom_one },
    { .name = "fit", .activate = on_fit },
    { .name = "card", .activate = on_card, .parameter_type = "i" },
    { .name = "fold", .state = "true", .change_state = on_fold },
    { .name = "reading", .parameter_type = "s", .state = "'exact'", .change_state = on_reading },
  };
  page->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (page->actions), entries, G_N_ELEMENTS (entries), page);
  gtk_widget_insert_action_group (GTK_WIDGET (page), "lineage", G_ACTION_GROUP (page->actions));
  stemma_lineage_page_update_actions (page);
}

/* NULL for one that is a property of what it shows or hides: that can always be done. */
static GSimpleAction *
find_action (StemmaLineagePage *page, const char *name)
{
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (page->actions), name);
  return G_IS_SIMPLE_ACTION (action) ? G_SIMPLE_ACTION (action) : NULL;
}

/** Switches on what can be done at this moment. */
void
stemma_lineage_page_update_actions (StemmaLineagePage *page)
{
  StemmaView *view = stemma_lineage_page_get_view (page);
  g_auto (GStrv) names = g_action_group_list_actions (G_ACTION_GROUP (page->actions));
  for (guint i = 0; names[i] != NULL; i++)
    if (!g_strv_contains (always, names[i]) && find_action (page, names[i]) != NULL)
      g_simple_action_set_enabled (find_action (page, names[i]), view != NULL);
  if (view == NULL)
    return;
  guint n_entries;
  stemma_view_get_entries (view, &n_entries);
  gboolean paper = stemma_view_get_reading (view) == STEMMA_READING_PAPER;
  g_simple_action_set_enabled (find_action (page, "undo"), stemma_history_can_undo (page->history));
  g_simple_action_set_enabled (find_action (page, "redo"), stemma_history_can_redo (page->history));
  g_simple_action_set_enabled (find_action (page, "reset"), n_entries > 0);
  g_simple_action_set_state (find_action (page, "fold"),
                             g_variant_new_boolean (stemma_view_get_fold (view) == STEMMA_FOLD_AUTO));
  g_simple_action_set_state (find_action (page, "reading"), g_variant_new_string (paper ? "paper" : "exact"));
}
