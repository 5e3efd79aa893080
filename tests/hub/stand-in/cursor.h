#pragma once

#include "query.h"
#include "record/stemma-record.h"

G_BEGIN_DECLS

/** StandInCursor: the last model of a page: where the next one goes on. */
typedef struct
{
  gint64 value; /* of what is sorted by; 0 by date of creation */
  guint8 oid[STEMMA_OID_SIZE];
} StandInCursor;

char *stand_in_cursor_write (const StandInCursor *cursor, StandInSort sort, gboolean ascending);
gboolean stand_in_cursor_read (const char *text, StandInSort sort, gboolean ascending, StandInCursor *cursor);

G_END_DECLS
