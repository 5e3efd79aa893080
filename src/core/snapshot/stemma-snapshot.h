#pragma once

#include <gio/gio.h>

#include "base/stemma-date.h"
#include "record/stemma-record.h"
#include "snapshot/stemma-bits.h"
#include "snapshot/stemma-names.h"
#include "snapshot/stemma-packed.h"

G_BEGIN_DECLS

/** StemmaRow: a listed model of one snapshot, 0 .. n_models - 1, in the order of the permanent keys. */
typedef guint32 StemmaRow;
/** StemmaNode: a relational model or a ghost of one snapshot, 0 .. n_nodes - 1, in topological order. */
typedef guint32 StemmaNode;

#define STEMMA_NONE G_MAXUINT32

typedef enum
{
  STEMMA_NODE_GHOST = 1 << 0,      /* declared as a parent, not listed */
  STEMMA_NODE_DERIVED = 1 << 1,    /* listed, declares at least one parent (itself counts) */
  STEMMA_NODE_BASE = 1 << 2,       /* listed, at least one listed model declares it (itself counts) */
  STEMMA_NODE_ROOT = 1 << 3,       /* listed, declares no parent, has a listed child */
  STEMMA_NODE_SELF_LOOP = 1 << 4,  /* declares itself */
  STEMMA_NODE_IN_CYCLE = 1 << 5,   /* member of a cycle of two or more */
} StemmaNodeFlags;

/* What an edge's kind byte holds: the relation, and what is wrong with the edge. */
#define STEMMA_EDGE_RELATION(kind) ((StemmaRelation) ((kind) & 0x07))
#define STEMMA_EDGE_IN_CYCLE 0x40
#define STEMMA_EDGE_SELF 0x80
/** Edges that are left out of exact chains. */
#define STEMMA_EDGE_DROPPED (STEMMA_EDGE_IN_CYCLE | STEMMA_EDGE_SELF)

/**
 * StemmaGraph:
 *
 * Who came from whom in one snapshot, both ways, in compressed rows. Numbering is topological: but for edges
 * inside a cycle (and of a model to itself), a parent's number is smaller than its child's. A pair stands once.
 * Nodes that have children come first, so that what is kept for those alone is an array of n_inner entries.
 *
 * Children of v: child[child_start[v] .. child_start[v + 1] - 1], ordered by relation, then by arrival.
 * Parents of v: parent[parent_start[v] .. parent_start[v + 1] - 1], in the order of declaration.
 */
typedef struct
{
  guint32 n_nodes;
  guint32 n_inner;                  /* nodes with children (also if only themselves): 0 .. n_inner - 1 */
  guint32 n_edges;
  guint32 n_ghosts;
  const StemmaRow *row;             /* a ghost has STEMMA_NONE */
  const guint8 *flags;              /* StemmaNodeFlags */
  const guint8 *relation;           /* StemmaRelation where the model counts once; meaningful if derived */
  StemmaPacked downloads;           /* as in the columns, here by node; a ghost has 0 */
  const guint32 *name_rank;         /* place among the nodes by the bytes of the names, none twice */
  const guint32 *child_start;       /* n_nodes + 1 */
  const StemmaNode *child;          /* n_edges */
  const guint8 *child_kind;         /* n_edges: relation and STEMMA_EDGE_ bits */
  const guint32 *parent_start;      /* n_nodes + 1 */
  const StemmaNode *parent;         /* n_edges */
  const guint8 *parent_kind;        /* n_edges */
  const guint8 *parent_source;      /* n_edges: StemmaEdgeSource */
} StemmaGraph;

/**
 * StemmaColumns:
 *
 * Facts of the listed models of one snapshot, a column a fact, by row. Columns are read by stemma_packed_get(), those
 * that need more by the functions below. Codes of words count from 0, which stands for "none";
 * stemma_snapshot_get_word() turns them back.
 */
typedef struct
{
  guint32 n_models;
  StemmaBits keys;        /* permanent keys: the nth of them is that of row n */
  StemmaBits relational;  /* rows that have a node */
  StemmaPacked node;      /* by place among those rows */
  StemmaPacked name;      /* name ids */
  StemmaPacked task;      /* codes */
  StemmaPacked library;   /* codes */
  StemmaPacked licence;   /* codes */
  StemmaPacked trait;     /* places in @traits: few combinations occur */
  const guint64 *traits;  /* StemmaKnown, and above that 32 bits StemmaFlags */
  guint32 n_traits;
  StemmaPacked downloads;
  StemmaPacked likes;     /* saturated at 2^32 - 1 */
  StemmaPacked created;   /* days since 1970; 0 where not known */
  StemmaPacked modified;  /* days since 1970; 0 where not known */
  StemmaPacked sha;       /* 3 bytes of it, 0 where not known: to tell that it changed */
} StemmaColumns;

