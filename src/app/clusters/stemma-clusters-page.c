#include <glib/gi18n.h>

#include "app/clusters/stemma-clusters-page-private.h"
#include "app/stemma-page-widget.h"

/* Below these widths, pixels: table and charts take turns; the bar breaks; the key figures break. */
#define NARROW 860
#define BAR_BREAKS 780
#define HEAD_BREAKS 780

/**
 * StemmaClustersPage:
 *
 * Which families there are, how big, how mixed: the answer in key figures, charts and small tables beside the
 * table. Figures come from a job, searches and sorts from threads; whatever is overtaken is cancelled.
 */
static gboolean
start_search (StemmaPageWidget *widget)
{
  StemmaClustersPage *page = STEMMA_CLUSTERS_PAGE (widget);
  if (page->figures == NULL)
    return FALSE;
  return gtk_widget_grab_focus (GTK_WIDGET (page->search));
}

static gboolean
heads (StemmaClustersPage *page, gboolean ghosts, const char *name)
{
  return stemma_cluster_find (page->figures, ghosts, name) != STEMMA_NONE;
}

static void
show (StemmaPageWidget *widget, const char *target)
{
  StemmaClustersPage *page = STEMMA_CLUSTERS_PAGE (widget);
  if (target == NULL)
    return;
  stemma_cluster_table_select (page->table, target);
  if (page->figures == NULL || heads (page, page->ghosts, target) || !heads (page, !page->ghosts, target))
    return;
  stemma_clusters_page_set_ghosts (page, !page->ghosts);
  stemma_clusters_page_run_query (page, TRUE);
}

static char *
get_target (StemmaPageWidget *widget)
{
  return g_strdup (stemma_cluster_table_get_selected (STEMMA_CLUSTERS_PAGE (widget)->table));
}

static gboolean
save (StemmaPageWidget *widget)
{
  return stemma_clusters_page_ask_save (STEMMA_CLUSTERS_PAGE (widget));
}

static void
page_widget_init (StemmaPageWidgetInterface *iface)
{
  iface->start_search = start_search;
  iface->show = show;
  iface->get_target = get_target;
  iface->save = save;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (StemmaClustersPage,
                               stemma_clusters_page,
                               ADW_TYPE_BIN,
                               G_IMPLEMENT_INTERFACE (STEMMA_TYPE_PAGE_WIDGET, page_widget_init))

static gboolean
is_shown (StemmaClustersPage *page, StemmaSnapshot *snapshot)
{
  StemmaSnapshot *before = stemma_document_get_before (page->document);
  const StemmaFigures *figures = page->figures;
  return page->job == NULL && figures != NULL && figures->snapshot == snapshot
         && figures->reading == page->reading && (figures->before != NULL) == (before != NULL);
}

/* Nothing is computed for a page that nobody looks at. */
static void
on_changed (StemmaClustersPage *page)
{
  StemmaSnapshot *snapshot = stemma_document_get_snapshot (page->document);
  if (snapshot == NULL)
    stemma_clusters_page_drop (page);
  else if (gtk_widget_get_mapped (GTK_WIDGET (page)) && !is_shown (page, snapshot))
    stemma_clusters_page_reload (page);
}

static void
stemma_clusters_page_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (stemma_clusters_page_parent_class)->map (widget);
  on_changed (STEMMA_CLUSTERS_PAGE (widget));
}

static void
on_width (StemmaClustersPage *page, int width)
{
  page->narrow = width < NARROW;
  gtk_orientable_set_orientation (GTK_ORIENTABLE (page->bar),
                                  width < BAR_BREAKS ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL);
  stemma_clusters_head_set_narrow (page->head, width < HEAD_BREAKS);
  stemma_clusters_page_show_side (page);
}

