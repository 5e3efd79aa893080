#pragma once

#include "record/stemma-relation.h"
#include "scene/stemma-scene.h"

G_BEGIN_DECLS

#define STEMMA_DASH_MAX 4

StemmaDash stemma_dash_of_relation (StemmaRelation relation);
const char *stemma_dash_name (StemmaDash dash);
guint stemma_dash_lengths (StemmaDash dash, double width, double lengths[STEMMA_DASH_MAX]);
gboolean stemma_dash_is_round (StemmaDash dash);

G_END_DECLS
