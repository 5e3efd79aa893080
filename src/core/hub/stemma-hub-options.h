#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define STEMMA_HUB_ENDPOINT "https://huggingface.co"
#define STEMMA_HUB_PAGE_BYTES (64u * 1024 * 1024)

/** StemmaHubEnvironment: the value of the environment variable @name, %NULL if it is not set. */
typedef const char *(*StemmaHubEnvironment) (const char *name, gpointer user_data);

/**
 * StemmaHubOptions:
 * @endpoint: where the Hub is, without a slash at its end: "https://huggingface.co", a mirror, a stand-in
 * @token: (nullable): goes to the origin of @endpoint and nowhere else, into no message either
 * @user_agent: how Stemma names itself
 * @offline: every request is refused before anything is sent
 * @share: the part of the Hub's quota that is used, above 0, to 1
 * @timeout: seconds without a byte after which a connection counts as broken
 * @deadline: seconds that one answer may take in all, from its first byte
 * @attempts: how often one request is tried, the first time counted
 * @max_body: bytes of an answer after unpacking
 * @max_ratio: how many times larger than what was sent an answer may unpack to, beyond @free_body
 * @free_body: bytes up to which @max_ratio does not matter
 * @seed: of the jitter between attempts, 0 for one of its own
 *
 * What a client needs to know. Plain fields: change them between stemma_hub_options_new() and
 * stemma_hub_client_new().
 */
typedef struct
{
  char *endpoint;
  char *token;
  char *user_agent;
  gboolean offline;
  double share;
  guint timeout;
  guint deadline;
  guint attempts;
  gsize max_body;
  guint max_ratio;
  gsize free_body;
  guint32 seed;
} StemmaHubOptions;

StemmaHubOptions *stemma_hub_options_new (const char *endpoint, const char *token,
                                          StemmaHubEnvironment environment, gpointer user_data,
                                          GError **error);
StemmaHubOptions *stemma_hub_options_copy (const StemmaHubOptions *options);
void stemma_hub_options_free (StemmaHubOptions *options);

const char *stemma_hub_environment (const char *name, gpointer user_data);
gboolean stemma_hub_token_check (const char *token, const char *from, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (StemmaHubOptions, stemma_hub_options_free)

G_END_DECLS
