#include <glib/gi18n.h>

#include "app/clusters/stemma-cluster-column.h"
#include "app/clusters/stemma-cluster-table-private.h"
#include "app/stemma-application.h"

/* What a cell has besides its text, and a title besides that for its arrow, pixels. */
#define CELL_PADDING 16
#define ARROW 16
/* How wide the roots get where there is room for all, digits; what is left goes to the last column. */
#define ROOT_DIGITS 40
/* What they get of the width where it is scrolled anyhow, and the most of that, digits. */
#define ROOT_SHARE 0.36
#define ROOT_SCROLLED_DIGITS 30

static gboolean
is_hidden (const char *id)
{
  g_auto (GStrv) hidden = g_settings_get_strv (stemma_application_get_settings (), "hidden-columns");
  return g_strv_contains ((const char *const *) hidden, id);
}

static int
digit_width (StemmaClusterTable *table)
{
  PangoFontMetrics *metrics
    = pango_context_get_metrics (gtk_widget_get_pango_context (GTK_WIDGET (table)), NULL, NULL);
  int digit = PANGO_PIXELS_CEIL (pango_font_metrics_get_approximate_digit_width (metrics));
  pango_font_metrics_unref (metrics);
  return MAX (digit, 1);
}

static int
title_width (StemmaClusterTable *table, const char *title)
{
  int width;
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (GTK_WIDGET (table), title);
  PangoAttrList *bold = pango_attr_list_new ();
  pango_attr_list_insert (bold, pango_attr_weight_new (PANGO_WEIGHT_BOLD));
  pango_layout_set_attributes (layout, bold);
  pango_attr_list_unref (bold);
  pango_layout_get_pixel_size (layout, &width, NULL);
  return width;
}

static int
width_of (StemmaClusterTable *table, StemmaClusterField field)
{
  gboolean ghosts = stemma_cluster_rows_get_ghosts (table->rows);
  int title = title_width (table, stemma_cluster_column_title (field, ghosts)) + ARROW;
  return MAX ((int) stemma_cluster_columns[field].digits * digit_width (table), title) + CELL_PADDING;
}

static GtkWidget *
find_label (GtkWidget *widget)
{
  if (GTK_IS_LABEL (widget))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *label = find_label (child);
      if (label != NULL)
        return label;
    }
  return NULL;
}

static void
decorate (StemmaClusterTable *table, GtkWidget *title, GtkWidget *label)
{
  gboolean ghosts = stemma_cluster_rows_get_ghosts (table->rows);
  for (guint i = 0; i < STEMMA_N_CLUSTER_FIELDS; i++)
    {
      if (g_strcmp0 (gtk_label_get_text (GTK_LABEL (label)), stemma_cluster_column_title (i, ghosts)) != 0)
        continue;
      gtk_widget_set_tooltip_text (title, stemma_cluster_column_definition (i, ghosts));
      gtk_widget_set_hexpand (label, stemma_cluster_columns[i].number);
      gtk_label_set_xalign (GTK_LABEL (label), stemma_cluster_columns[i].number ? 1 : 0);
    }
}

/* Puts the titles of figures above their figures, and definitions behind all titles. A view has no call for
 * either; where a version of GTK builds its header otherwise, titles stay as they are. */
static void
decorate_headers (StemmaClusterTable *table)
{
  GtkWidget *header = gtk_widget_get_first_child (GTK_WIDGET (table->view));
  GtkWidget *title = header != NULL ? gtk_widget_get_first_child (header) : NULL;
  for (; title != NULL; title = gtk_widget_get_next_sibling (title))
    {
      GtkWidget *label = find_label (title);
      if (label != NULL)
        decorate (table, title, label);
    }
}

/* Columns keep their order whatever comes and goes. One that is only made invisible would still have its
 * cells made. */
static void
attach (StemmaClusterTable *table, StemmaClusterField field, gboolean shown)
{
  guint position = 0;
  for (StemmaClusterField before = 0; before < field; before++)
    position += table->attached[before];
  table->attached[field] = shown;
  if (shown)
    gtk_column_view_insert_column (table->view, position, table->columns[field]);
  else
    gtk_column_view_remove_column (table->view, table->columns[field]);
}

static gboolean
is_wanted (StemmaClusterTable *table, StemmaClusterField field)
{
  return stemma_cluster_column_applies (field, stemma_cluster_rows_get_figures (table->rows),
                                        stemma_cluster_rows_get_ghosts (table->rows))
         && !is_hidden (stemma_cluster_columns[field].id);
}

