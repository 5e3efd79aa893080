#pragma once

#include "record/stemma-relation.h"
#include "style/stemma-role.h"

G_BEGIN_DECLS

StemmaRole stemma_mark_role (StemmaRelation relation);
const char *stemma_mark_letter (StemmaRelation relation);

G_END_DECLS
