#pragma once

#include "client-server.h"

#include "base/stemma-error.h"
#include "hub/stemma-hub-prefetch.h"

G_BEGIN_DECLS

/* A small TestHub with so many models, and what may be wrong with it. */
typedef struct
{
  guint total;
  gboolean descending_only; /* direction is not heeded */
  gboolean unsorted;
  const char *allowed; /* (nullable): "expand" has to be one of these */
  guint empty_before;  /* empty pages at the beginning */
  gboolean loops;
  const char *link_host; /* (nullable): stands in the links */
  guint big_limit;       /* pages of more models are too large, 0 for none */
  guint breaks_at;       /* a request that is answered 500 for ever, 0 for none */
  char *url;
} TestHub;

typedef struct
{
  TestClock clock;
  TestHub *hub;
  Server *server;
  StemmaHubClient *client;
  GHashTable *seen;
  guint pages;
} Listing;

void listing_init (Listing *c, TestHub *hub);
void listing_clear (Listing *c);
void listing_take (Listing *c, const StemmaHubListPage *page);
StemmaHubOrder listing_walk (Listing *c, StemmaHubPager *pager, guint *dropped);
StemmaHubPager *listing_pager (Listing *c, guint limit);

G_END_DECLS
