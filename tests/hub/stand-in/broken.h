#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** StandInBroken: one way in which a record can be wrong: one of its keys has another value. */
typedef struct
{
  const char *kind;
  const char *key;
  const char *value; /* JSON, if it is any; "@N" is made by stand_in_broken_append() */
  gboolean survives; /* whether the model itself must come through */
} StandInBroken;

guint stand_in_broken_n (void);
const StandInBroken *stand_in_broken_get (guint place);
void stand_in_broken_append (GString *json, const StandInBroken *broken);

G_END_DECLS
