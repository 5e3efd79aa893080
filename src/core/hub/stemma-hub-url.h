#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** StemmaHubOrder: how the models of a list follow each other by the time they were made. */
typedef enum
{
  STEMMA_HUB_ASCENDING,
  STEMMA_HUB_DESCENDING,
  STEMMA_HUB_UNSORTED, /* not as asked; the list is whole all the same */
} StemmaHubOrder;

/**
 * StemmaHubQuery:
 * @base_model: (nullable): only models that name this one as their base
 * @order: ascending unless the Hub does not know how
 * @limit: models a page, 0 for the Hub's 1000
 * @expand: (nullable) (array zero-terminated=1): what to ask of each model, %NULL for stemma_hub_list_keys
 */
typedef struct
{
  const char *base_model;
  StemmaHubOrder order;
  guint limit;
  const char *const *expand;
} StemmaHubQuery;

extern const char *const stemma_hub_list_keys[];
extern const char *const stemma_hub_detail_keys[];

char *stemma_hub_url_list (const char *endpoint, const StemmaHubQuery *query);
char *stemma_hub_url_detail (const char *endpoint, const char *id, const char *const *expand);
char *stemma_hub_url_keep_expand (const char *url, const char *const *allowed, GPtrArray *dropped);
char *stemma_hub_url_set_limit (const char *url, guint limit);
guint stemma_hub_url_get_limit (const char *url);
StemmaHubOrder stemma_hub_url_get_order (const char *url);
gboolean stemma_hub_url_same_origin (const char *a, const char *b);

G_END_DECLS
