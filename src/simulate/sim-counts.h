#pragma once

#include "simulate/sim-world.h"
#include "simulate/stemma-simulator.h"

G_BEGIN_DECLS

void sim_count (const SimWorld *world, guint week, StemmaSimulatorCounts *counts);

G_END_DECLS
