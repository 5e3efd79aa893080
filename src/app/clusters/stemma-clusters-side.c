#include "app/clusters/stemma-clusters-side.h"

#include <glib/gi18n.h>

#include "app/clusters/stemma-cluster-column.h"
#include "app/stemma-number.h"
#include "chart/stemma-chart.h"

#define CHART_HEIGHT 190
/* Longer chains than this stand in one bar. */
#define LAST_LENGTH 24

/**
 * StemmaClustersSide:
 *
 * The pictures and small tables that stand beside the table of clusters.
 */
struct _StemmaClustersSide
{
  AdwBin parent_instance;
  StemmaFigureCard *cards[STEMMA_N_CLUSTERS_CARDS];
  StemmaFigures *figures; /* (nullable): while cards are being filled */
  guint next;             /* the card to fill */
  guint idle;
};

G_DEFINE_FINAL_TYPE (StemmaClustersSide, stemma_clusters_side, ADW_TYPE_BIN)

static const struct
{
  const char *title;
  const char *unit;
  const char *definition;
  const char *file;
} cards[STEMMA_N_CLUSTERS_CARDS] = {
  { N_ ("Cluster sizes"), N_ ("clusters by models, logarithmic"),
    N_ ("A cluster is a root and all that descends from it; its size includes the root. A merge belongs to "
        "the cluster of each "
        "of its roots, so clusters overlap. Ghost families are not among them."),
    "cluster-sizes" },
  { N_ ("Chain lengths"), N_ ("chains by models, logarithmic"),
    N_ ("A chain is a path from a root to a leaf; its length is its number of models, root and leaf "
        "included. Exact: every path "
        "once self-loops and the edges inside cycles are dropped. Paper: as the study walked them, which "
        "depends on the order "
        "of its files."),
    "chain-lengths" },
  { N_ ("Most children"), N_ ("models that declare it as a parent"),
    N_ ("The listed models that most listed models declare as their parent. A model that declares itself "
        "counts."),
    "most-children" },
  { N_ ("Most parents"), N_ ("parents that it declares"),
    N_ ("The models that declare most parents, ghosts counted in."), "most-parents" },
  { N_ ("Tasks"), N_ ("derived models by field and kind"),
    N_ ("Derived models by the field of the task that they declare, in the Hub’s own groups, and by kind; "
        "each counts once, by the "
        "relation of its first edge. Adapters count as fine-tunes."),
    "tasks" },
};

static void
stemma_clusters_side_dispose (GObject *object)
{
  StemmaClustersSide *side = STEMMA_CLUSTERS_SIDE (object);
  g_clear_handle_id (&side->idle, g_source_remove);
  g_clear_pointer (&side->figures, stemma_figures_unref);
  G_OBJECT_CLASS (stemma_clusters_side_parent_class)->dispose (object);
}

static void
stemma_clusters_side_class_init (StemmaClustersSideClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = stemma_clusters_side_dispose;
}

static void
stemma_clusters_side_init (StemmaClustersSide *side)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  for (guint i = 0; i < STEMMA_N_CLUSTERS_CARDS; i++)
    {
      GtkWidget *card = stemma_figure_card_new (_ (cards[i].title), _ (cards[i].definition));
      side->cards[i] = STEMMA_FIGURE_CARD (card);
      gtk_box_append (GTK_BOX (box), card);
    }
  gtk_widget_add_css_class (box, "clusters-side");
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), box);
  adw_bin_set_child (ADW_BIN (side), scrolled);
}

/** stemma_clusters_side_new: Returns: (transfer floating): cards without figures */
GtkWidget *
stemma_clusters_side_new (void)
{
  return g_object_new (STEMMA_TYPE_CLUSTERS_SIDE, NULL);
}

/** stemma_clusters_side_get_card: Returns: (transfer none): one of the cards */
StemmaFigureCard *
stemma_clusters_side_get_card (StemmaClustersSide *side, StemmaClustersCard card)
{
  return side->cards[card];
}

/* What a chart is made of, for as long as it may be made anew. */
typedef struct
{
  StemmaClustersCard card;
  char *unit;
  GPtrArray *labels; /* char * */
  GArray *bars;      /* StemmaChartBar, with the labels above */
} Histogram;

static void
histogram_free (gpointer data)
{
  Histogram *histogram = data;
  g_free (histogram->unit);
  g_ptr_array_unref (histogram->labels);
  g_array_unref (histogram->bars);
  g_free (histogram);
}

static StemmaScene *
make_histogram (double width, gpointer user_data)
{
  const Histogram *histogram = user_data;
  StemmaChartFrame frame = { .title = _ (cards[histogram->card].title),
                             .unit = histogram->unit,
                             .definition = _ (cards[histogram->card].definition),
                             .width = width,
                             .height = CHART_HEIGHT };
  return stemma_chart_histogram (&frame, (const StemmaChartBar *) (gpointer) histogram->bars->data,
                                 histogram->bars->len, TRUE);
}

