#pragma once

#include "client-server.h"

#include "base/stemma-error.h"
#include "hub/stemma-hub-client.h"

G_BEGIN_DECLS

#define CASE_TOKEN "hf_finchTokenOfNobody42"
#define CASE_PATH "/api/models/amber/finch"

/** Case: a client with a token and a clock of its own, and the server that it asks for @url. */
typedef struct
{
  TestClock clock;
  StemmaHubOptions *options;
  StemmaHubClient *client;
  Server *server;
  char *url;
} Case;

void case_init (Case *c, ServeFunc serve, gpointer user_data);
void case_clear (Case *c);
void case_renew (Case *c);
StemmaHubReply *case_get (Case *c);
void case_expect_error (Case *c, StemmaError code, const char *says);
void expect_body (const StemmaHubReply *reply, const char *body);
gpointer cancel_soon (gpointer cancellable);

G_END_DECLS
