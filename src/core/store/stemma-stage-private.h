#pragma once

#include "store/stemma-db.h"
#include "store/stemma-intern.h"
#include "store/stemma-newcomers.h"
#include "store/stemma-rows.h"
#include "store/stemma-stage.h"

G_BEGIN_DECLS

/* stage_model.state: what the store knew of the model when it was staged, and what need not be written again. */
#define STEMMA_STAGED_PRESENT 1
#define STEMMA_STAGED_SAME_EDGES 2
#define STEMMA_STAGED_SAME_DATA 4
#define STEMMA_STAGED_SAME_EVAL 8
/* The relation of a model that declares no parent. */
#define STEMMA_STAGED_NO_RELATION -1

/** StemmaStageSql: the statements that run for each record: prepared once a stage. */
typedef enum
{
  STEMMA_STAGE_FIND_OID,
  STEMMA_STAGE_FIND_NAME,
  STEMMA_STAGE_FIND_ADOPTER,
  STEMMA_STAGE_FIND_STAGED,
  STEMMA_STAGE_FIND_SEEN,
  STEMMA_STAGE_FIND_GONE,
  STEMMA_STAGE_FIND_SPAN,
  STEMMA_STAGE_ADD_GONE,
  STEMMA_STAGE_ADD_FINDING,
  STEMMA_N_STAGE_SQL
} StemmaStageSql;

/** StemmaStageTable: the tables into which a record goes, by rows that wait until the end of the page. */
typedef enum
{
  STEMMA_STAGE_KEYS,
  STEMMA_STAGE_MODELS,
  STEMMA_STAGE_SEEN,
  STEMMA_STAGE_COUNTERS,
  /* Each twice: in its place, and one further on in the stage. */
  STEMMA_STAGE_FACTS,
  STEMMA_STAGE_STAGED_FACTS,
  STEMMA_STAGE_EDGES,
  STEMMA_STAGE_STAGED_EDGES,
  STEMMA_STAGE_DATA,
  STEMMA_STAGE_STAGED_DATA,
  STEMMA_STAGE_EVALUATIONS,
  STEMMA_STAGE_STAGED_EVALUATIONS,
  STEMMA_N_STAGE_TABLES
} StemmaStageTable;

/** StemmaStageRun: models that were added one after the other from lines that follow each other. */
typedef struct
{
  gint64 key;
  guint64 line;
} StemmaStageRun;

struct _StemmaStage
{
  StemmaStore *store;
  StemmaIntern *intern; /* writer thread only, as all that follows */
  StemmaStatement *statements[STEMMA_N_STAGE_SQL];
  StemmaRows *rows[STEMMA_N_STAGE_TABLES];
  StemmaNewcomers *newcomers;
  StemmaStageOptions options;
  char *source;
  gint64 snapshot;  /* the id that is to be published */
  gint64 first_key; /* models from here on were not known before */
  gint64 next_key;
  GArray *runs;     /* StemmaStageRun, by key: where the new models came from, as far as it fits */
  gint64 added;     /* models that are written in their place already */
  gint64 arrival;   /* of the next model that comes in */
  gint64 findings;
  gboolean begun;    /* the writer knows of it */
  gboolean counters; /* some record had downloads or likes */
  gboolean edge_list; /* rows of edges came: hashes are still to be settled */
  gboolean unindexed; /* the first snapshot: names and models are indexed when it is published */
  gboolean oids_forgotten; /* there are more identities than can be remembered */
  StemmaCrawlState *crawl; /* (nullable): where a crawl stands, as it was written last */
  gboolean one_transaction; /* the writer stays in one transaction from begin to end */
  int lock;          /* file descriptor that holds the lock of intakes */
  /* What the writer is busy with. */
  StemmaPage *page;
  StemmaPage *spare; /* (nullable): written, and free for the next use */
  StemmaStoreTicket *ticket;
};

/** StemmaStageRow: where and how a record is written. */
typedef struct
{
  gint64 key, name, arrival;
  gboolean in_place; /* a new model: nobody can see it before its snapshot is there */
  int state;
  StemmaRecordHashes hashes;
} StemmaStageRow;

