#pragma once

#include "hub.h"

#include <libsoup/soup.h>

G_BEGIN_DECLS

void stand_in_send (StandInHub *hub, SoupServerMessage *message, const StandInRequest *request,
                    StandInReply *reply);
void stand_in_send_silence (SoupServerMessage *message);

G_END_DECLS
