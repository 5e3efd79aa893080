#include "app/clusters/stemma-clusters-head.h"

#include <glib/gi18n.h>

#include "app/clusters/stemma-cluster-column.h"
#include "app/stemma-number.h"
#include "app/stemma-week-button.h"
#include "scene/stemma-text.h"

enum
{
  MODELS,
  RELATIONAL,
  CLUSTERS,
  CHAINS,
  N_FIGURES
};

/**
 * StemmaClustersHead:
 *
 * The answer in a sentence, and the key figures with their change since the snapshot before.
 */
struct _StemmaClustersHead
{
  AdwBin parent_instance;
  GtkLabel *sentence;
  GtkFlowBox *flow;
  GtkWidget *cards[N_FIGURES];
  GtkLabel *titles[N_FIGURES];
  GtkLabel *figures[N_FIGURES];
  GtkLabel *changes[N_FIGURES];
};

G_DEFINE_FINAL_TYPE (StemmaClustersHead, stemma_clusters_head, ADW_TYPE_BIN)

static const struct
{
  const char *title;
  const char *definition;
  gboolean read; /* whether the two readings may differ */
} figures_told[N_FIGURES] = {
  { N_ ("Models"), N_ ("Repositories that the snapshot lists."), FALSE },
  { N_ ("Relational"), N_ ("Models that declare a parent, or that a listed model declares as its parent."),
    FALSE },
  { N_ ("Clusters"),
    N_ ("Families: a root and all that descends from it. There is one for each root: a listed model that "
        "declares no "
        "parent and has a listed child."),
    TRUE },
  { N_ ("Chains"),
    N_ ("Paths from a root to a leaf. Exact: every path, self-loops and edges inside cycles dropped. Paper: "
        "as the "
        "study walked them."),
    TRUE },
};

static void
stemma_clusters_head_class_init (StemmaClustersHeadClass *klass G_GNUC_UNUSED)
{
}

static GtkLabel *
append_label (GtkWidget *box, const char *text, const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (label, css_class);
  gtk_box_append (GTK_BOX (box), label);
  return GTK_LABEL (label);
}

static GtkWidget *
create_card (StemmaClustersHead *head, guint i)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *child = gtk_flow_box_child_new ();
  head->titles[i] = append_label (box, _ (figures_told[i].title), "caption-heading");
  gtk_widget_add_css_class (GTK_WIDGET (head->titles[i]), "dim-label");
  head->figures[i] = append_label (box, NULL, "key-figure");
  head->changes[i] = append_label (box, NULL, "caption");
  gtk_widget_add_css_class (GTK_WIDGET (head->changes[i]), "numeric");
  gtk_widget_add_css_class (box, "card");
  gtk_widget_add_css_class (box, "key-card");
  gtk_flow_box_child_set_child (GTK_FLOW_BOX_CHILD (child), box);
  gtk_widget_set_focusable (child, FALSE);
  gtk_widget_set_tooltip_text (box, _ (figures_told[i].definition));
  gtk_accessible_update_property (GTK_ACCESSIBLE (box), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  _ (figures_told[i].definition), -1);
  head->cards[i] = box;
  return child;
}

static void
stemma_clusters_head_init (StemmaClustersHead *head)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  GtkWidget *flow = gtk_flow_box_new ();
  head->flow = GTK_FLOW_BOX (flow);
  gtk_widget_add_css_class (flow, "key-cards");
  head->sentence = append_label (box, NULL, "clusters-sentence");
  gtk_label_set_wrap (head->sentence, TRUE);
  gtk_label_set_ellipsize (head->sentence, PANGO_ELLIPSIZE_NONE);
  gtk_label_set_wrap_mode (head->sentence, PANGO_WRAP_WORD_CHAR);
  gtk_flow_box_set_homogeneous (head->flow, TRUE);
  gtk_flow_box_set_selection_mode (head->flow, GTK_SELECTION_NONE);
  gtk_flow_box_set_column_spacing (head->flow, 12);
  gtk_flow_box_set_row_spacing (head->flow, 12);
  gtk_flow_box_set_min_children_per_line (head->flow, N_FIGURES);
  gtk_flow_box_set_max_children_per_line (head->flow, N_FIGURES);
  for (guint i = 0; i < N_FIGURES; i++)
    gtk_flow_box_append (head->flow, create_card (head, i));
  gtk_box_append (GTK_BOX (box), flow);
  adw_bin_set_child (ADW_BIN (head), box);
}

