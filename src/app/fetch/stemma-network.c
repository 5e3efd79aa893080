#include "app/fetch/stemma-network.h"

#include <glib/gi18n.h>

#include "app/fetch/stemma-fetch-settings.h"

/* A Hub on this machine needs no network. */
static gboolean
is_local (const char *endpoint)
{
  g_autoptr (GUri) uri = g_uri_parse (endpoint, G_URI_FLAGS_NONE, NULL);
  const char *host = uri != NULL ? g_uri_get_host (uri) : NULL;
  if (host == NULL)
    return FALSE;
  g_autoptr (GInetAddress) address = g_inet_address_new_from_string (host);
  return g_str_equal (host, "localhost") || (address != NULL && g_inet_address_get_is_loopback (address));
}

/** stemma_network_get_state: @endpoint: where the Hub is. Returns: whether it can be asked; does not block */
StemmaNetworkState
stemma_network_get_state (const char *endpoint)
{
  GNetworkMonitor *monitor = g_network_monitor_get_default ();
  if (stemma_fetch_settings_offline_variable () != NULL)
    return STEMMA_NETWORK_FORBIDDEN;
  if (is_local (endpoint))
    return STEMMA_NETWORK_THERE;
  if (!g_network_monitor_get_network_available (monitor))
    return STEMMA_NETWORK_GONE;
  return g_network_monitor_get_connectivity (monitor) == G_NETWORK_CONNECTIVITY_PORTAL ? STEMMA_NETWORK_PORTAL
                                                                                       : STEMMA_NETWORK_THERE;
}

/** stemma_network_is_metered: Returns: whether what is sent over the network is counted */
gboolean
stemma_network_is_metered (void)
{
  return g_network_monitor_get_network_metered (g_network_monitor_get_default ());
}

/** stemma_network_describe: Returns: (transfer full) (nullable): what is in the way, %NULL where nothing is
 */
char *
stemma_network_describe (StemmaNetworkState state)
{
  switch (state)
    {
    case STEMMA_NETWORK_FORBIDDEN:
      return g_strdup_printf (
        _ ("Offline, because %s is set: nothing is fetched. What is in the store is all there, and "
           "everything else works."),
        stemma_fetch_settings_offline_variable ());
    case STEMMA_NETWORK_GONE:
      return g_strdup (
        _ ("There is no network: nothing can be fetched. What is in the store is all there, and everything "
           "else works."));
    case STEMMA_NETWORK_PORTAL:
      return g_strdup (
        _ ("The network wants a login first: open any page in a browser. Until then nothing can be fetched; "
           "everything else works."));
    default:
      return NULL;
    }
}