static StemmaFigureCard *
begin_card (StemmaClustersSide *side, StemmaClustersCard card, StemmaFigures *figures, char **unit)
{
  char date[STEMMA_DATE_TEXT_SIZE];
  const char *reading = stemma_reading_word (figures->reading);
  gboolean read = card == STEMMA_CLUSTERS_SIZES || card == STEMMA_CLUSTERS_LENGTHS;
  g_autofree char *file
    = g_strdup_printf ("%s-%s-%s", cards[card].file,
                       stemma_date_format (stemma_snapshot_get_date (figures->snapshot), date), reading);
  /* Of the rest the two readings do not differ. */
  *unit = read ? g_strdup_printf ("%s · %s", _ (cards[card].unit),
                                  stemma_cluster_reading_title (figures->reading))
               : g_strdup (_ (cards[card].unit));
  stemma_figure_card_begin (side->cards[card], *unit, file);
  return side->cards[card];
}

static Histogram *
begin_histogram (StemmaClustersSide *side,
                 StemmaClustersCard card,
                 StemmaFigures *figures,
                 const char *key,
                 const char *title,
                 const char *count)
{
  Histogram *histogram = g_new0 (Histogram, 1);
  histogram->card = card;
  StemmaFigureCard *widget = begin_card (side, card, figures, &histogram->unit);
  histogram->labels = g_ptr_array_new_with_free_func (g_free);
  histogram->bars = g_array_new (FALSE, FALSE, sizeof (StemmaChartBar));
  stemma_figure_card_add_column (widget, key, title, FALSE);
  stemma_figure_card_add_column (widget, "count", count, TRUE);
  return histogram;
}

/* @label takes less room than @exact, which the table has; (transfer full). */
static void
add_bar (StemmaClustersSide *side, Histogram *histogram, char *label, const char *exact, guint64 count)
{
  StemmaChartBar bar = { .label = label, .value = (double) count, .role = STEMMA_ROLE_BAR };
  g_ptr_array_add (histogram->labels, label);
  g_array_append_val (histogram->bars, bar);
  stemma_figure_card_add_text (side->cards[histogram->card], exact);
  stemma_figure_card_add_count (side->cards[histogram->card], count);
}

/* The bounds of a range, short: 1k for what lies just above 1,000. */
static char *
range_label (guint32 from, guint32 to)
{
  g_autofree char *low = from > 1000 ? g_strdup_printf ("%uk", from / 1000) : g_strdup_printf ("%u", from);
  g_autofree char *high = to >= 1000 ? g_strdup_printf ("%uk", to / 1000) : g_strdup_printf ("%u", to);
  if (to == G_MAXUINT32)
    return g_strdup_printf ("> %s", low);
  return from == to ? g_strdup (low) : g_strdup_printf ("%s–%s", low, high);
}

static char *
range_exact (guint32 from, guint32 to)
{
  g_autofree char *low = stemma_number_text (to == G_MAXUINT32 ? from - 1 : from);
  g_autofree char *high = stemma_number_text (to);
  if (to == G_MAXUINT32)
    return g_strdup_printf ("> %s", low);
  return from == to ? g_strdup (low) : g_strdup_printf ("%s–%s", low, high);
}

static void
fill_sizes (StemmaClustersSide *side, StemmaFigures *figures)
{
  static const guint32 ends[] = { 2, 3, 4, 5, 10, 20, 50, 200, 500, 1000, 5000, 10000, G_MAXUINT32 };
  const StemmaClusters *clusters = figures->clusters;
  Histogram *histogram
    = begin_histogram (side, STEMMA_CLUSTERS_SIZES, figures, "models", _ ("Models"), _ ("Clusters"));
  guint32 from = 1, at = 0;
  for (guint i = 0; i < G_N_ELEMENTS (ends) && at < clusters->n_sizes; from = ends[i] + 1, i++)
    {
      guint64 count = 0;
      for (; at < clusters->n_sizes && clusters->sizes[at].size <= ends[i]; at++)
        count += clusters->sizes[at].count;
      g_autofree char *exact = range_exact (MAX (from, ends[0]), ends[i]);
      add_bar (side, histogram, range_label (MAX (from, ends[0]), ends[i]), exact, count);
    }
  stemma_figure_card_set_picture (side->cards[STEMMA_CLUSTERS_SIZES], make_histogram, histogram,
                                  histogram_free);
}

