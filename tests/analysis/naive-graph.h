#pragma once

#include "analysis/stemma-reading.h"
#include "snapshot/stemma-snapshot.h"

G_BEGIN_DECLS

#define NAIVE_MAX 24

/**
 * NaiveGraph:
 *
 * A small graph as plain tables, and the definitions worked out on it word by word, by enumeration: what the
 * fast code is compared with. Models are 0 .. n_models - 1 in the order of their keys, ghosts follow.
 */
typedef struct
{
  guint n_models;
  guint n; /* ghosts included */
  char names[NAIVE_MAX][16];
  gboolean derived[NAIVE_MAX];
  StemmaRelation relation[NAIVE_MAX]; /* where it counts once */
  guint64 downloads[NAIVE_MAX];
  guint arrival[NAIVE_MAX];
  guint n_parents[NAIVE_MAX]; /* as declared, repetitions and all */
  guint parents[NAIVE_MAX][4];
  StemmaRelation parent_relations[NAIVE_MAX][4];

  gboolean edge[NAIVE_MAX][NAIVE_MAX]; /* from parent to child */
  StemmaRelation edge_relation[NAIVE_MAX][NAIVE_MAX];
  gboolean reach[NAIVE_MAX][NAIVE_MAX]; /* in one step or more */
} NaiveGraph;

NaiveGraph *naive_graph_random (GRand *random);
StemmaSnapshot *naive_graph_build (const NaiveGraph *graph);
gboolean naive_is_root (const NaiveGraph *graph, guint model);
gboolean naive_is_base (const NaiveGraph *graph, guint model);
gboolean naive_is_relational (const NaiveGraph *graph, guint model);
gboolean naive_in_cycle (const NaiveGraph *graph, guint model);
gboolean naive_keeps_edge (const NaiveGraph *graph, guint parent, guint child);

/* Paths as arrays of models, the root first; of all roots, in no order that matters. */
GPtrArray *naive_chains (const NaiveGraph *graph, StemmaReading reading);
/* Likewise all paths from one model or ghost to where nothing follows, as exact chains are. */
GPtrArray *naive_paths (const NaiveGraph *graph, guint head);
StemmaKind naive_dominant (const NaiveGraph *graph, const GArray *chain, StemmaReading reading);
guint naive_diversity (const NaiveGraph *graph, const GArray *chain, StemmaReading reading);
int naive_compare_chains (const NaiveGraph *graph, const GArray *a, const GArray *b);

G_END_DECLS
