#pragma once

#include "cache.h"
#include "faults.h"
#include "window.h"
#include "listing.h"
#include "locate.h"
#include "options.h"
#include "reply.h"
#include "tally.h"
#include "world.h"

G_BEGIN_DECLS

/** StandInHub: the whole server but for HTTP. */
typedef struct
{
  const StandInOptions *options;
  StandInWorld *world;
  StandInListing *listing;
  StandInFaults *faults;
  StandInCache *cache;
  StandInLocator *locator; /* NULL until somebody asks for a model */
  guint locator_version;
  StandInFamily *family; /* NULL until somebody asks for children */
  StemmaArena *arena;
  char *origin, *elsewhere; /* this server's, and another one's that nobody should go to */
  struct
  {
    char *query; /* (nullable): of the page that will be asked for next */
    gboolean with_token, gzip;
    guint source;
  } ahead;
  guint64 number; /* of the last request to the API */
  StandInWindow anonymous, known;
  gint64 wait_until; /* what the last 429 asked for */
  guint open, most_open;
  guint64 elsewhere_requests, elsewhere_tokens;
  StandInTally routes, answers, given, violations;
} StandInHub;

/** StandInRequest: what somebody asks of the API. */
typedef struct
{
  const char *path;  /* as sent */
  const char *query; /* (nullable): as sent */
  gboolean with_token, gzip;
  StandInFault fault;
} StandInRequest;

StandInHub *stand_in_hub_new (const StandInOptions *options, GError **error);
void stand_in_hub_free (StandInHub *hub);
gboolean stand_in_hub_pass_week (StandInHub *hub);
void stand_in_hub_violation (StandInHub *hub, const char *word);
const StandInFamily *stand_in_hub_get_family (StandInHub *hub);
const StandInLocator *stand_in_hub_get_locator (StandInHub *hub);

StandInReply *stand_in_list_answer (StandInHub *hub, const StandInRequest *request);
StandInReply *stand_in_detail_answer (StandInHub *hub, const StandInRequest *request, const char *name);
StandInReply *stand_in_control_answer (StandInHub *hub, const char *method, const char *path);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (StandInHub, stand_in_hub_free)

G_END_DECLS
