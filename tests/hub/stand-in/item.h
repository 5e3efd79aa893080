#pragma once

#include "family.h"
#include "keys.h"
#include "world.h"

G_BEGIN_DECLS

void stand_in_item_append (GString *json, const StandInWorld *world, guint32 ref, StandInKeys keys,
                           const StandInFamily *family, StemmaArena *arena);
double stand_in_trending_score (const StandInWorld *world, guint32 ref);

G_END_DECLS
