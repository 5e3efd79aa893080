#pragma once

#include "base/stemma-arena.h"
#include "simulate/sim-world.h"

G_BEGIN_DECLS

/* What a model is: words from lists, the same in every week but for the licence. */

typedef struct
{
  const char *id;   /* (nullable) */
  const char *name; /* (nullable) */
  const char *link; /* (nullable) */
} SimLicence;

SimLicence sim_licence (const SimWorld *world, guint32 model, guint week, StemmaArena *arena);
const char *sim_task (const SimWorld *world, guint32 model);
const char *sim_library (const SimWorld *world, guint32 model);
const char *sim_model_type (const SimWorld *world, guint32 model, StemmaArena *arena);
const char *sim_template (const SimWorld *world, guint32 model, StemmaArena *arena);
const char *sim_tags (const SimWorld *world, guint32 model, StemmaArena *arena);
guint32 sim_file_flags (const SimWorld *world, guint32 model);
guint64 sim_parameters (const SimWorld *world, guint32 model);

G_END_DECLS
