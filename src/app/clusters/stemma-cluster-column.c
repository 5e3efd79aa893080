#include "app/clusters/stemma-cluster-column.h"

#include <glib/gi18n.h>

#include "app/stemma-number.h"
#include "record/stemma-relation.h"
#include "scene/stemma-text.h"

#define MAX_ASKED 16

const StemmaClusterColumn stemma_cluster_columns[STEMMA_N_CLUSTER_FIELDS] = {
  [STEMMA_CLUSTER_ROOT]
  = { .id = "root",
      .title = N_ ("Root"),
      .definition = N_ ("The model at the head: listed, declares no parent, has at least one "
                        "listed child."),
      .ghost_title = N_ ("Ghost"),
      .ghost_definition = N_ ("The model at the head: declared as a parent, but not listed."),
      .digits = 18 },
  [STEMMA_CLUSTER_SIZE]
  = { .id = "size",
      .title = N_ ("Models"),
      .definition = N_ ("The root and all that descends from it. A merge counts in the cluster of "
                        "each of its roots. Of a ghost family, the ghost counts too."),
      .digits = 6,
      .number = TRUE },
  [STEMMA_CLUSTER_CHANGE]
  = { .id = "change",
      .title = N_ ("Change"),
      .definition = N_ ("Models more or fewer than in the snapshot before, for the same root; "
                        "“new” where the root itself was added since."),
      .ghost_definition = N_ ("Descendants more or fewer than in the snapshot before, for the same ghost; "
                              "“new” where nobody declared it then."),
      .digits = 6,
      .number = TRUE },
  [STEMMA_CLUSTER_MIX]
  = { .id = "mix",
      .title = N_ ("Operations"),
      .definition = N_ ("Share of each relation among the descendants: F fine-tune, A adapter, M "
                        "merge, Q quantized, ? other. Sorted by how mixed they are: by the share "
                        "that the most frequent one leaves."),
      .digits = 10,
      .number = TRUE },
  [STEMMA_CLUSTER_CHAINS]
  = { .id = "chains",
      .title = N_ ("Chains"),
      .definition = N_ ("Paths from the root to a leaf. Exact: every path. Paper: as the study "
                        "walked them, which depends on the order of its files."),
      .digits = 7,
      .number = TRUE,
      .clusters_only = TRUE },
  [STEMMA_CLUSTER_LONGEST] = { .id = "longest",
                               .title = N_ ("Longest"),
                               .definition = N_ ("The longest chain, in models, root and leaf included."),
                               .digits = 4,
                               .number = TRUE,
                               .clusters_only = TRUE },
  [STEMMA_CLUSTER_DOWNLOADS]
  = { .id = "downloads",
      .title = N_ ("Downloads"),
      .definition = N_ ("Downloads of the descendants in the last 30 days, together."),
      .digits = 9,
      .number = TRUE },
  [STEMMA_CLUSTER_DOMINANT]
  = { .id = "dominant",
      .title = N_ ("Dominant"),
      .definition = N_ ("The most frequent kind of operation, adapters counted as fine-tunes; "
                        "a tie goes to the first of fine-tune, merge, quantized."),
      .digits = 7 },
  [STEMMA_CLUSTER_DIVERSITY]
  = { .id = "diversity",
      .title = N_ ("Diversity"),
      .definition = N_ ("Kinds of operation that occur, of fine-tune (adapters counted in), merge and "
                        "quantized; the exact reading counts other as a fourth."),
      .digits = 2,
      .number = TRUE },
  [STEMMA_CLUSTER_TASK] = { .id = "task",
                            .title = N_ ("Task"),
                            .definition = N_ ("The task that the root declares."),
                            .digits = 11,
                            .clusters_only = TRUE },
};

/** stemma_cluster_column_title: Returns: (transfer none): the header of @field */
const char *
stemma_cluster_column_title (StemmaClusterField field, gboolean ghosts)
{
  const StemmaClusterColumn *column = &stemma_cluster_columns[field];
  return _ (ghosts && column->ghost_title != NULL ? column->ghost_title : column->title);
}

/** stemma_cluster_column_definition: Returns: (transfer none): what stands in the column of @field */
const char *
stemma_cluster_column_definition (StemmaClusterField field, gboolean ghosts)
{
  const StemmaClusterColumn *column = &stemma_cluster_columns[field];
  return _ (ghosts && column->ghost_definition != NULL ? column->ghost_definition : column->definition);
}

