#pragma once

#include "snapshot/stemma-graph-build.h"
#include "snapshot/stemma-image.h"
#include "snapshot/stemma-packer.h"
#include "snapshot/stemma-snapshot-builder.h"
#include "snapshot/stemma-words.h"

G_BEGIN_DECLS

/* An edge as it was told; its ends are looked up when all models are there. */
typedef struct
{
  guint32 child_key;
  guint32 declared;
  guint32 parent_key;
  guint8 relation;
  guint8 source;
} ToldEdge;

struct _StemmaSnapshotBuilder
{
  StemmaNames *names;
  StemmaDate date;
  char *source;
  guint8 store_id[STEMMA_STORE_ID_SIZE];
  guint64 revision;
  guint32 n_models;
  guint32 last_key;
  GArray *presence; /* of guint64 */
  StemmaPacker *columns[STEMMA_N_PACKED]; /* those that are told; by row */
  StemmaPacker *status;                   /* by row */
  StemmaPacker *arrival;                  /* by row */
  GArray *traits;                         /* of guint64 */
  GHashTable *trait_codes;                /* guint64 in traits' order to code and 1 */
  GArray *edges;                          /* of ToldEdge */
  StemmaWords *words[STEMMA_N_WORDS];
  char *fault; /* the first thing told that cannot be */
};

/* What sealing works out before the image can be laid out. */
typedef struct
{
  guint32 n_names;
  guint32 *row_of_name;   /* and 1; 0 where nobody listed has it */
  guint32 *ghost_of_name; /* and 1 */
  guint32 *presence_rank;
  StemmaBits keys;
  GArray *ghosts; /* of guint32, name ids */
  StemmaGraphBuild *graph;
  guint32 *name_order;
} StemmaSealing;

StemmaSnapshot *stemma_snapshot_builder_write (StemmaSnapshotBuilder *builder, StemmaSealing *sealing);

G_END_DECLS
