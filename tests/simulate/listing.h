#pragma once

#include "simulate/stemma-simulator.h"

G_BEGIN_DECLS

#define LISTING_GHOST G_MAXUINT

/* One listed model, read from its record alone. */
typedef struct
{
  char *name;
  guint8 oid[STEMMA_OID_SIZE];
  StemmaRelation relation;
  char **declared; /* for each edge what tells the parent apart: its oid, else its name */
  guint *parents;  /* for each edge the place in the listing, or LISTING_GHOST */
  guint n_edges;
  guint64 hash;
  guint64 modified, created, downloads;
  gboolean has_task;
} Listed;

/* A week as a naive reader sees it. */
typedef struct
{
  GPtrArray *models; /* Listed */
  GHashTable *by_name, *by_oid;
  GPtrArray *children; /* for each model a GArray of guint, self-loops and rings left out by acyclic */
  guint8 *in_cycle;
} Listing;

Listing *listing_new (const StemmaSimulator *simulator, guint week);
void listing_free (Listing *listing);
char *listing_key_of_oid (const guint8 oid[STEMMA_OID_SIZE]);

static inline Listed *
listing_get (const Listing *listing, guint i)
{
  return g_ptr_array_index (listing->models, i);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Listing, listing_free)

G_END_DECLS