/** stemma_cluster_column_applies: Returns: whether there is anything to show in the column of @field */
gboolean
stemma_cluster_column_applies (StemmaClusterField field, const StemmaFigures *figures, gboolean ghosts)
{
  if (field == STEMMA_CLUSTER_CHANGE)
    return figures == NULL || figures->before != NULL;
  return !ghosts || !stemma_cluster_columns[field].clusters_only;
}

/** stemma_cluster_kind_title: Returns: (transfer none): @kind for a person */
const char *
stemma_cluster_kind_title (StemmaKind kind)
{
  static const char *const titles[] = { N_ ("Fine-tune"), N_ ("Merge"), N_ ("Quantized"), N_ ("Other") };
  return _ (titles[MIN (kind, STEMMA_KIND_OTHER)]);
}

/** stemma_cluster_relation_title: Returns: (transfer none): @relation for a person */
const char *
stemma_cluster_relation_title (StemmaRelation relation)
{
  static const char *const titles[]
    = { N_ ("Fine-tune"), N_ ("Adapter"), N_ ("Merge"), N_ ("Quantized"), N_ ("Other") };
  return _ (titles[MIN (relation, STEMMA_RELATION_OTHER)]);
}

/** stemma_cluster_reading_title: Returns: (transfer none): the name of @reading for a person */
const char *
stemma_cluster_reading_title (StemmaReading reading)
{
  return reading == STEMMA_READING_PAPER ? _ ("paper reading") : _ ("exact reading");
}

static char *
figure_text (guint64 count, gboolean *is_zero)
{
  *is_zero = count == 0;
  return stemma_number_text (count);
}

/* A list that does not tell downloads is not one of models that nobody wants. Lists tell them of all models
 * or of none: a few children are asked, not ten thousands. */
static char *
downloads_text (StemmaClusterItem *item, gboolean *is_zero)
{
  const StemmaSnapshot *snapshot = stemma_cluster_item_get_figures (item)->snapshot;
  const StemmaGraph *graph = stemma_snapshot_get_graph (snapshot);
  const StemmaCluster *cluster = stemma_cluster_item_get_cluster (item);
  const StemmaColumns *columns = stemma_snapshot_get_columns (snapshot);
  guint32 first = graph->child_start[cluster->head];
  guint32 end = MIN (graph->child_start[cluster->head + 1], first + MAX_ASKED);
  gboolean told = cluster->downloads > 0;
  for (guint32 i = first; !told && i < end; i++)
    {
      StemmaRow row = graph->row[graph->child[i]];
      told = row != STEMMA_NONE && (stemma_columns_get_known (columns, row) & STEMMA_KNOWN_DOWNLOADS) != 0;
    }
  *is_zero = cluster->downloads == 0;
  return told ? stemma_number_text (cluster->downloads) : g_strdup ("–");
}

static char *
row_change_text (StemmaClusterItem *item, gboolean *is_zero)
{
  gint64 change;
  gboolean is_new;
  gboolean known
    = stemma_cluster_change (stemma_cluster_item_get_figures (item), stemma_cluster_item_is_ghost (item),
                             stemma_cluster_item_get_place (item), &change, &is_new);
  *is_zero = !is_new && change == 0;
  if (!known)
    return g_strdup ("–");
  return is_new ? g_strdup (_ ("new")) : stemma_number_change_text (change);
}

static char *
task_text (StemmaClusterItem *item, gboolean *is_zero)
{
  const StemmaSnapshot *snapshot = stemma_cluster_item_get_figures (item)->snapshot;
  const char *task
    = stemma_snapshot_get_word (snapshot, STEMMA_WORD_TASK, stemma_cluster_item_get_cluster (item)->task);
  *is_zero = task[0] == '\0';
  return *is_zero ? g_strdup ("–") : stemma_text_clean (task);
}

/**
 * stemma_cluster_column_text:
 * @field: a column
 * @item: a row
 * @is_zero: (out): whether there is nothing to see, so that it may be dimmed
 *
 * Returns: (transfer full): what the cell says, fit to be shown
 */