static void
stemma_clusters_page_dispose (GObject *object)
{
  StemmaClustersPage *page = STEMMA_CLUSTERS_PAGE (object);
  stemma_clusters_page_drop (page);
  g_clear_object (&page->document);
  g_clear_object (&page->actions);
  G_OBJECT_CLASS (stemma_clusters_page_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *klass)
{
  gtk_widget_class_bind_template_child (klass, StemmaClustersPage, watch);
  gtk_widget_class_bind_template_child (klass, StemmaClustersPage, states);
  gtk_widget_class_bind_template_child (klass, StemmaClustersPage, failed);
  gtk_widget_class_bind_template_child (klass, StemmaClustersPage, head);
  gtk_widget_class_bind_template_child (klass, StemmaClustersPage, bar);
  gtk_widget_class_bind_template_child (klass, StemmaClustersPage, ghosts_button);
  gtk_widget_class_bind_template_child (klass, StemmaClustersPage, search);
  gtk_widget_class_bind_template_child (klass, StemmaClustersPage, filter);
  gtk_widget_class_bind_template_child (klass, StemmaClustersPage, columns);
  gtk_widget_class_bind_template_child (klass, StemmaClustersPage, main);
  gtk_widget_class_bind_template_child (klass, StemmaClustersPage, rows);
  gtk_widget_class_bind_template_child (klass, StemmaClustersPage, table);
  gtk_widget_class_bind_template_child (klass, StemmaClustersPage, bare);
  gtk_widget_class_bind_template_child (klass, StemmaClustersPage, bare_button);
  gtk_widget_class_bind_template_child (klass, StemmaClustersPage, count);
  gtk_widget_class_bind_template_child (klass, StemmaClustersPage, spinner);
  gtk_widget_class_bind_template_child (klass, StemmaClustersPage, side);
}

static void
stemma_clusters_page_class_init (StemmaClustersPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  G_OBJECT_CLASS (klass)->dispose = stemma_clusters_page_dispose;
  widget_class->map = stemma_clusters_page_map;
  g_type_ensure (STEMMA_TYPE_WIDTH_WATCH);
  g_type_ensure (STEMMA_TYPE_CLUSTERS_HEAD);
  g_type_ensure (STEMMA_TYPE_CLUSTERS_FILTER);
  g_type_ensure (STEMMA_TYPE_CLUSTERS_SIDE);
  g_type_ensure (STEMMA_TYPE_CLUSTER_TABLE);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/stemma/Stemma/stemma-clusters-page.ui");
  bind_children (widget_class);
}

static void
stemma_clusters_page_init (StemmaClustersPage *page)
{
  page->reading = STEMMA_READING_EXACT;
  page->side_wide = TRUE;
  gtk_widget_init_template (GTK_WIDGET (page));
  stemma_clusters_page_add_actions (page);
  stemma_clusters_page_add_keys (page);
  gtk_menu_button_set_menu_model (page->columns, stemma_cluster_table_get_menu (page->table));
  g_signal_connect_object (page->watch, "width", G_CALLBACK (on_width), page, G_CONNECT_SWAPPED);
}

/** stemma_clusters_page_new: Returns: (transfer floating): the page of @window's document */
GtkWidget *
stemma_clusters_page_new (StemmaWindow *window)
{
  StemmaClustersPage *page = g_object_new (STEMMA_TYPE_CLUSTERS_PAGE, NULL);
  page->document = g_object_ref (stemma_window_get_document (window));
  g_signal_connect_object (page->document, "changed", G_CALLBACK (on_changed), page, G_CONNECT_SWAPPED);
  return GTK_WIDGET (page);
}

/** stemma_clusters_page_is_ready: Returns: whether the figures of the document's week are shown and nothing
 * goes on */
gboolean
stemma_clusters_page_is_ready (StemmaClustersPage *page)
{
  StemmaSnapshot *snapshot = stemma_document_get_snapshot (page->document);
  return snapshot != NULL && is_shown (page, snapshot) && page->query == NULL
         && stemma_cluster_table_is_settled (page->table) && stemma_clusters_side_is_settled (page->side);
}

/** stemma_clusters_page_get_figures: Returns: (transfer none) (nullable): what is shown */
StemmaFigures *
stemma_clusters_page_get_figures (StemmaClustersPage *page)
{
  return page->figures;
}

/** stemma_clusters_page_get_table: Returns: (transfer none): the table */
StemmaClusterTable *
stemma_clusters_page_get_table (StemmaClustersPage *page)
{
  return page->table;
}

/** stemma_clusters_page_get_filter: Returns: (transfer none): the filters */
StemmaClustersFilter *
stemma_clusters_page_get_filter (StemmaClustersPage *page)
{
  return page->filter;
}

/** stemma_clusters_page_get_side: Returns: (transfer none): the charts and small tables */
StemmaClustersSide *
stemma_clusters_page_get_side (StemmaClustersPage *page)
{
  return page->side;
}
