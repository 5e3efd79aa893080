#include <string.h>

#include "snapshot/stemma-image.h"

/**
 * stemma_snapshot_get_name:
 * @snapshot: a snapshot
 * @name_id: a name's id
 *
 * Returns: (transfer none): the name, good as long as @snapshot
 */
const char *
stemma_snapshot_get_name (const StemmaSnapshot *snapshot, guint32 name_id)
{
  return stemma_names_get (snapshot->names, name_id);
}

/**
 * stemma_snapshot_get_node_name:
 * @snapshot: a snapshot
 * @node: one of its nodes
 *
 * Returns: (transfer none): the model's name, or what a ghost was declared as
 */
const char *
stemma_snapshot_get_node_name (const StemmaSnapshot *snapshot, StemmaNode node)
{
  g_return_val_if_fail (node < snapshot->graph.n_nodes, "");
  return stemma_names_get (snapshot->names, snapshot->graph.name[node]);
}

/**
 * stemma_snapshot_get_row_name:
 * @snapshot: a snapshot
 * @row: one of its rows
 *
 * Returns: (transfer none): the model's name
 */
const char *
stemma_snapshot_get_row_name (const StemmaSnapshot *snapshot, StemmaRow row)
{
  g_return_val_if_fail (row < snapshot->columns.n_models, "");
  return stemma_names_get (snapshot->names, snapshot->columns.name[row]);
}

/**
 * stemma_snapshot_get_n_words:
 * @snapshot: a snapshot
 * @kind: a dictionary
 *
 * Returns: how many codes there are, the one for "none" included
 */
guint32
stemma_snapshot_get_n_words (const StemmaSnapshot *snapshot, StemmaWordKind kind)
{
  return stemma_image_header (snapshot->image)->n_words[kind];
}

/**
 * stemma_snapshot_get_word:
 * @snapshot: a snapshot
 * @kind: a dictionary
 * @code: a code from a column
 *
 * Returns: (transfer none): the word; "" for 0, which stands for "none"
 */
const char *
stemma_snapshot_get_word (const StemmaSnapshot *snapshot, StemmaWordKind kind, guint32 code)
{
  gsize size = 0;
  const char *text = stemma_image_const_section (snapshot->image, STEMMA_SECTION_WORD_TEXT + kind, &size);
  const guint32 *start = stemma_image_const_section (snapshot->image, STEMMA_SECTION_WORD_START + kind, NULL);
  if (code >= stemma_snapshot_get_n_words (snapshot, kind) || start[code] >= size)
    return "";
  return text + start[code];
}

/**
 * stemma_snapshot_find_key:
 * @snapshot: a snapshot
 * @key: a permanent key
 *
 * Returns: its row, or %STEMMA_NONE
 */
StemmaRow
stemma_snapshot_find_key (const StemmaSnapshot *snapshot, guint32 key)
{
  const guint32 *keys = snapshot->columns.key;
  guint32 low = 0;
  guint32 high = snapshot->columns.n_models;
  while (low < high)
    {
      guint32 middle = low + (high - low) / 2;
      if (keys[middle] < key)
        low = middle + 1;
      else
        high = middle;
    }
  return low < snapshot->columns.n_models && keys[low] == key ? low : STEMMA_NONE;
}

/* Places in @order whose name id lies in @ids, sorted by name. Entries of a damaged file may be out of
 * bounds. */
static guint32
find_in_order (const StemmaSnapshot *snapshot,
               const guint32 *order,
               guint32 n_order,
               const guint32 *ids,
               guint32 n_ids,
               const char *name)
{
  guint32 low = 0;
  guint32 high = n_order;
  while (low < high)
    {
      guint32 middle = low + (high - low) / 2;
      guint32 place = order[middle];
      int side = place < n_ids ? strcmp (stemma_names_get (snapshot->names, ids[place]), name) : 1;
      if (side == 0)
        return place;
      if (side < 0)
        low = middle + 1;
      else
        high = middle;
    }
  return STEMMA_NONE;
}

/**
 * stemma_snapshot_find_row:
 * @snapshot: a snapshot
 * @name: a model's name, byte for byte
 *
 * Returns: the row of the listed model of that name, or %STEMMA_NONE
 */
StemmaRow
stemma_snapshot_find_row (const StemmaSnapshot *snapshot, const char *name)
{
  return find_in_order (snapshot, stemma_snapshot_get_name_order (snapshot), snapshot->columns.n_models,
                        snapshot->columns.name, snapshot->columns.n_models, name);
}

/**
 * stemma_snapshot_find_node:
 * @snapshot: a snapshot
 * @name: a name, byte for byte
 *
 * Returns: the node of the listed model of that name, else of the ghost of that name, or %STEMMA_NONE: also
 * for a listed model that is isolated
 */
StemmaNode
stemma_snapshot_find_node (const StemmaSnapshot *snapshot, const char *name)
{
  StemmaRow row = stemma_snapshot_find_row (snapshot, name);
  if (row != STEMMA_NONE)
    return snapshot->columns.node[row];
  return find_in_order (snapshot,
                        stemma_image_const_section (snapshot->image, STEMMA_SECTION_GHOST_ORDER, NULL),
                        snapshot->graph.n_ghosts, snapshot->graph.name, snapshot->graph.n_nodes, name);
}

/**
 * stemma_snapshot_find_name_id:
 * @snapshot: a snapshot
 * @name_id: a name's id
 * @row: (out): the listed model that holds the name, or %STEMMA_NONE
 * @node: (out): its node, or that of the ghost of this name, or %STEMMA_NONE
 *
 * Returns: whether the name stands for anything in this snapshot
 */
gboolean
stemma_snapshot_find_name_id (const StemmaSnapshot *snapshot,
                              guint32 name_id,
                              StemmaRow *row,
                              StemmaNode *node)
{
  *row = STEMMA_NONE;
  *node = STEMMA_NONE;
  const guint32 *holders = stemma_image_const_section (snapshot->image, STEMMA_SECTION_HOLDER, NULL);
  guint32 holder = name_id < stemma_image_header (snapshot->image)->n_names ? holders[name_id] : STEMMA_NONE;
  if (holder == STEMMA_NONE)
    return FALSE;
  if (holder & STEMMA_HOLDER_GHOST)
    *node = holder & ~STEMMA_HOLDER_GHOST;
  else
    *row = holder;
  if (*row != STEMMA_NONE && *row < snapshot->columns.n_models)
    *node = snapshot->columns.node[*row];
  return TRUE;
}
