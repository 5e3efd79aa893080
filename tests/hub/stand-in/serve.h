#pragma once

#include "hub.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/** StandInServer: a Hub on a port of this machine, and another port that nobody should come to. */
typedef struct _StandInServer StandInServer;

StandInServer *stand_in_server_new (StandInHub *hub, guint port, GError **error);
void stand_in_server_free (StandInServer *server);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (StandInServer, stand_in_server_free)

G_END_DECLS
