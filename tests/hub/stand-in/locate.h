#pragma once

#include "world.h"

G_BEGIN_DECLS

/** StandInLocator: finds models by name, in whatever case, and by names that they had. */
typedef struct _StandInLocator StandInLocator;

typedef enum
{
  STAND_IN_FOUND_NOTHING,
  STAND_IN_FOUND_IT,
  STAND_IN_FOUND_MOVED, /* it is called otherwise by now, or its letters' case was wrong */
} StandInFound;

StandInLocator *stand_in_locator_new (const StandInWorld *world);
void stand_in_locator_free (StandInLocator *locator);
StandInFound stand_in_locator_find (const StandInLocator *locator, const char *name, guint32 *ref);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (StandInLocator, stand_in_locator_free)

G_END_DECLS
