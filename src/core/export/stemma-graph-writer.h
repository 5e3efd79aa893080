#pragma once

#include <gio/gio.h>

#include "export/stemma-graph-document.h"

G_BEGIN_DECLS

typedef enum
{
  STEMMA_GRAPH_FORMAT_DOT,
  STEMMA_GRAPH_FORMAT_GRAPHML,
  STEMMA_GRAPH_FORMAT_JSON,
  STEMMA_GRAPH_FORMAT_CSV,        /* the edges: parent,child,relation; it can be imported */
  STEMMA_GRAPH_FORMAT_CSV_NODES,  /* the nodes and their attributes */
} StemmaGraphFormat;

GBytes *stemma_graph_write (const StemmaGraphDocument *document, StemmaGraphFormat format,
                            GCancellable *cancellable, GError **error);

G_END_DECLS
