#pragma once

#include "store/stemma-db.h"
#include "store/stemma-intern.h"
#include "store/stemma-stage.h"

G_BEGIN_DECLS

/* stage_model.state: what the store knew of the model when it was staged, and what need not be written again. */
#define STEMMA_STAGED_PRESENT 1
#define STEMMA_STAGED_SAME_EDGES 2
#define STEMMA_STAGED_SAME_DATA 4
#define STEMMA_STAGED_SAME_EVAL 8
/* The relation of a model that declares no parent. */
#define STEMMA_STAGED_NO_RELATION -1

struct _StemmaStage
{
  StemmaStore *store;
  StemmaIntern *intern; /* writer thread only */
  StemmaStageOptions options;
  char *source;
  gint64 arrival; /* of the next model that comes in */
  gint64 findings;
  gboolean counters; /* some record had downloads or likes */
  gboolean edge_list; /* rows of edges came: hashes are still to be settled */
  gboolean one_transaction; /* the writer stays in one transaction from begin to end */
  int lock;          /* file descriptor that holds the lock of intakes */
  /* What the writer is busy with. */
  StemmaPage *page;
  StemmaStoreTicket *ticket;
};

gboolean stemma_stage_store_page (StemmaDb *db, gpointer data, GCancellable *cancellable, GError **error);
gboolean stemma_stage_settle_edges (StemmaStage *stage, StemmaDb *db, GError **error);
gboolean stemma_publish (StemmaStage *stage, StemmaDb *db, StemmaPublished *published, GError **error);
gboolean stemma_counters_publish (StemmaDb *db, gint64 snapshot, gint64 previous, GError **error);
gboolean stemma_stage_clear (StemmaDb *db, GError **error);
gboolean stemma_stage_enter (StemmaStage *stage, StemmaDb *db, GError **error);
gboolean stemma_stage_leave (StemmaStage *stage, StemmaDb *db, gboolean done, GError **error);
gboolean stemma_snapshots_forget_rows (StemmaDb *db, gint64 id, gint64 next, GError **error);

G_END_DECLS
