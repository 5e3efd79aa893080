#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * StemmaRelation:
 *
 * How a child came from its parent. The order is the one in which children of one parent are walked (fine-tune,
 * adapter, merge, quantized, then the rest); it is stored, so it never changes.
 */
typedef enum
{
  STEMMA_RELATION_FINETUNE,
  STEMMA_RELATION_ADAPTER,
  STEMMA_RELATION_MERGE,
  STEMMA_RELATION_QUANTIZED,
  STEMMA_RELATION_OTHER,
  STEMMA_N_RELATIONS
} StemmaRelation;

/**
 * StemmaEdgeSource:
 *
 * Where a parent was declared, best first. Stored, so it never changes.
 */
typedef enum
{
  STEMMA_EDGE_SOURCE_BASE_MODELS, /* the Hub's own baseModels field */
  STEMMA_EDGE_SOURCE_TYPED_TAG,   /* base_model:<relation>:<id> */
  STEMMA_EDGE_SOURCE_TAG,         /* base_model:<id> */
  STEMMA_EDGE_SOURCE_CARD,        /* cardData.base_model */
  STEMMA_EDGE_SOURCE_PEFT,        /* config.peft.base_model_name_or_path */
  STEMMA_EDGE_SOURCE_FILE,        /* a column of a table */
  STEMMA_N_EDGE_SOURCES
} StemmaEdgeSource;

StemmaRelation stemma_relation_parse (const char *word, gssize length);
const char *stemma_relation_word (StemmaRelation relation);
char stemma_relation_letter (StemmaRelation relation);
const char *stemma_edge_source_word (StemmaEdgeSource source);

G_END_DECLS
