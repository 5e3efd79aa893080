#pragma once

#include <glib.h>

#include "record/stemma-relation.h"

G_BEGIN_DECLS

typedef enum
{
  STEMMA_GRAPH_TEXT,
  STEMMA_GRAPH_INTEGER,
  STEMMA_GRAPH_REAL,
  STEMMA_GRAPH_BOOLEAN,
} StemmaGraphType;

/**
 * StemmaGraphDocument:
 *
 * A plain graph on its way into a file: nodes with an id, a label and typed attributes in columns, edges from
 * parent to child with a relation. It copies what it is given.
 */
typedef struct _StemmaGraphDocument StemmaGraphDocument;

StemmaGraphDocument *stemma_graph_document_new (const char *title);
void stemma_graph_document_free (StemmaGraphDocument *document);
guint stemma_graph_document_add_column (StemmaGraphDocument *document, const char *key, StemmaGraphType type);
guint stemma_graph_document_add_node (StemmaGraphDocument *document, const char *id, const char *label);
void stemma_graph_document_set_text (StemmaGraphDocument *document, guint node, guint column,
                                     const char *value);
void stemma_graph_document_set_integer (StemmaGraphDocument *document, guint node, guint column,
                                        gint64 value);
void stemma_graph_document_set_real (StemmaGraphDocument *document, guint node, guint column, double value);
void stemma_graph_document_set_boolean (StemmaGraphDocument *document, guint node, guint column,
                                        gboolean value);
void stemma_graph_document_add_edge (StemmaGraphDocument *document, guint parent, guint child,
                                     StemmaRelation relation, const char *word);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (StemmaGraphDocument, stemma_graph_document_free)

G_END_DECLS
