#pragma once

#include "record/stemma-record.h"

G_BEGIN_DECLS

/** StemmaEdgeList: the parents that one record declares, in order, each once. Kept from record to record. */
typedef struct _StemmaEdgeList StemmaEdgeList;

StemmaEdgeList *stemma_edge_list_new (void);
void stemma_edge_list_free (StemmaEdgeList *list);
void stemma_edge_list_reset (StemmaEdgeList *list);
gboolean stemma_edge_list_add (StemmaEdgeList *list, const StemmaRecordEdge *edge);
StemmaRecordEdge *stemma_edge_list_edges (StemmaEdgeList *list, guint *n_edges);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (StemmaEdgeList, stemma_edge_list_free)

G_END_DECLS
