#pragma once

#include "snapshot/stemma-snapshot.h"

G_BEGIN_DECLS

/** StemmaSearchRank: how well a name fits, best first. */
typedef enum
{
  STEMMA_SEARCH_EXACT,     /* the whole name */
  STEMMA_SEARCH_SEGMENT,   /* the whole of owner or model */
  STEMMA_SEARCH_PREFIX,    /* how owner or model begins */
  STEMMA_SEARCH_SUBSTRING, /* somewhere inside */
  STEMMA_SEARCH_NEAR,      /* spelt like it */
} StemmaSearchRank;

/** StemmaSearchHit: a listed model (@row) or a ghost (@node, with @row %STEMMA_NONE). */
typedef struct
{
  StemmaRow row;
  StemmaNode node; /* STEMMA_NONE for an isolated model */
  StemmaSearchRank rank;
  guint distance; /* for STEMMA_SEARCH_NEAR: edits between the names */
  guint64 downloads;
} StemmaSearchHit;

GArray *stemma_search (
  const StemmaSnapshot *snapshot, const char *text, guint limit, GCancellable *cancellable, GError **error);
GArray *stemma_search_nearest (
  const StemmaSnapshot *snapshot, const char *name, guint limit, GCancellable *cancellable, GError **error);
const char *stemma_search_hit_name (const StemmaSnapshot *snapshot, const StemmaSearchHit *hit);

G_END_DECLS