/** StemmaIdentity: the model that a record speaks of. */
typedef struct
{
  gint64 key;
  gboolean present; /* in the newest snapshot */
  gboolean added;   /* nobody had met it before this record */
  gboolean pending; /* nobody had met it before this stage */
  guint64 hash;     /* of the open span, if present */
} StemmaIdentity;

StemmaStatement *stemma_stage_prepare (StemmaStage *stage, StemmaDb *db, StemmaStageSql sql, GError **error);
StemmaCell *stemma_stage_add_row (StemmaStage *stage, StemmaDb *db, StemmaStageTable table, GError **error);
gboolean stemma_stage_flush (StemmaStage *stage, GError **error);
gboolean stemma_stage_index (StemmaStage *stage, StemmaDb *db, GError **error);
gboolean stemma_stage_identify (StemmaStage *stage, StemmaDb *db, const StemmaPageRecord *entry, gint64 name,
                                StemmaIdentity *identity, GError **error);
gboolean stemma_stage_find_holder (StemmaStage *stage, StemmaDb *db, gint64 name, StemmaIdentity *identity,
                                   gboolean *found, GError **error);
gboolean stemma_stage_find_line (StemmaStage *stage, StemmaDb *db, StemmaStageSql sql, gint64 key, gint64 *line,
                                 gboolean *found, GError **error);
gboolean stemma_stage_check_once (StemmaStage *stage, StemmaDb *db, const StemmaIdentity *identity,
                                  const StemmaPageRecord *entry, GError **error);
gboolean stemma_stage_check_change (StemmaStage *stage, StemmaDb *db, const StemmaPageRecord *entry,
                                    StemmaIdentity *identity, GError **error);
gboolean stemma_stage_add_record (StemmaStage *stage, StemmaDb *db, const StemmaPageRecord *entry,
                                  const StemmaStageRow *row, GError **error);
gboolean stemma_stage_add_edge (StemmaStage *stage, StemmaDb *db, const StemmaStageRow *row, gint64 ord,
                                const StemmaRecordEdge *edge, GError **error);
gboolean stemma_stage_add_counters (StemmaStage *stage, StemmaDb *db, gint64 key, const StemmaRecord *record,
                                    GError **error);
gboolean stemma_stage_is_repeated (StemmaStage *stage, const StemmaIdentity *identity);
gboolean stemma_stage_note_crawl (StemmaStage *stage, StemmaDb *db, GError **error);
gboolean stemma_stage_begin_crawl (StemmaStage *stage, StemmaDb *db, GError **error);
gboolean stemma_stage_refuse_unfinished (StemmaDb *db, GError **error);
gboolean stemma_crawl_state_read (StemmaDb *db, StemmaCrawlState **state, GError **error);
gboolean stemma_crawl_state_write (StemmaDb *db, const StemmaStage *stage, GError **error);
gboolean stemma_crawl_answer_write (StemmaDb *db, const StemmaCrawlAnswer *answer, GError **error);
StemmaStage *stemma_stage_new (StemmaStore *store, GError **error);
gboolean stemma_stage_check_date (StemmaStage *stage, StemmaDb *db, GError **error);
gboolean stemma_stage_store_page (StemmaDb *db, gpointer data, GCancellable *cancellable, GError **error);
gboolean stemma_stage_settle_edges (StemmaStage *stage, StemmaDb *db, GError **error);
gboolean stemma_publish (StemmaStage *stage, StemmaDb *db, StemmaPublished *published, GError **error);
gboolean stemma_counters_publish (StemmaDb *db, gint64 snapshot, gint64 previous, GError **error);
gboolean stemma_stage_clear (StemmaDb *db, GError **error);
gboolean stemma_stage_enter (StemmaStage *stage, StemmaDb *db, GError **error);
gboolean stemma_stage_leave (StemmaStage *stage, StemmaDb *db, gboolean done, GError **error);
int stemma_stage_lock (const char *path, GError **error);
gboolean stemma_snapshots_forget_rows (StemmaDb *db, gint64 id, gint64 next, GError **error);

G_END_DECLS
