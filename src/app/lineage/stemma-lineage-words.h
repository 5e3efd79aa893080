#pragma once

#include "analysis/stemma-model-facts.h"
#include "lineage/stemma-lineage.h"

G_BEGIN_DECLS

char *stemma_lineage_sentence (const StemmaModelFacts *facts, const StemmaLineage *lineage, guint32 longest);
char *stemma_lineage_host_words (const StemmaLineage *lineage, guint32 card, StemmaDirection direction);

G_END_DECLS
