#pragma once

#include "report/stemma-model-sheet.h"

G_BEGIN_DECLS

const char *stemma_model_relation_title (StemmaRelation relation);
const char *stemma_model_relation_class (StemmaRelation relation);
char *stemma_model_answer (const StemmaModelSheet *sheet);
GPtrArray *stemma_model_warnings (const StemmaModelSheet *sheet);

G_END_DECLS
