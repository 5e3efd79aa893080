#include "app/stemma-places.h"

#define MAX_PLACES 100

struct _StemmaPlaces
{
  GPtrArray *list; /* StemmaPlace */
  guint at;
};

static void
place_free (gpointer data)
{
  StemmaPlace *place = data;
  g_free (place->page);
  g_free (place->target);
  g_free (place);
}

/** stemma_places_new: Returns: (transfer full): nowhere yet */
StemmaPlaces *
stemma_places_new (void)
{
  StemmaPlaces *places = g_new0 (StemmaPlaces, 1);
  places->list = g_ptr_array_new_with_free_func (place_free);
  return places;
}

/** stemma_places_free: @places: (nullable) (transfer full): what is done with */
void
stemma_places_free (StemmaPlaces *places)
{
  if (places == NULL)
    return;
  g_ptr_array_unref (places->list);
  g_free (places);
}

/** stemma_places_clear: forgets everything: another store is open */
void
stemma_places_clear (StemmaPlaces *places)
{
  g_ptr_array_set_size (places->list, 0);
  places->at = 0;
}

/** stemma_places_go: a new place after the one where the user is; what lay ahead is forgotten */
void
stemma_places_go (StemmaPlaces *places, const char *page, const char *target)
{
  const StemmaPlace *now = stemma_places_get (places);
  if (now != NULL && g_str_equal (now->page, page) && g_strcmp0 (now->target, target) == 0)
    return;
  StemmaPlace *place = g_new0 (StemmaPlace, 1);
  place->page = g_strdup (page);
  place->target = g_strdup (target);
  if (places->list->len > places->at + 1)
    g_ptr_array_set_size (places->list, (int) places->at + 1);
  g_ptr_array_add (places->list, place);
  if (places->list->len > MAX_PLACES)
    g_ptr_array_remove_index (places->list, 0);
  places->at = places->list->len - 1;
}

/** stemma_places_update: @target: (nullable): what the place where the user is shows by now */
void
stemma_places_update (StemmaPlaces *places, const char *target)
{
  if (places->list->len == 0)
    return;
  StemmaPlace *place = g_ptr_array_index (places->list, places->at);
  char *kept = g_strdup (target);
  g_free (place->target);
  place->target = kept;
}

/** stemma_places_get: Returns: (transfer none) (nullable): where the user is */
const StemmaPlace *
stemma_places_get (StemmaPlaces *places)
{
  return places->list->len > 0 ? g_ptr_array_index (places->list, places->at) : NULL;
}

/** stemma_places_can_step: @step: -1 back, 1 forward. Returns: whether there is a place */
gboolean
stemma_places_can_step (StemmaPlaces *places, int step)
{
  return step < 0 ? places->at > 0 : places->at + 1 < places->list->len;
}

/** stemma_places_step: @step: -1 back, 1 forward. Returns: (transfer none) (nullable): where the user is then
 */
const StemmaPlace *
stemma_places_step (StemmaPlaces *places, int step)
{
  if (!stemma_places_can_step (places, step))
    return NULL;
  places->at = step < 0 ? places->at - 1 : places->at + 1;
  return stemma_places_get (places);
}
