#pragma once

#include "record/stemma-relation.h"

G_BEGIN_DECLS

/**
 * StemmaReading:
 * @STEMMA_READING_EXACT: every path and every model as the definitions say
 * @STEMMA_READING_PAPER: as the published study counted, so that its tables can be reproduced
 *
 * Which of its two meanings a figure has; named wherever it is shown.
 */
typedef enum
{
  STEMMA_READING_EXACT,
  STEMMA_READING_PAPER,
} StemmaReading;

/** StemmaKind: what a relation counts as in chains and clusters: an adapter is a kind of fine-tune. */
typedef enum
{
  STEMMA_KIND_FINETUNE,
  STEMMA_KIND_MERGE,
  STEMMA_KIND_QUANTIZED,
  STEMMA_KIND_OTHER,
  STEMMA_N_KINDS
} StemmaKind;

static inline StemmaKind
stemma_kind_of (StemmaRelation relation)
{
  static const guint8 kinds[] = { STEMMA_KIND_FINETUNE, STEMMA_KIND_FINETUNE, STEMMA_KIND_MERGE,
                                  STEMMA_KIND_QUANTIZED, STEMMA_KIND_OTHER };
  return (StemmaKind) (relation < G_N_ELEMENTS (kinds) ? kinds[relation] : STEMMA_KIND_OTHER);
}

const char *stemma_reading_word (StemmaReading reading);
gboolean stemma_reading_parse (const char *word, StemmaReading *reading);
const char *stemma_kind_word (StemmaKind kind);

G_END_DECLS
