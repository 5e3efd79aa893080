/* The last step of sealing: the columns that are worked out, and all of it in one piece. */
#include <string.h>

#include "snapshot/stemma-builder-private.h"
#include "snapshot/stemma-name-order.h"

/* The draft number of each node. */
static guint32 *
drafts_by_node (const StemmaGraphBuild *graph)
{
  guint32 *draft_of_node = g_new (guint32, MAX (graph->n_nodes, 1));
  for (guint32 draft = 0; draft < graph->n_nodes; draft++)
    draft_of_node[graph->components->number[draft]] = draft;
  return draft_of_node;
}

static StemmaNode
node_of_row (const StemmaGraphBuild *graph, guint32 row)
{
  guint32 draft = graph->draft_of_row[row];
  return draft != STEMMA_NONE ? graph->components->number[draft] : STEMMA_NONE;
}

static StemmaNode
node_of_ghost (const StemmaGraphBuild *graph, guint32 ghost)
{
  return graph->components->number[graph->n_nodes - graph->n_ghosts + ghost];
}

static void
pack_rows (StemmaSnapshotBuilder *builder, const StemmaSealing *sealing)
{
  for (guint32 row = 0; row < builder->n_models; row++)
    {
      StemmaNode node = node_of_row (sealing->graph, row);
      stemma_packer_add (builder->columns[STEMMA_PACKED_NAME_ORDER], sealing->name_order[row]);
      if (node != STEMMA_NONE)
        stemma_packer_add (builder->columns[STEMMA_PACKED_NODE], node);
    }
}

static void
pack_holders (StemmaSnapshotBuilder *builder, const StemmaSealing *sealing)
{
  for (guint32 name = 0; name < sealing->n_names; name++)
    {
      guint64 holder = sealing->row_of_name[name];
      guint32 ghost = sealing->ghost_of_name[name];
      if (holder == 0 && ghost != 0)
        holder = (guint64) builder->n_models + 1 + node_of_ghost (sealing->graph, ghost - 1);
      stemma_packer_add (builder->columns[STEMMA_PACKED_HOLDER], holder);
    }
}

static guint32
name_of_end (const StemmaPacked *row_names, const StemmaGraphBuild *graph, guint32 row_or_ghost)
{
  return row_or_ghost < graph->n_models ? (guint32) stemma_packed_get (row_names, row_or_ghost)
                                        : graph->ghost_names[row_or_ghost - graph->n_models];
}

static void
pack_nodes (StemmaSnapshotBuilder *builder, const StemmaSealing *sealing)
{
  const StemmaGraphBuild *graph = sealing->graph;
  g_autofree guint32 *draft_of_node = drafts_by_node (graph);
  StemmaPacked names = stemma_packer_get (builder->columns[STEMMA_PACKED_ROW_NAME]);
  StemmaPacked downloads = stemma_packer_get (builder->columns[STEMMA_PACKED_DOWNLOADS]);
  guint32 n_listed = graph->n_nodes - graph->n_ghosts;
  for (StemmaNode node = 0; node < graph->n_nodes; node++)
    {
      guint32 draft = draft_of_node[node];
      guint32 row = graph->row_of_draft[draft];
      gboolean ghost = row == STEMMA_NONE;
      stemma_packer_add (builder->columns[STEMMA_PACKED_GHOST_NAME],
                         ghost ? (guint64) graph->ghost_names[draft - n_listed] + 1 : 0);
      stemma_packer_add (builder->columns[STEMMA_PACKED_NODE_DOWNLOADS],
                         ghost ? 0 : stemma_packed_get (&downloads, row));
      for (guint32 i = graph->parent_start[draft]; i < graph->parent_start[draft + 1]; i++)
        {
          const StemmaBuiltEdge *edge = &graph->edges[i];
          gboolean same = edge->declared == name_of_end (&names, graph, edge->parent);
          stemma_packer_add (builder->columns[STEMMA_PACKED_PARENT_DECLARED],
                             same ? 0 : (guint64) edge->declared + 1);
        }
    }
}

/* Makes the columns that sealing works out, and all of them as small as they get. */
static void
pack (StemmaSnapshotBuilder *builder, StemmaSealing *sealing)
{
  for (guint kind = STEMMA_PACKED_NAME_ORDER; kind < STEMMA_N_PACKED; kind++)
    builder->columns[kind] = stemma_packer_new ();
  pack_rows (builder, sealing);
  pack_holders (builder, sealing);
  g_clear_pointer (&sealing->row_of_name, g_free);
  g_clear_pointer (&sealing->ghost_of_name, g_free);
  pack_nodes (builder, sealing);
  for (guint kind = 0; kind < STEMMA_N_PACKED; kind++)
    stemma_packer_finish (builder->columns[kind]);
}

