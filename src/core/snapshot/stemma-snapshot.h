#pragma once

#include <gio/gio.h>

#include "base/stemma-date.h"
#include "record/stemma-record.h"
#include "snapshot/stemma-names.h"

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
  const guint32 *name;              /* name ids */
  const guint32 *arrival;           /* rank of the order in which listed models came in; ghosts have STEMMA_NONE */
  const guint8 *flags;              /* StemmaNodeFlags */
  const guint8 *relation;           /* StemmaRelation where the model counts once; meaningful if derived */
  const guint64 *downloads;         /* as in the columns, here by node; a ghost has 0 */
  const guint32 *name_rank;         /* place among the nodes by the bytes of the names, none twice */
  const guint32 *child_start;       /* n_nodes + 1 */
  const StemmaNode *child;          /* n_edges */
  const guint8 *child_kind;         /* n_edges: relation and STEMMA_EDGE_ bits */
  const guint32 *parent_start;      /* n_nodes + 1 */
  const StemmaNode *parent;         /* n_edges */
  const guint8 *parent_kind;        /* n_edges */
  const guint8 *parent_source;      /* n_edges: StemmaEdgeSource */
  const guint32 *parent_declared;   /* n_edges: name id of the string as declared */
} StemmaGraph;

/**
 * StemmaColumns:
 *
 * Facts of the listed models of one snapshot, an array a fact, all of n_models entries. Codes of words count from
 * 0, which stands for "none"; stemma_snapshot_get_word() turns them back.
 */
typedef struct
{
  guint32 n_models;
  const guint32 *key;               /* permanent keys, ascending */
  const guint32 *name;              /* name ids */
  const StemmaNode *node;           /* STEMMA_NONE where the model is isolated */
  const guint32 *owner;             /* codes */
  const guint16 *task;              /* codes */
  const guint16 *library;           /* codes */
  const guint16 *licence;           /* codes */
  const guint32 *known;             /* StemmaKnown */
  const guint32 *flags;             /* StemmaFlags */
  const guint64 *downloads;
  const guint32 *likes;             /* saturated at 2^32 - 1 */
  const gint64 *created;            /* seconds since 1970 */
  const gint64 *modified;           /* seconds since 1970 */
  const guint64 *sha;               /* first 8 bytes, 0 where not known: to tell that it changed */
} StemmaColumns;

typedef enum
{
  STEMMA_WORD_OWNER,
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
const StemmaRow *stemma_snapshot_get_name_order (const StemmaSnapshot *snapshot);

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