char *
stemma_cluster_column_text (StemmaClusterField field, StemmaClusterItem *item, gboolean *is_zero)
{
  const StemmaCluster *cluster = stemma_cluster_item_get_cluster (item);
  *is_zero = FALSE;
  switch (field)
    {
    case STEMMA_CLUSTER_ROOT:
      return stemma_text_clean (stemma_cluster_item_get_name (item));
    case STEMMA_CLUSTER_SIZE:
      return figure_text (cluster->size, is_zero);
    case STEMMA_CLUSTER_CHANGE:
      return row_change_text (item, is_zero);
    case STEMMA_CLUSTER_MIX:
      return stemma_cluster_mix_text (cluster);
    case STEMMA_CLUSTER_DOWNLOADS:
      return downloads_text (item, is_zero);
    case STEMMA_CLUSTER_CHAINS:
      return figure_text (cluster->chains, is_zero);
    case STEMMA_CLUSTER_LONGEST:
      return figure_text (cluster->longest, is_zero);
    case STEMMA_CLUSTER_DOMINANT:
      return g_strdup (stemma_cluster_kind_title (cluster->dominant));
    case STEMMA_CLUSTER_DIVERSITY:
      return figure_text (cluster->diversity, is_zero);
    case STEMMA_CLUSTER_TASK:
      return task_text (item, is_zero);
    default:
      g_return_val_if_reached (g_strdup (""));
    }
}

/** stemma_cluster_column_has_hint: Returns: whether cells of @field may have more to say than they show */
gboolean
stemma_cluster_column_has_hint (StemmaClusterField field)
{
  return field == STEMMA_CLUSTER_ROOT || field == STEMMA_CLUSTER_CHANGE || field == STEMMA_CLUSTER_MIX;
}

/** stemma_cluster_column_hint: Returns: (transfer full) (nullable): what the cell says to a pointer that
 * rests on it */
char *
stemma_cluster_column_hint (StemmaClusterField field, StemmaClusterItem *item)
{
  gint64 change;
  gboolean is_new;
  if (field == STEMMA_CLUSTER_ROOT)
    return stemma_text_clean (stemma_cluster_item_get_name (item));
  if (field == STEMMA_CLUSTER_MIX)
    return stemma_cluster_mix_text (stemma_cluster_item_get_cluster (item));
  if (field != STEMMA_CLUSTER_CHANGE
      || !stemma_cluster_change (stemma_cluster_item_get_figures (item), stemma_cluster_item_is_ghost (item),
                                 stemma_cluster_item_get_place (item), &change, &is_new)
      || !is_new)
    return NULL;
  return g_strdup (stemma_cluster_item_is_ghost (item)
                     ? _ ("Nobody declared this ghost in the snapshot before")
                     : _ ("The root was added since the snapshot before"));
}

/** stemma_cluster_mix_text: Returns: (transfer full): the shares of the relations in words */
char *
stemma_cluster_mix_text (const StemmaCluster *cluster)
{
  g_autoptr (GString) text = g_string_new (NULL);
  guint64 total = 0;
  for (guint i = 0; i < STEMMA_N_RELATIONS; i++)
    total += cluster->relations[i];
  for (guint i = 0; i < STEMMA_N_RELATIONS; i++)
    {
      g_autofree char *count = stemma_number_text (cluster->relations[i]);
      if (cluster->relations[i] > 0)
        g_string_append_printf (text, "%s%s %s (%.0f %%)", text->len > 0 ? ", " : "",
                                stemma_cluster_relation_title (i), count,
                                100.0 * cluster->relations[i] / (double) total);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/** stemma_cluster_row_text: Returns: (transfer full): the whole row, a tab between cells, for the clipboard
 */
char *
stemma_cluster_row_text (StemmaClusterItem *item)
{
  g_autoptr (GString) text = g_string_new (NULL);
  for (StemmaClusterField field = 0; field < STEMMA_N_CLUSTER_FIELDS; field++)
    {
      gboolean is_zero;
      if (!stemma_cluster_column_applies (field, stemma_cluster_item_get_figures (item),
                                          stemma_cluster_item_is_ghost (item)))
        continue;
      g_autofree char *cell = stemma_cluster_column_text (field, item, &is_zero);
      g_string_append_printf (text, "%s%s", text->len > 0 ? "\t" : "", cell);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}
