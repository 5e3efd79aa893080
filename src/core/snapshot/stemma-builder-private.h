#pragma once

#include "snapshot/stemma-graph-build.h"
#include "snapshot/stemma-image.h"
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
  GArray *models; /* of StemmaBuiltModel */
  GArray *edges;  /* of ToldEdge */
  StemmaWords *words[STEMMA_N_WORDS];
  char *fault; /* the first thing told that cannot be */
};

G_END_DECLS
