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
 * stemma_snapshot_get_node_name_id:
 * @snapshot: a snapshot
 * @node: one of its nodes
 *
 * Returns: the id of the model's name, or of what a ghost was declared as
 */
guint32
stemma_snapshot_get_node_name_id (const StemmaSnapshot *snapshot, StemmaNode node)
{
  StemmaRow row = snapshot->graph.row[node];
  return row != STEMMA_NONE ? (guint32) stemma_packed_get (&snapshot->columns.name, row)
                            : (guint32) stemma_packed_get (&snapshot->ghost_name, node) - 1;
}

/**
 * stemma_snapshot_get_declared:
 * @snapshot: a snapshot
 * @parent_edge: a place among its parents
 *
 * Returns: the id of the name as the child declares it; the parent may be called otherwise by now
 */
guint32
stemma_snapshot_get_declared (const StemmaSnapshot *snapshot, guint32 parent_edge)
{
  guint64 other = stemma_packed_get (&snapshot->parent_declared, parent_edge);
  return other != 0 ? (guint32) other - 1
                    : stemma_snapshot_get_node_name_id (snapshot, snapshot->graph.parent[parent_edge]);
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
  return stemma_names_get (snapshot->names, stemma_snapshot_get_node_name_id (snapshot, node));
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
  return stemma_names_get (snapshot->names, (guint32) stemma_packed_get (&snapshot->columns.name, row));
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
  const StemmaBits *keys = &snapshot->columns.keys;
  return stemma_bits_has (keys, key) ? stemma_bits_count_before (keys, key) : STEMMA_NONE;
}

/**
 * stemma_snapshot_get_row_by_name:
 * @snapshot: a snapshot
 * @place: a place in the order of the bytes of names, in which all models of one owner stand together
 *
 * Returns: the row there
 */
StemmaRow
stemma_snapshot_get_row_by_name (const StemmaSnapshot *snapshot, guint32 place)
{
  return (StemmaRow) stemma_packed_get (&snapshot->name_order, place);
}

static const char *
row_name_at (const StemmaSnapshot *snapshot, guint32 place)
{
  StemmaRow row = stemma_snapshot_get_row_by_name (snapshot, place);
  return stemma_names_get (snapshot->names, (guint32) stemma_packed_get (&snapshot->columns.name, row));
}

static const char *
ghost_name_at (const StemmaSnapshot *snapshot, guint32 place)
{
  const StemmaNode *ghosts = stemma_image_const_section (snapshot->image, STEMMA_SECTION_GHOST_ORDER, NULL);
  guint64 name = stemma_packed_get (&snapshot->ghost_name, ghosts[place]);
  return name == 0 ? "" : stemma_names_get (snapshot->names, (guint32) name - 1);
}

/* The place of a name in an order of @n of them, or STEMMA_NONE. */
static guint32
find_place (const StemmaSnapshot *snapshot,
            const char *(*name_at) (const StemmaSnapshot *snapshot, guint32 place),
            guint32 n,
            const char *name)
{
  guint32 low = 0;
  guint32 high = n;
  while (low < high)
    {
      guint32 middle = low + (high - low) / 2;
      int side = strcmp (name_at (snapshot, middle), name);
      if (side == 0)
        return middle;
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
  guint32 place = find_place (snapshot, row_name_at, snapshot->columns.n_models, name);
  return place != STEMMA_NONE ? stemma_snapshot_get_row_by_name (snapshot, place) : STEMMA_NONE;
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
    return stemma_columns_get_node (&snapshot->columns, row);
  const StemmaNode *ghosts = stemma_image_const_section (snapshot->image, STEMMA_SECTION_GHOST_ORDER, NULL);
  guint32 place = find_place (snapshot, ghost_name_at, snapshot->graph.n_ghosts, name);
  return place != STEMMA_NONE ? ghosts[place] : STEMMA_NONE;
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
  guint64 holder = stemma_packed_get (&snapshot->holder, name_id);
  if (holder == 0)
    return FALSE;
  if (holder > snapshot->columns.n_models)
    *node = (StemmaNode) (holder - 1 - snapshot->columns.n_models);
  else
    {
      *row = (StemmaRow) (holder - 1);
      *node = stemma_columns_get_node (&snapshot->columns, *row);
    }
  return TRUE;
}
