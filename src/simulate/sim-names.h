#pragma once

#include "simulate/sim-words.h"
#include "simulate/sim-world.h"

G_BEGIN_DECLS

#define SIM_NAME_SIZE 200
#define SIM_SEGMENT_LIMIT 96

SimNames *sim_names_new (SimWorld *world);
void sim_names_free (SimNames *names);
const SimWords *sim_names_words (const SimNames *names);

const char *sim_name (const SimWorld *world, guint32 model, guint week, char name[SIM_NAME_SIZE]);
const char *sim_name_of_ghost (const SimWorld *world, guint32 ghost, char name[SIM_NAME_SIZE]);
const char *sim_name_of_dataset (const SimWorld *world, guint32 dataset, char name[SIM_NAME_SIZE]);
const char *sim_name_declared (const SimWorld *world, guint32 child, guint32 parent,
                               char name[SIM_NAME_SIZE]);

G_END_DECLS
