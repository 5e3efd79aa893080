#include "analysis/stemma-usage.h"

#include "analysis/stemma-saturate.h"

/**
 * stemma_usage_reach_of_roots:
 * @snapshot: a snapshot
 *
 * Returns: (transfer full): by node, whether it is a root or descends from one; to be freed with g_free()
 */
guint8 *
stemma_usage_reach_of_roots (const StemmaSnapshot *snapshot)
{
  const StemmaGraph *graph = stemma_snapshot_get_graph (snapshot);
  guint8 *reached = g_new0 (guint8, MAX (graph->n_nodes, 1));
  g_autofree StemmaNode *queue = g_new (StemmaNode, MAX (graph->n_nodes, 1));
  guint32 n = 0;
  for (StemmaNode node = 0; node < graph->n_nodes; node++)
    if (graph->flags[node] & STEMMA_NODE_ROOT)
      {
        reached[node] = TRUE;
        queue[n++] = node;
      }
  for (guint32 i = 0; i < n; i++)
    for (guint32 j = graph->child_start[queue[i]]; j < graph->child_start[queue[i] + 1]; j++)
      if (!reached[graph->child[j]])
        {
          reached[graph->child[j]] = TRUE;
          queue[n++] = graph->child[j];
        }
  return reached;
}

static void
count_derived (StemmaUsage *usage, StemmaRelation relation)
{
  usage->derived++;
  switch (relation)
    {
    case STEMMA_RELATION_ADAPTER:
      usage->adapters++;
      usage->fine_tuned++;
      break;
    case STEMMA_RELATION_FINETUNE:
      usage->fine_tuned++;
      break;
    case STEMMA_RELATION_MERGE:
      usage->merged++;
      break;
    case STEMMA_RELATION_QUANTIZED:
      usage->quantized++;
      break;
    default:
      usage->other++;
    }
}

static void
count_node (StemmaUsage *usage, const StemmaGraph *graph, StemmaNode node, gboolean reached)
{
  guint8 flags = graph->flags[node];
  if (flags & STEMMA_NODE_GHOST)
    {
      usage->ghosts++;
      return;
    }
  usage->relational++;
  usage->base += (flags & STEMMA_NODE_BASE) != 0;
  usage->roots += (flags & STEMMA_NODE_ROOT) != 0;
  usage->self_loops += (flags & STEMMA_NODE_SELF_LOOP) != 0;
  usage->models_in_cycles += (flags & STEMMA_NODE_IN_CYCLE) != 0;
  if ((flags & STEMMA_NODE_DERIVED) == 0)
    return;
  count_derived (usage, (StemmaRelation) graph->relation[node]);
  usage->leaves += (flags & STEMMA_NODE_BASE) == 0;
  usage->orphans += !reached;
}

static void
sum_downloads (StemmaDownloads *sums, const StemmaSnapshot *snapshot)
{
  const StemmaGraph *graph = stemma_snapshot_get_graph (snapshot);
  const StemmaColumns *columns = stemma_snapshot_get_columns (snapshot);
  for (StemmaRow row = 0; row < columns->n_models; row++)
    sums->all = stemma_saturating_add (sums->all, stemma_packed_get (&columns->downloads, row));
  for (StemmaNode node = 0; node < graph->n_nodes; node++)
    {
      guint64 downloads = stemma_packed_get (&graph->downloads, node);
      sums->relational = stemma_saturating_add (sums->relational, downloads);
      if (graph->flags[node] & STEMMA_NODE_BASE)
        sums->base = stemma_saturating_add (sums->base, downloads);
      if (graph->flags[node] & STEMMA_NODE_DERIVED)
        sums->derived = stemma_saturating_add (sums->derived, downloads);
    }
  sums->isolated = sums->all - sums->relational;
  if (sums->all < G_MAXUINT64)
    return;
  sums->isolated = 0;
  for (StemmaRow row = 0; row < columns->n_models; row++)
    if (stemma_columns_get_node (columns, row) == STEMMA_NONE)
      sums->isolated = stemma_saturating_add (sums->isolated, stemma_packed_get (&columns->downloads, row));
}

/**
 * stemma_usage:
 * @snapshot: a snapshot
 *
 * Counts the models by what they are to each other. The two readings agree in all of these figures: `paper`
 * has no adapters of their own, so that its fine-tuned models are @fine_tuned, while `exact` tells @adapters
 * from the rest of them.
 *
 * Returns: the figures
 */
StemmaUsage
stemma_usage (const StemmaSnapshot *snapshot)
{
  const StemmaGraph *graph = stemma_snapshot_get_graph (snapshot);
  StemmaUsage usage = { .models = stemma_snapshot_get_columns (snapshot)->n_models, .edges = graph->n_edges };
  g_autofree guint8 *reached = stemma_usage_reach_of_roots (snapshot);
  for (StemmaNode node = 0; node < graph->n_nodes; node++)
    count_node (&usage, graph, node, reached[node]);
  usage.isolated = usage.models - usage.relational;
  sum_downloads (&usage.downloads, snapshot);
  return usage;
}
