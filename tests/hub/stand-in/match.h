#pragma once

#include "query.h"
#include "world.h"

G_BEGIN_DECLS

gboolean stand_in_match (const StandInWorld *world, guint32 ref, const StandInQuery *query,
                         StemmaArena *arena);
const char *stand_in_match_base (const StandInQuery *query);

G_END_DECLS
