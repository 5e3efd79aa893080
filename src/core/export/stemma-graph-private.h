#pragma once

#include <gio/gio.h>

#include "base/stemma-arena.h"
#include "export/stemma-graph-document.h"

G_BEGIN_DECLS

typedef struct
{
  const char *id;
  const char *label;
} StemmaGraphNode;

typedef struct
{
  guint parent;
  guint child;
  StemmaRelation relation;
  const char *word;  /* what the source called it; the relation's own word where it said nothing else */
} StemmaGraphEdge;

typedef struct
{
  gboolean is_set;
  union
  {
    const char *text;
    gint64 integer;
    double real;
    gboolean boolean;
  };
} StemmaGraphValue;

typedef struct
{
  const char *key;
  StemmaGraphType type;
  GArray *values;  /* StemmaGraphValue, by node; shorter than the nodes where the rest is not set */
} StemmaGraphColumn;

struct _StemmaGraphDocument
{
  StemmaArena *arena;
  const char *title;
  GArray *columns;  /* StemmaGraphColumn */
  GArray *nodes;    /* StemmaGraphNode */
  GArray *edges;    /* StemmaGraphEdge */
};

/* The writers: each tells FALSE once it notices that it was cancelled. */
gboolean stemma_graph_write_dot (const StemmaGraphDocument *document, GString *out,
                                 GCancellable *cancellable);
gboolean stemma_graph_write_graphml (const StemmaGraphDocument *document, GString *out,
                                     GCancellable *cancellable);
gboolean stemma_graph_write_json (const StemmaGraphDocument *document, GString *out,
                                  GCancellable *cancellable);

const StemmaGraphValue *stemma_graph_value (const StemmaGraphColumn *column, guint node);
char *stemma_graph_value_text (const StemmaGraphColumn *column, const StemmaGraphValue *value);
gboolean stemma_graph_is_cancelled (guint at, GCancellable *cancellable);

G_END_DECLS
