#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/** StemmaNetworkState: whether the Hub can be asked, as far as the desktop knows. */
typedef enum
{
  STEMMA_NETWORK_THERE,
  STEMMA_NETWORK_FORBIDDEN, /* a variable says that nothing may go out */
  STEMMA_NETWORK_GONE,
  STEMMA_NETWORK_PORTAL, /* it wants a login first */
} StemmaNetworkState;

StemmaNetworkState stemma_network_get_state (const char *endpoint);
gboolean stemma_network_is_metered (void);
char *stemma_network_describe (StemmaNetworkState state);

G_END_DECLS
