#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** StemmaLayoutSeat: one of several things in a row. Those of one group have an order among themselves. */
typedef struct
{
  guint64 group;
  guint slot;  /* where in the row it is now */
  guint rank;  /* where in its group it belongs */
  guint item;
} StemmaLayoutSeat;

gboolean stemma_layout_seats_restore (GArray *seats, guint *row);

G_END_DECLS
