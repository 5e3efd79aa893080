#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** StemmaRanked: something by its place, and what it is sorted by. */
typedef struct
{
  guint64 key;
  guint32 place;
} StemmaRanked;

void stemma_rank_sort (StemmaRanked *items, guint32 n);

/* A key that puts big before small, and equals in the order of their names. */
static inline guint64
stemma_rank_key (guint32 size, guint32 name_rank)
{
  return (guint64) (G_MAXUINT32 - size) << 32 | name_rank;
}

G_END_DECLS
