#pragma once

#include "keys.h"

G_BEGIN_DECLS

typedef enum
{
  STAND_IN_SORT_CREATED,
  STAND_IN_SORT_TRENDING,
  STAND_IN_SORT_DOWNLOADS,
  STAND_IN_SORT_LIKES,
  STAND_IN_SORT_MODIFIED,
} StandInSort;

/** StandInQuery: what stands behind the "?" of a request. */
typedef struct
{
  GPtrArray *names, *values;                           /* decoded, in order; of one length */
  GPtrArray *filters;                                  /* of .values */
  const char *author, *search, *task, *gated, *cursor; /* (nullable): of .values */
  StandInSort sort;
  gboolean ascending, unknown_sort;
  guint limit, skip;
  guint overlap; /* models of the page before that are told again */
  gboolean has_limit, mixed;
  StandInKeys keys;
} StandInQuery;

#define STAND_IN_MOST_ITEMS 1000

StandInQuery *stand_in_query_new (const char *text, StandInRoute route, gboolean refusing, char **complaint);
void stand_in_query_free (StandInQuery *query);
char *stand_in_query_with_cursor (const StandInQuery *query, const char *cursor);
char *stand_in_query_selection (const StandInQuery *query);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (StandInQuery, stand_in_query_free)

G_END_DECLS
