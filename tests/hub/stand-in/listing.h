#pragma once

#include "cursor.h"
#include "family.h"
#include "query.h"
#include "world.h"

G_BEGIN_DECLS

/** StandInListing: which models a query chooses, and in what order. Remembers the last few choices. */
typedef struct _StandInListing StandInListing;

/** StandInPage: a stretch of a listing. */
typedef struct
{
  GArray *refs; /* guint32 */
  gboolean more;
  StandInCursor end; /* the last of .refs, meaningful where there is one */
} StandInPage;

StandInListing *stand_in_listing_new (const StandInWorld *world);
void stand_in_listing_free (StandInListing *listing);
void stand_in_listing_turn (StandInListing *listing, const StandInQuery *query, gboolean with_token,
                            const StandInFamily *family, const StandInCursor *after, StandInPage *page);
void stand_in_page_clear (StandInPage *page);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (StandInListing, stand_in_listing_free)
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (StandInPage, stand_in_page_clear)

G_END_DECLS
