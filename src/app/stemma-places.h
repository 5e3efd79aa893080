#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** StemmaPlace: a page and what it shows there. */
typedef struct
{
  char *page;
  char *target; /* (nullable) */
} StemmaPlace;

/**
 * StemmaPlaces:
 *
 * Where the user has been in a window, for back and forward. Bounded: the oldest is forgotten.
 */
typedef struct _StemmaPlaces StemmaPlaces;

StemmaPlaces *stemma_places_new (void);
void stemma_places_free (StemmaPlaces *places);
void stemma_places_clear (StemmaPlaces *places);
void stemma_places_go (StemmaPlaces *places, const char *page, const char *target);
void stemma_places_update (StemmaPlaces *places, const char *target);
const StemmaPlace *stemma_places_get (StemmaPlaces *places);
gboolean stemma_places_can_step (StemmaPlaces *places, int step);
const StemmaPlace *stemma_places_step (StemmaPlaces *places, int step);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (StemmaPlaces, stemma_places_free)

G_END_DECLS