/** stemma_clusters_head_new: Returns: (transfer floating): key figures without figures */
GtkWidget *
stemma_clusters_head_new (void)
{
  return g_object_new (STEMMA_TYPE_CLUSTERS_HEAD, NULL);
}

/** stemma_clusters_head_set_narrow: @narrow: whether the key figures stand in two rows */
void
stemma_clusters_head_set_narrow (StemmaClustersHead *head, gboolean narrow)
{
  guint n = narrow ? 2 : N_FIGURES;
  gtk_flow_box_set_min_children_per_line (head->flow, n);
  gtk_flow_box_set_max_children_per_line (head->flow, n);
}

/* The size that half of the clusters do not pass. */
static guint32
median_size (const StemmaClusters *clusters)
{
  guint64 seen = 0;
  for (guint32 i = 0; i < clusters->n_sizes; i++)
    {
      seen += clusters->sizes[i].count;
      if (seen * 2 >= clusters->n_clusters)
        return clusters->sizes[i].size;
    }
  return 0;
}

static char *
make_sentence (StemmaFigures *figures)
{
  const StemmaClusters *clusters = figures->clusters;
  if (clusters->n_clusters == 0)
    return g_strdup (_ ("There is no cluster in this snapshot."));
  g_autofree char *largest
    = stemma_text_clean (stemma_snapshot_get_node_name (figures->snapshot, clusters->clusters[0].head));
  double one_kind = 100.0 * clusters->diversity[1] / clusters->n_clusters;
  g_autofree char *number = stemma_number_text (clusters->n_clusters);
  g_autofree char *median = stemma_number_text (median_size (clusters));
  g_autofree char *most = stemma_number_text (clusters->largest);
  g_autofree char *count
    = g_strdup_printf (g_dngettext (NULL, "%s cluster.", "%s clusters.", clusters->n_clusters), number);
  return g_strdup_printf (_ ("%s Half have at most %s models; the largest, %s, has %s. "
                             "%.0f %% know one kind of operation only."),
                          count, median, largest, most, one_kind);
}

static void
show_change (StemmaClustersHead *head, guint i, const StemmaFiguresBefore *before, guint64 now, guint64 then)
{
  gtk_widget_set_visible (GTK_WIDGET (head->changes[i]), before != NULL);
  if (before == NULL)
    return;
  g_autofree char *date = stemma_week_format (before->date);
  gboolean known = now != G_MAXUINT64 && then != G_MAXUINT64;
  gint64 change = known ? (gint64) (now - then) : 0;
  g_autofree char *figure = stemma_number_change_text (change);
  g_autofree char *text = !known        ? g_strdup (_ ("change not known"))
                          : change == 0 ? g_strdup_printf (_ ("as on %s"), g_strstrip (date))
                                        : g_strdup_printf (_ ("%s since %s"), figure, g_strstrip (date));
  gtk_label_set_text (head->changes[i], text);
}

static void
show_figure (StemmaClustersHead *head, guint i, StemmaReading reading, guint64 now)
{
  g_autofree char *figure = stemma_number_text (now);
  g_autofree char *title = figures_told[i].read ? g_strdup_printf ("%s · %s", _ (figures_told[i].title),
                                                                   stemma_cluster_reading_title (reading))
                                                : g_strdup (_ (figures_told[i].title));
  g_autofree char *label = g_strdup_printf ("%s: %s", title, figure);
  gtk_label_set_text (head->titles[i], title);
  gtk_label_set_text (head->figures[i], figure);
  gtk_accessible_update_property (GTK_ACCESSIBLE (head->cards[i]), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
}

/** stemma_clusters_head_set_figures: @figures: what to show */
void
stemma_clusters_head_set_figures (StemmaClustersHead *head, StemmaFigures *figures)
{
  const StemmaFiguresBefore *before = figures->before;
  const guint64 now[N_FIGURES] = { figures->usage.models, figures->usage.relational,
                                   figures->clusters->n_clusters, figures->chains->count };
  const guint64 then[N_FIGURES]
    = { before != NULL ? before->models : 0, before != NULL ? before->relational : 0,
        before != NULL ? before->n_clusters : 0, before != NULL ? before->chains : 0 };
  g_autofree char *sentence = make_sentence (figures);
  gtk_label_set_text (head->sentence, sentence);
  for (guint i = 0; i < N_FIGURES; i++)
    {
      show_figure (head, i, figures->reading, now[i]);
      show_change (head, i, before, now[i], then[i]);
    }
}
