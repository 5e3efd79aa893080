#pragma once

#include <gio/gio.h>

#include "hub/stemma-hub-options.h"

G_BEGIN_DECLS

/** StemmaTokenSource: where the token that is in force comes from. */
typedef enum
{
  STEMMA_TOKEN_NONE,
  STEMMA_TOKEN_ENVIRONMENT,
  STEMMA_TOKEN_SECRET,
  STEMMA_TOKEN_FILE,
  STEMMA_TOKEN_UNUSABLE, /* there is one, but it cannot be one, or its file cannot be read */
} StemmaTokenSource;

/**
 * StemmaFetchSettings:
 * @endpoint: (nullable): as the preferences have it; %NULL leaves it to the environment
 * @share: the part of the Hub's quota that is used
 * @keep: complete snapshots to keep, 0 for all
 *
 * The preferences at one moment, for a thread that must not ask for them.
 */
typedef struct
{
  char *endpoint;
  double share;
  guint keep;
} StemmaFetchSettings;

StemmaFetchSettings *stemma_fetch_settings_read (GSettings *settings);
void stemma_fetch_settings_free (StemmaFetchSettings *settings);

StemmaHubOptions *stemma_fetch_settings_make_options (const StemmaFetchSettings *settings,
                                                      GCancellable *cancellable,
                                                      GError **error);
StemmaTokenSource stemma_fetch_settings_find_token (const StemmaFetchSettings *settings,
                                                    GCancellable *cancellable);
const char *stemma_fetch_settings_endpoint_variable (void);
const char *stemma_fetch_settings_token_variable (void);
const char *stemma_fetch_settings_offline_variable (void);
char *stemma_fetch_settings_get_endpoint (const StemmaFetchSettings *settings);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (StemmaFetchSettings, stemma_fetch_settings_free)

G_END_DECLS
