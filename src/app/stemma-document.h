#pragma once

#include "app/stemma-job.h"
#include "workspace/stemma-workspace.h"

G_BEGIN_DECLS

typedef enum
{
  STEMMA_DOCUMENT_EMPTY,   /* no store is open */
  STEMMA_DOCUMENT_LOADING, /* the first snapshot is on its way */
  STEMMA_DOCUMENT_BARE,    /* a store without snapshots */
  STEMMA_DOCUMENT_READY,
  STEMMA_DOCUMENT_FAILED, /* the store cannot be used; the error tells why */
} StemmaDocumentState;

#define STEMMA_TYPE_DOCUMENT (stemma_document_get_type ())
G_DECLARE_FINAL_TYPE (StemmaDocument, stemma_document, STEMMA, DOCUMENT, GObject)

StemmaDocument *stemma_document_new (void);
void stemma_document_open (StemmaDocument *document, const char *path, StemmaStoreMode mode);
void stemma_document_close (StemmaDocument *document);
void stemma_document_select (StemmaDocument *document, StemmaDate date);
void stemma_document_select_newest (StemmaDocument *document);
void stemma_document_reload (StemmaDocument *document);
void stemma_document_add_job (StemmaDocument *document, StemmaJob *job);

StemmaDocumentState stemma_document_get_state (StemmaDocument *document);
const char *stemma_document_get_path (StemmaDocument *document);
char *stemma_document_get_title (StemmaDocument *document);
const GError *stemma_document_get_error (StemmaDocument *document);
StemmaWorkspace *stemma_document_get_workspace (StemmaDocument *document);
GPtrArray *stemma_document_get_infos (StemmaDocument *document);
const StemmaSnapshotInfo *stemma_document_get_info (StemmaDocument *document);
StemmaSnapshot *stemma_document_get_snapshot (StemmaDocument *document);
StemmaDate stemma_document_get_wanted (StemmaDocument *document);
StemmaSnapshot *stemma_document_get_before (StemmaDocument *document);
gboolean stemma_document_is_read_only (StemmaDocument *document);
GListModel *stemma_document_get_jobs (StemmaDocument *document);

G_END_DECLS