static guint8 *
lay_out (const StemmaSnapshotBuilder *builder, const StemmaSealing *sealing)
{
  StemmaImageSizes sizes = { { 0 } };
  StemmaImageHeader header = { .revision = builder->revision,
                               .date = builder->date,
                               .n_names = sealing->n_names,
                               .n_models = builder->n_models,
                               .n_nodes = sealing->graph->n_nodes,
                               .n_inner = sealing->graph->components->n_inner,
                               .n_edges = sealing->graph->n_edges,
                               .n_ghosts = sealing->graph->n_ghosts,
                               .n_traits = builder->traits->len };
  guint64 n_row_words = ((guint64) builder->n_models + 63) / 64;
  memcpy (header.store_id, builder->store_id, sizeof header.store_id);
  sizes.sizes[STEMMA_SECTION_SOURCE] = strlen (builder->source) + 1;
  sizes.sizes[STEMMA_SECTION_PRESENCE] = builder->presence->len * sizeof (guint64);
  sizes.sizes[STEMMA_SECTION_PRESENCE_RANK] = builder->presence->len * sizeof (guint32);
  sizes.sizes[STEMMA_SECTION_RELATIONAL] = n_row_words * sizeof (guint64);
  sizes.sizes[STEMMA_SECTION_RELATIONAL_RANK] = n_row_words * sizeof (guint32);
  for (guint i = 0; i < STEMMA_N_WORDS; i++)
    {
      header.n_words[i] = stemma_words_get_count (builder->words[i]);
      sizes.sizes[STEMMA_SECTION_WORD_TEXT + i] = stemma_words_get_text_size (builder->words[i]);
    }
  for (guint kind = 0; kind < STEMMA_N_PACKED; kind++)
    {
      StemmaPacked packed = stemma_packer_get (builder->columns[kind]);
      header.packed[kind].width = packed.width;
      header.packed[kind].n_rest = packed.n_rest;
    }
  return stemma_image_new (&header, &sizes);
}

static void
write_bytes (guint8 *image, StemmaSection section, gconstpointer bytes)
{
  gsize size = stemma_image_header (image)->sections[section].size;
  if (size > 0)
    memcpy (stemma_image_section (image, section), bytes, size);
}

/* Each column is let go as soon as the image has it. */
static void
write_columns (StemmaSnapshotBuilder *builder, guint8 *image)
{
  for (guint kind = 0; kind < STEMMA_N_PACKED; kind++)
    {
      StemmaPacked packed = stemma_packer_get (builder->columns[kind]);
      stemma_image_write_packed (image, kind, &packed);
      g_clear_pointer (&builder->columns[kind], stemma_packer_free);
    }
}

static void
write_ghost_order (const StemmaSnapshotBuilder *builder, const StemmaSealing *sealing, guint8 *image)
{
  guint32 *order = stemma_image_section (image, STEMMA_SECTION_GHOST_ORDER);
  stemma_name_order (builder->names, (const guint32 *) (gpointer) sealing->ghosts->data, sealing->ghosts->len,
                     order);
  for (guint32 i = 0; i < sealing->ghosts->len; i++)
    order[i] = node_of_ghost (sealing->graph, order[i]);
}

/* How many rows' names come before a text. */
static guint32
rows_before (const StemmaSnapshotBuilder *builder,
             const StemmaSealing *sealing,
             const StemmaPacked *row_names,
             const char *text)
{
  guint32 low = 0;
  guint32 high = builder->n_models;
  while (low < high)
    {
      guint32 middle = low + (high - low) / 2;
      guint32 other = (guint32) stemma_packed_get (row_names, sealing->name_order[middle]);
      if (strcmp (stemma_names_get (builder->names, other), text) < 0)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

/* Ranks all nodes by name: the two orders there are, rows and ghosts, become one. */
static void
write_name_ranks (const StemmaSnapshotBuilder *builder, const StemmaSealing *sealing, guint8 *image)
{
  StemmaPacked row_names = stemma_image_get_packed (image, STEMMA_PACKED_ROW_NAME);
  StemmaPacked ghost_names = stemma_image_get_packed (image, STEMMA_PACKED_GHOST_NAME);
  const StemmaNode *ghosts = stemma_image_section (image, STEMMA_SECTION_GHOST_ORDER);
  guint32 *ranks = stemma_image_section (image, STEMMA_SECTION_NAME_RANK);
  guint32 rank = 0;
  guint32 at = 0;
  for (guint32 i = 0; i <= sealing->ghosts->len; i++)
    {
      gboolean last = i == sealing->ghosts->len;
      guint32 name = last ? 0 : (guint32) stemma_packed_get (&ghost_names, ghosts[i]) - 1;
      guint32 end = last ? builder->n_models
                         : rows_before (builder, sealing, &row_names, stemma_names_get (builder->names, name));
      for (; at < end; at++)
        {
          StemmaNode node = node_of_row (sealing->graph, sealing->name_order[at]);
          if (node != STEMMA_NONE)
            ranks[node] = rank++;
        }
      if (!last)
        ranks[ghosts[i]] = rank++;
    }
}

/**
 * stemma_snapshot_builder_write:
 * @builder: a builder; its columns are gone afterwards
 * @sealing: what was worked out
 *
 * Returns: (transfer full): the snapshot
 */
StemmaSnapshot *
stemma_snapshot_builder_write (StemmaSnapshotBuilder *builder, StemmaSealing *sealing)
{
  pack (builder, sealing);
  guint8 *image = lay_out (builder, sealing);
  write_bytes (image, STEMMA_SECTION_SOURCE, builder->source);
  write_bytes (image, STEMMA_SECTION_PRESENCE, builder->presence->data);
  write_bytes (image, STEMMA_SECTION_PRESENCE_RANK, sealing->presence_rank);
  write_bytes (image, STEMMA_SECTION_TRAITS, builder->traits->data);
  stemma_graph_build_write (sealing->graph, image);
  write_columns (builder, image);
  write_ghost_order (builder, sealing, image);
  write_name_ranks (builder, sealing, image);
  for (guint i = 0; i < STEMMA_N_WORDS; i++)
    stemma_words_write (builder->words[i], stemma_image_section (image, STEMMA_SECTION_WORD_START + i),
                        stemma_image_section (image, STEMMA_SECTION_WORD_TEXT + i));
  stemma_image_finish (image);
  return stemma_snapshot_new_for_image (builder->names, image, NULL);
}
