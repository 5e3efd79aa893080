#pragma once

#include "record/stemma-record.h"
#include "simulate/sim-world.h"

G_BEGIN_DECLS

void sim_record_make (const SimWorld *world, guint32 model, guint week, StemmaArena *arena,
                      StemmaRecord *record);

G_END_DECLS
