#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/stemma-error.h"
#include "snapshot/stemma-checksum.h"
#include "snapshot/stemma-image.h"

static gboolean
all_below (const guint32 *values, gsize n, guint32 bound, gboolean none_allowed)
{
  for (gsize i = 0; i < n; i++)
    if (values[i] >= bound && !(none_allowed && values[i] == STEMMA_NONE))
      return FALSE;
  return TRUE;
}

static gboolean
starts_rise (const guint32 *start, gsize n, guint32 end)
{
  if (start[0] != 0 || start[n] != end)
    return FALSE;
  for (gsize i = 0; i < n; i++)
    if (start[i] > start[i + 1])
      return FALSE;
  return TRUE;
}

static gboolean
kinds_are_known (const guint8 *kinds, gsize n)
{
  for (gsize i = 0; i < n; i++)
    if (STEMMA_EDGE_RELATION (kinds[i]) >= STEMMA_N_RELATIONS)
      return FALSE;
  return TRUE;
}

/* What the walks and the counting by dynamic programming lean on. */
static gboolean
numbering_holds (const StemmaGraph *graph)
{
  for (StemmaNode node = 0; node < graph->n_nodes; node++)
    for (guint32 i = graph->child_start[node]; i < graph->child_start[node + 1]; i++)
      if (graph->child[i] <= node && (graph->child_kind[i] & STEMMA_EDGE_DROPPED) == 0)
        return FALSE;
  for (StemmaNode node = 0; node < graph->n_nodes; node++)
    for (guint32 i = graph->parent_start[node]; i < graph->parent_start[node + 1]; i++)
      if (graph->parent[i] >= node && (graph->parent_kind[i] & STEMMA_EDGE_DROPPED) == 0)
        return FALSE;
  return TRUE;
}

static gboolean
flags_hold (const StemmaGraph *graph)
{
  guint32 n_ghosts = 0;
  for (StemmaNode node = 0; node < graph->n_nodes; node++)
    {
      gboolean ghost = (graph->flags[node] & STEMMA_NODE_GHOST) != 0;
      n_ghosts += ghost;
      if (ghost != (graph->row[node] == STEMMA_NONE) || graph->relation[node] >= STEMMA_N_RELATIONS)
        return FALSE;
    }
  return n_ghosts == graph->n_ghosts;
}

static gboolean
graph_holds (const StemmaGraph *graph, guint32 n_models, guint32 n_names)
{
  return starts_rise (graph->child_start, graph->n_nodes, graph->n_edges)
         && starts_rise (graph->parent_start, graph->n_nodes, graph->n_edges)
         && all_below (graph->child, graph->n_edges, graph->n_nodes, FALSE)
         && all_below (graph->parent, graph->n_edges, graph->n_nodes, FALSE)
         && all_below (graph->row, graph->n_nodes, n_models, TRUE)
         && all_below (graph->name, graph->n_nodes, n_names, FALSE)
         && all_below (graph->parent_declared, graph->n_edges, n_names, FALSE)
         && kinds_are_known (graph->child_kind, graph->n_edges)
         && kinds_are_known (graph->parent_kind, graph->n_edges) && numbering_holds (graph)
         && flags_hold (graph);
}

static gboolean
codes_below (const guint16 *codes, gsize n, guint32 bound)
{
  for (gsize i = 0; i < n; i++)
    if (codes[i] >= bound)
      return FALSE;
  return TRUE;
}

static gboolean
presence_holds (const StemmaSnapshot *snapshot)
{
  gsize n_words = 0;
  const guint64 *words = stemma_snapshot_get_presence (snapshot, &n_words);
  guint64 n = 0;
  for (gsize i = 0; i < n_words; i++)
    n += (guint64) __builtin_popcountll (words[i]);
  for (guint32 row = 0; row < snapshot->columns.n_models; row++)
    {
      guint32 key = snapshot->columns.key[row];
      if (key / 64 >= n_words || (words[key / 64] >> (key % 64) & 1) == 0
          || (row > 0 && key <= snapshot->columns.key[row - 1]))
        return FALSE;
    }
  return n == snapshot->columns.n_models;
}