static void
fill_lengths (StemmaClustersSide *side, StemmaFigures *figures)
{
  const StemmaChains *chains = figures->chains;
  Histogram *histogram = begin_histogram (side, STEMMA_CLUSTERS_LENGTHS, figures, "length",
                                          _ ("Models in a chain"), _ ("Chains"));
  /* Too tangled to be told apart by length: the picture says that there is nothing to show. */
  guint32 longest = chains->abridged ? 0 : chains->longest;
  guint32 last = longest > LAST_LENGTH + 1 ? LAST_LENGTH : longest;
  guint64 rest = 0;
  for (guint32 length = 2; length <= last; length++)
    {
      g_autofree char *text = g_strdup_printf ("%u", length);
      add_bar (side, histogram, g_strdup (text), text, chains->lengths[length]);
    }
  for (guint32 length = last + 1; length <= longest; length++)
    rest = rest + chains->lengths[length] < rest ? G_MAXUINT64 : rest + chains->lengths[length];
  g_autofree char *more = g_strdup_printf ("> %u", LAST_LENGTH);
  if (longest > last)
    add_bar (side, histogram, g_strdup (more), more, rest);
  stemma_figure_card_set_picture (side->cards[STEMMA_CLUSTERS_LENGTHS], make_histogram, histogram,
                                  histogram_free);
}

static void
fill_degrees (StemmaClustersSide *side,
              StemmaClustersCard which,
              StemmaFigures *figures,
              GArray *degrees,
              const char *key,
              const char *title)
{
  g_autofree char *unit = NULL;
  StemmaFigureCard *card = begin_card (side, which, figures, &unit);
  stemma_figure_card_add_column (card, "model", _ ("Model"), FALSE);
  stemma_figure_card_add_column (card, key, title, TRUE);
  for (guint i = 0; i < degrees->len; i++)
    {
      const StemmaDegree *degree = &g_array_index (degrees, StemmaDegree, i);
      stemma_figure_card_add_model (card, stemma_snapshot_get_node_name (figures->snapshot, degree->node));
      stemma_figure_card_add_count (card, degree->degree);
    }
}

static const char *
field_title (StemmaField field)
{
  static const char *const titles[STEMMA_N_FIELDS]
    = { N_ ("Language"),      N_ ("Vision"),  N_ ("Audio"), N_ ("Multimodal"),
        N_ ("Reinforcement"), N_ ("Tabular"), N_ ("Other") };
  return _ (titles[field]);
}

static void
fill_tasks (StemmaClustersSide *side, StemmaFigures *figures)
{
  static const char *const titles[STEMMA_N_KINDS]
    = { N_ ("Fine-t."), N_ ("Merge"), N_ ("Quant."), N_ ("Other") };
  g_autofree char *unit = NULL;
  StemmaFigureCard *card = begin_card (side, STEMMA_CLUSTERS_TASKS, figures, &unit);
  stemma_figure_card_add_column (card, "field", _ ("Field"), FALSE);
  for (StemmaKind kind = 0; kind < STEMMA_N_KINDS; kind++)
    stemma_figure_card_add_column (card, stemma_kind_word (kind), _ (titles[kind]), TRUE);
  for (StemmaField field = 0; field < STEMMA_N_FIELDS; field++)
    {
      stemma_figure_card_add_text (card, field_title (field));
      for (StemmaKind kind = 0; kind < STEMMA_N_KINDS; kind++)
        stemma_figure_card_add_count (card, figures->tasks.rows[kind].fields[field]);
    }
  stemma_figure_card_add_text (card, _ ("No task known"));
  for (StemmaKind kind = 0; kind < STEMMA_N_KINDS; kind++)
    stemma_figure_card_add_count (card, figures->tasks.rows[kind].unknown);
}

static void
fill_card (StemmaClustersSide *side, StemmaClustersCard card)
{
  StemmaFigures *figures = side->figures;
  switch (card)
    {
    case STEMMA_CLUSTERS_SIZES:
      fill_sizes (side, figures);
      break;
    case STEMMA_CLUSTERS_LENGTHS:
      fill_lengths (side, figures);
      break;
    case STEMMA_CLUSTERS_CHILDREN:
      fill_degrees (side, card, figures, figures->degrees_out, "children", _ ("Children"));
      break;
    case STEMMA_CLUSTERS_PARENTS:
      fill_degrees (side, card, figures, figures->degrees_in, "parents", _ ("Parents"));
      break;
    default:
      fill_tasks (side, figures);
    }
}

static gboolean
fill_next (gpointer data)
{
  StemmaClustersSide *side = data;
  fill_card (side, side->next++);
  if (side->next < STEMMA_N_CLUSTERS_CARDS)
    return G_SOURCE_CONTINUE;
  side->idle = 0;
  g_clear_pointer (&side->figures, stemma_figures_unref);
  return G_SOURCE_REMOVE;
}

/** stemma_clusters_side_set_figures: @figures: what to show; one card is filled after the other, each a few
 * milliseconds */
void
stemma_clusters_side_set_figures (StemmaClustersSide *side, StemmaFigures *figures)
{
  stemma_figures_ref (figures);
  g_clear_pointer (&side->figures, stemma_figures_unref);
  side->figures = figures;
  side->next = 0;
  if (side->idle == 0)
    side->idle = g_idle_add (fill_next, side);
}

/** stemma_clusters_side_is_settled: Returns: whether all cards show the figures that were set last */
gboolean
stemma_clusters_side_is_settled (StemmaClustersSide *side)
{
  return side->idle == 0;
}
