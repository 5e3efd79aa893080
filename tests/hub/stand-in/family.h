#pragma once

#include "world.h"

G_BEGIN_DECLS

/** StandInFamily: who declares whom, by the declared name and by the model that was meant. Good for all
 * weeks. */
typedef struct _StandInFamily StandInFamily;

StandInFamily *stand_in_family_new (const SimWorld *sim);
void stand_in_family_free (StandInFamily *family);
const guint32 *stand_in_family_declaring (const StandInFamily *family, const char *name, guint *n);
void stand_in_family_count (const StandInFamily *family, const StandInWorld *world, guint32 model,
                            guint counts[SIM_N_KINDS]);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (StandInFamily, stand_in_family_free)

G_END_DECLS
