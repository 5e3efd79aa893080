#pragma once

#include "analysis/stemma-reading.h"
#include "snapshot/stemma-snapshot.h"

G_BEGIN_DECLS

/** StemmaField: the Hub's own groups of tasks. */
typedef enum
{
  STEMMA_FIELD_NLP,
  STEMMA_FIELD_CV,
  STEMMA_FIELD_AUDIO,
  STEMMA_FIELD_MULTIMODAL,
  STEMMA_FIELD_RL,
  STEMMA_FIELD_TABULAR,
  STEMMA_FIELD_OTHER,
  STEMMA_N_FIELDS
} StemmaField;

/** StemmaTaskRow: derived models of one kind, where each counts once, by field. */
typedef struct
{
  guint32 fields[STEMMA_N_FIELDS];
  guint32 total;   /* of the fields */
  guint32 unknown; /* without a task; not in the total */
} StemmaTaskRow;

/** StemmaTasks: a row a kind. */
typedef struct
{
  StemmaTaskRow rows[STEMMA_N_KINDS];
} StemmaTasks;

StemmaTasks stemma_tasks (const StemmaSnapshot *snapshot);
StemmaField stemma_field_of_task (const char *task);
const char *stemma_field_word (StemmaField field);

G_END_DECLS