/** stemma_columns_get_key: Returns: the permanent key of a row */
static inline guint32
stemma_columns_get_key (const StemmaColumns *columns, StemmaRow row)
{
  return stemma_bits_select (&columns->keys, row);
}

/** stemma_columns_get_node: Returns: the node of a row; STEMMA_NONE where the model is isolated */
static inline StemmaNode
stemma_columns_get_node (const StemmaColumns *columns, StemmaRow row)
{
  if (!stemma_bits_has (&columns->relational, row))
    return STEMMA_NONE;
  return (StemmaNode) stemma_packed_get (&columns->node, stemma_bits_count_before (&columns->relational, row));
}

static inline guint64
stemma_columns_get_traits (const StemmaColumns *columns, StemmaRow row)
{
  guint64 code = stemma_packed_get (&columns->trait, row);
  return code < columns->n_traits ? columns->traits[code] : 0;
}

/** stemma_columns_get_known: Returns: StemmaKnown of a row */
static inline guint32
stemma_columns_get_known (const StemmaColumns *columns, StemmaRow row)
{
  return (guint32) stemma_columns_get_traits (columns, row);
}

/** stemma_columns_get_flags: Returns: StemmaFlags of a row */
static inline guint32
stemma_columns_get_flags (const StemmaColumns *columns, StemmaRow row)
{
  return (guint32) (stemma_columns_get_traits (columns, row) >> 32);
}

typedef enum
{
  STEMMA_WORD_TASK,
  STEMMA_WORD_LIBRARY,
  STEMMA_WORD_LICENCE,
  STEMMA_N_WORDS
} StemmaWordKind;

/**
 * StemmaSnapshot:
 *
 * The sealed state of one week. Built once, reference-counted, never changed, shared between threads; on disk it
 * is a file that is mapped, so that opening costs nothing and memory is shared between processes.
 */
typedef struct _StemmaSnapshot StemmaSnapshot;

StemmaSnapshot *stemma_snapshot_ref (StemmaSnapshot *snapshot);
void stemma_snapshot_unref (StemmaSnapshot *snapshot);

StemmaDate stemma_snapshot_get_date (const StemmaSnapshot *snapshot);
const char *stemma_snapshot_get_source (const StemmaSnapshot *snapshot);
const StemmaGraph *stemma_snapshot_get_graph (const StemmaSnapshot *snapshot);
const StemmaColumns *stemma_snapshot_get_columns (const StemmaSnapshot *snapshot);
const char *stemma_snapshot_get_name (const StemmaSnapshot *snapshot, guint32 name_id);
const char *stemma_snapshot_get_node_name (const StemmaSnapshot *snapshot, StemmaNode node);
const char *stemma_snapshot_get_row_name (const StemmaSnapshot *snapshot, StemmaRow row);
const char *stemma_snapshot_get_word (const StemmaSnapshot *snapshot, StemmaWordKind kind, guint32 code);
guint32 stemma_snapshot_get_n_words (const StemmaSnapshot *snapshot, StemmaWordKind kind);
guint64 stemma_snapshot_get_revision (const StemmaSnapshot *snapshot);
StemmaNames *stemma_snapshot_get_names (const StemmaSnapshot *snapshot);
const guint64 *stemma_snapshot_get_presence (const StemmaSnapshot *snapshot, gsize *n_words);
StemmaRow stemma_snapshot_get_row_by_name (const StemmaSnapshot *snapshot, guint32 place);
guint32 stemma_snapshot_get_node_name_id (const StemmaSnapshot *snapshot, StemmaNode node);
guint32 stemma_snapshot_get_declared (const StemmaSnapshot *snapshot, guint32 parent_edge);

StemmaRow stemma_snapshot_find_key (const StemmaSnapshot *snapshot, guint32 key);
StemmaRow stemma_snapshot_find_row (const StemmaSnapshot *snapshot, const char *name);
StemmaNode stemma_snapshot_find_node (const StemmaSnapshot *snapshot, const char *name);
gboolean stemma_snapshot_find_name_id (const StemmaSnapshot *snapshot, guint32 name_id, StemmaRow *row,
                                       StemmaNode *node);

gboolean stemma_snapshot_save (const StemmaSnapshot *snapshot, const char *path, GError **error);
StemmaSnapshot *stemma_snapshot_open (const char *path, StemmaNames *names, const guint8 store_id[16],
                                      guint64 revision, GError **error);
gboolean stemma_snapshot_verify (const StemmaSnapshot *snapshot, GCancellable *cancellable, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (StemmaSnapshot, stemma_snapshot_unref)

G_END_DECLS
