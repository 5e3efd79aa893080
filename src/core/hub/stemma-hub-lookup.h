#pragma once

#include "hub/stemma-hub-client.h"

G_BEGIN_DECLS

typedef enum
{
  STEMMA_HUB_FOUND,
  STEMMA_HUB_MOVED, /* renamed, or asked for in other letter case */
  STEMMA_HUB_GONE,  /* deleted or private: the Hub does not tell which */
} StemmaHubPresence;

/**
 * StemmaHubLookup:
 * @presence: whether there is such a model
 * @id: (nullable): its name now; %NULL if gone
 * @oid: (nullable): its `_id`, by which a rename is told from another model under the name
 * @json: (nullable): the record
 */
typedef struct
{
  StemmaHubPresence presence;
  char *id;
  char *oid;
  GBytes *json;
} StemmaHubLookup;

StemmaHubLookup *stemma_hub_lookup (StemmaHubClient *client, const char *id, GCancellable *cancellable,
                                    GError **error);
void stemma_hub_lookup_free (StemmaHubLookup *lookup);
GPtrArray *stemma_hub_children (StemmaHubClient *client, const char *id, guint max_models, gboolean *more,
                                GCancellable *cancellable, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (StemmaHubLookup, stemma_hub_lookup_free)

G_END_DECLS
