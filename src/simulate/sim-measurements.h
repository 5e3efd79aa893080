#pragma once

#include "simulate/sim-world.h"
#include "simulate/stemma-simulator.h"

G_BEGIN_DECLS

gboolean sim_measure (const SimWorld *world, StemmaSimulatorMeasurementFunc func, gpointer user_data,
                      GError **error);

G_END_DECLS
