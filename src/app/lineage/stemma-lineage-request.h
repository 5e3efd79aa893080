#pragma once

#include "app/lineage/stemma-lineage-page.h"
#include "layout/stemma-layout.h"
#include "workspace/stemma-workspace.h"

G_BEGIN_DECLS

/** StemmaLineageRequest: what a thread needs to draw or save the picture of a page, whatever that does meanwhile. */
typedef struct
{
  StemmaWorkspace *workspace;
  StemmaSnapshot *snapshot;
  StemmaSnapshot *before; /* (nullable) */
  StemmaView *view;
  StemmaLayouter *layouter;
  char *path;             /* (nullable): of the file */
} StemmaLineageRequest;

StemmaLineageRequest *stemma_lineage_request_new (StemmaLineagePage *page, const char *path);
void stemma_lineage_request_free (gpointer request);

G_END_DECLS