static gboolean
columns_hold (const StemmaSnapshot *snapshot)
{
  const StemmaImageHeader *header = stemma_image_header (snapshot->image);
  const StemmaColumns *columns = &snapshot->columns;
  guint32 n = columns->n_models;
  return all_below (columns->name, n, header->n_names, FALSE)
         && all_below (columns->node, n, header->n_nodes, TRUE)
         && all_below (columns->owner, n, header->n_words[STEMMA_WORD_OWNER], FALSE)
         && codes_below (columns->task, n, header->n_words[STEMMA_WORD_TASK])
         && codes_below (columns->library, n, header->n_words[STEMMA_WORD_LIBRARY])
         && codes_below (columns->licence, n, header->n_words[STEMMA_WORD_LICENCE])
         && presence_holds (snapshot);
}

static gboolean
words_hold (const guint8 *image, StemmaWordKind kind)
{
  gsize size = 0;
  const char *text = stemma_image_const_section (image, STEMMA_SECTION_WORD_TEXT + kind, &size);
  const guint32 *start = stemma_image_const_section (image, STEMMA_SECTION_WORD_START + kind, NULL);
  guint32 n = stemma_image_header (image)->n_words[kind];
  if (n == 0 || !starts_rise (start, n, (guint32) size))
    return FALSE;
  for (guint32 code = 0; code < n; code++)
    if (start[code] == start[code + 1] || text[start[code + 1] - 1] != '\0')
      return FALSE;
  return TRUE;
}

static gboolean
indexes_hold (const guint8 *image)
{
  const StemmaImageHeader *header = stemma_image_header (image);
  const guint32 *holders = stemma_image_const_section (image, STEMMA_SECTION_HOLDER, NULL);
  for (guint32 i = 0; i < header->n_names; i++)
    {
      guint32 bound = holders[i] & STEMMA_HOLDER_GHOST ? header->n_nodes : header->n_models;
      if (holders[i] != STEMMA_NONE && (holders[i] & ~STEMMA_HOLDER_GHOST) >= bound)
        return FALSE;
    }
  return all_below (stemma_image_const_section (image, STEMMA_SECTION_NAME_ORDER, NULL), header->n_models,
                    header->n_models, FALSE)
         && all_below (stemma_image_const_section (image, STEMMA_SECTION_GHOST_ORDER, NULL), header->n_ghosts,
                       header->n_nodes, FALSE);
}

static gboolean
words_all_hold (const guint8 *image)
{
  for (guint kind = 0; kind < STEMMA_N_WORDS; kind++)
    if (!words_hold (image, kind))
      return FALSE;
  return TRUE;
}

/**
 * stemma_snapshot_verify:
 * @snapshot: a snapshot
 * @cancellable: (nullable): to stop it between its steps
 * @error: %STEMMA_ERROR_DAMAGED, or that it was cancelled
 *
 * Reads every byte: the checksum, then whether every index lies within what it points into and the numbering
 * of the nodes is topological, so that even a file made to deceive is safe to walk afterwards.
 *
 * Returns: whether all holds
 */
gboolean
stemma_snapshot_verify (const StemmaSnapshot *snapshot, GCancellable *cancellable, GError **error)
{
  const guint8 *image = snapshot->image;
  const StemmaImageHeader *header = stemma_image_header (image);
  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return FALSE;
  gboolean whole
    = stemma_checksum (image + sizeof *header, header->size - sizeof *header) == header->body_checksum;
  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return FALSE;
  if (whole && graph_holds (&snapshot->graph, header->n_models, header->n_names) && columns_hold (snapshot)
      && words_all_hold (image) && indexes_hold (image))
    return TRUE;
  g_set_error_literal (error, STEMMA_ERROR, STEMMA_ERROR_DAMAGED,
                       _ ("The saved snapshot is damaged; it can be rebuilt from the store"));
  return FALSE;
}
