#include "style/stemma-mark.h"

/**
 * stemma_mark_role:
 * @relation: a relation
 *
 * The line that goes with it is stemma_dash_of_relation().
 *
 * Returns: the role of its colour
 */
StemmaRole
stemma_mark_role (StemmaRelation relation)
{
  static const StemmaRole roles[STEMMA_N_RELATIONS] = {
    [STEMMA_RELATION_FINETUNE] = STEMMA_ROLE_FINETUNE, [STEMMA_RELATION_ADAPTER] = STEMMA_ROLE_ADAPTER,
    [STEMMA_RELATION_MERGE] = STEMMA_ROLE_MERGE,       [STEMMA_RELATION_QUANTIZED] = STEMMA_ROLE_QUANTIZED,
    [STEMMA_RELATION_OTHER] = STEMMA_ROLE_OTHER,
  };
  return (guint) relation < STEMMA_N_RELATIONS ? roles[relation] : STEMMA_ROLE_OTHER;
}

/**
 * stemma_mark_letter:
 * @relation: a relation
 *
 * Returns: (transfer none): its letter as a string, for a text of a scene
 */
const char *
stemma_mark_letter (StemmaRelation relation)
{
  static const char letters[STEMMA_N_RELATIONS + 1][2] = { "F", "A", "M", "Q", "?", "?" };
  return letters[(guint) relation < STEMMA_N_RELATIONS ? relation : STEMMA_N_RELATIONS];
}
