#pragma once

#include <libsoup/soup.h>

G_BEGIN_DECLS

/** StandInGuests: who is connected, and at most ever was. */
typedef struct _StandInGuests StandInGuests;

StandInGuests *stand_in_guests_new (SoupServer *server, guint *open, guint *most);
void stand_in_guests_free (StandInGuests *guests);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (StandInGuests, stand_in_guests_free)

G_END_DECLS
