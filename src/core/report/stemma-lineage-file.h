#pragma once

#include "export/stemma-graph-document.h"
#include "layout/stemma-layout.h"
#include "lineage/stemma-subgraph.h"

G_BEGIN_DECLS

/** StemmaLineageFormat: a kind of file that a lineage is saved as. */
typedef struct
{
  const char *suffix; /* with its dot, in small letters */
  const char *title;  /* for a person; marked with N_() */
} StemmaLineageFormat;

const StemmaLineageFormat *stemma_lineage_file_get_formats (guint *n_formats);
const StemmaLineageFormat *stemma_lineage_file_find_format (const char *path);

StemmaGraphDocument *stemma_lineage_file_graph (const StemmaSubgraph *subgraph, StemmaView *view);
GBytes *stemma_lineage_file_write (StemmaSnapshot *snapshot, StemmaSnapshot *before, StemmaView *view,
                                   StemmaLayouter *layouter, const StemmaLineageFormat *format,
                                   GCancellable *cancellable, GError **error);
gboolean stemma_save_lineage (StemmaSnapshot *snapshot, StemmaSnapshot *before, StemmaView *view,
                              StemmaLayouter *layouter, const char *path, GCancellable *cancellable,
                              GError **error);

G_END_DECLS