/* Shows the columns that are wanted. Returns whether others were shown before. */
static gboolean
attach_wanted (StemmaClusterTable *table)
{
  gboolean changed = FALSE;
  for (StemmaClusterField field = 0; field < STEMMA_N_CLUSTER_FIELDS; field++)
    {
      gboolean wanted = field == STEMMA_CLUSTER_ROOT || is_wanted (table, field);
      const char *title = stemma_cluster_column_title (field, stemma_cluster_rows_get_ghosts (table->rows));
      if (g_strcmp0 (gtk_column_view_column_get_title (table->columns[field]), title) != 0)
        {
          gtk_column_view_column_set_title (table->columns[field], title);
          changed = TRUE;
        }
      if (table->attached[field] == wanted)
        continue;
      table->resorting = TRUE;
      attach (table, field, wanted);
      table->resorting = FALSE;
      changed = TRUE;
    }
  return changed;
}

/* The roots get what the others leave, up to their most; the last column gets the rest, if it is of words. */
static int
root_width (StemmaClusterTable *table, int taken)
{
  int digit = digit_width (table), least = width_of (table, STEMMA_CLUSTER_ROOT);
  if (table->width >= taken + least)
    return CLAMP (table->width - taken, least, ROOT_DIGITS * digit + CELL_PADDING);
  return CLAMP ((int) (ROOT_SHARE * table->width), least, ROOT_SCROLLED_DIGITS * digit + CELL_PADDING);
}

static void
share_width (StemmaClusterTable *table)
{
  int taken = 0;
  for (StemmaClusterField field = STEMMA_CLUSTER_ROOT + 1; field < STEMMA_N_CLUSTER_FIELDS; field++)
    {
      int width = width_of (table, field);
      gtk_column_view_column_set_fixed_width (table->columns[field], width);
      taken += table->attached[field] ? width : 0;
    }
  gboolean task = table->attached[STEMMA_CLUSTER_TASK];
  gtk_column_view_column_set_expand (table->columns[STEMMA_CLUSTER_TASK], task);
  gtk_column_view_column_set_expand (table->columns[STEMMA_CLUSTER_ROOT], !task);
  gtk_column_view_column_set_fixed_width (table->columns[STEMMA_CLUSTER_ROOT], root_width (table, taken));
}

/** stemma_cluster_fit: shows the columns that have something to show, but for those that the user has hidden;
 * what there is no room for is scrolled to */
void
stemma_cluster_fit (StemmaClusterTable *table)
{
  gboolean changed = attach_wanted (table);
  share_width (table);
  if (!changed)
    return;
  decorate_headers (table);
  stemma_cluster_sort_show (table);
}

static void
on_show (GSimpleAction *action, GVariant *state, gpointer user_data G_GNUC_UNUSED)
{
  GSettings *settings = stemma_application_get_settings ();
  const char *id = g_action_get_name (G_ACTION (action));
  g_auto (GStrv) hidden = g_settings_get_strv (settings, "hidden-columns");
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  for (guint i = 0; hidden[i] != NULL; i++)
    if (!g_str_equal (hidden[i], id))
      g_strv_builder_add (builder, hidden[i]);
  if (!g_variant_get_boolean (state))
    g_strv_builder_add (builder, id);
  g_auto (GStrv) told = g_strv_builder_end (builder);
  g_settings_set_strv (settings, "hidden-columns", (const char *const *) told);
}

static void
on_settings (StemmaClusterTable *table)
{
  for (guint i = 1; i < STEMMA_N_CLUSTER_FIELDS; i++)
    {
      const char *id = stemma_cluster_columns[i].id;
      GAction *action = g_action_map_lookup_action (G_ACTION_MAP (table->actions), id);
      g_simple_action_set_state (G_SIMPLE_ACTION (action), g_variant_new_boolean (!is_hidden (id)));
    }
  stemma_cluster_fit (table);
}

/** stemma_cluster_fit_init: makes the menu of columns, whose actions another widget has to carry as `columns`
 */
void
stemma_cluster_fit_init (StemmaClusterTable *table)
{
  table->actions = g_simple_action_group_new ();
  table->menu = g_menu_new ();
  for (guint i = 1; i < STEMMA_N_CLUSTER_FIELDS; i++)
    {
      const StemmaClusterColumn *column = &stemma_cluster_columns[i];
      g_autoptr (GSimpleAction) action
        = g_simple_action_new_stateful (column->id, NULL, g_variant_new_boolean (!is_hidden (column->id)));
      g_autofree char *name = g_strconcat ("columns.", column->id, NULL);
      g_signal_connect (action, "change-state", G_CALLBACK (on_show), NULL);
      g_action_map_add_action (G_ACTION_MAP (table->actions), G_ACTION (action));
      g_menu_append (table->menu, _ (column->title), name);
    }
  g_signal_connect_object (stemma_application_get_settings (), "changed::hidden-columns",
                           G_CALLBACK (on_settings), table, G_CONNECT_SWAPPED);
}
