#include "hub.h"

#define MUCH 1000000 /* a quota that nobody uses up */
#define MIB (1024 * 1024)

static void
set_up_windows (StandInHub *hub)
{
  const StandInOptions *options = hub->options;
  hub->anonymous.quota = options->no_limits ? MUCH : (guint) options->quota;
  hub->known.quota = options->no_limits ? MUCH : (guint) options->token_quota;
  hub->anonymous.length = hub->known.length = (gint64) (options->window * G_USEC_PER_SEC);
  hub->anonymous.start = hub->known.start = g_get_monotonic_time ();
}

/**
 * stand_in_hub_new:
 * @options: what the command line says; outlives the hub
 * @error: return location: #GOptionError
 *
 * Returns: (transfer full): a Hub, or %NULL
 */
StandInHub *
stand_in_hub_new (const StandInOptions *options, GError **error)
{
  g_autoptr (StandInFaults) faults = stand_in_faults_new (options, error);
  if (faults == NULL)
    return NULL;
  StandInHub *hub = g_new0 (StandInHub, 1);
  StandInModes modes = stand_in_faults_get_modes (faults);
  hub->options = options;
  hub->faults = g_steal_pointer (&faults);
  hub->world = stand_in_world_new ((guint32) options->seed, options->scale, (guint) options->week);
  hub->world->churning = (modes & STAND_IN_MODE_CHURN) != 0;
  if (modes & STAND_IN_MODE_BROKEN_RECORDS)
    stand_in_world_add_broken (hub->world);
  stand_in_world_add_private (hub->world, (guint) options->private_models);
  hub->listing = stand_in_listing_new (hub->world);
  hub->cache = stand_in_cache_new ((gsize) options->cache * MIB);
  hub->arena = stemma_arena_new ();
  stand_in_tally_init (&hub->routes);
  stand_in_tally_init (&hub->answers);
  stand_in_tally_init (&hub->given);
  stand_in_tally_init (&hub->violations);
  set_up_windows (hub);
  return hub;
}

void
stand_in_hub_free (StandInHub *hub)
{
  if (hub == NULL)
    return;
  if (hub->ahead.source != 0)
    g_source_remove (hub->ahead.source);
  g_free (hub->ahead.query);
  stand_in_tally_clear (&hub->routes);
  stand_in_tally_clear (&hub->answers);
  stand_in_tally_clear (&hub->given);
  stand_in_tally_clear (&hub->violations);
  stand_in_locator_free (hub->locator);
  stand_in_family_free (hub->family);
  stand_in_listing_free (hub->listing);
  stand_in_faults_free (hub->faults);
  stand_in_cache_free (hub->cache);
  stand_in_world_free (hub->world);
  stemma_arena_free (hub->arena);
  g_free (hub->origin);
  g_free (hub->elsewhere);
  g_free (hub);
}

gboolean
stand_in_hub_pass_week (StandInHub *hub)
{
  return stand_in_world_pass_week (hub->world);
}

/* What a polite client does not do. */
void
stand_in_hub_violation (StandInHub *hub, const char *word)
{
  stand_in_tally_count (&hub->violations, word);
}

const StandInFamily *
stand_in_hub_get_family (StandInHub *hub)
{
  if (hub->family == NULL)
    hub->family = stand_in_family_new (hub->world->sim);
  return hub->family;
}

const StandInLocator *
stand_in_hub_get_locator (StandInHub *hub)
{
  if (hub->locator != NULL && hub->locator_version != hub->world->version)
    g_clear_pointer (&hub->locator, stand_in_locator_free);
  if (hub->locator == NULL)
    hub->locator = stand_in_locator_new (hub->world);
  hub->locator_version = hub->world->version;
  return hub->locator;
}
