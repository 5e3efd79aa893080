#pragma once

#include "hub/stemma-hub-client.h"
#include "hub/stemma-hub-url.h"
#include "record/stemma-json.h"

#include <libsoup/soup.h>

G_BEGIN_DECLS

/* What a person may be shown of a text that came from outside, and what may stand in a header. */
#define STEMMA_HUB_TEXT_MAX 300
#define STEMMA_HUB_HEADER_BYTES \
  "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 !#$%&'()*+,-./:;<=>?@[]^_`{|}~"

/** StemmaHubFault: what to make of a request that failed. */
typedef enum
{
  STEMMA_HUB_FAULT_NONE,
  STEMMA_HUB_FAULT_TRANSIENT,   /* may go well the next time */
  STEMMA_HUB_FAULT_UNREACHABLE, /* no connection; hopeless where there never was one */
  STEMMA_HUB_FAULT_TOO_LARGE,   /* a smaller page may go well */
  STEMMA_HUB_FAULT_FATAL,
} StemmaHubFault;

/** StemmaHubGate: a lock and a wait that a cancellable ends. */
typedef struct
{
  GMutex lock;
  GCond cond;
} StemmaHubGate;

typedef gboolean (*StemmaHubGateFunc) (gpointer user_data);

void stemma_hub_gate_init (StemmaHubGate *gate);
void stemma_hub_gate_clear (StemmaHubGate *gate);
gboolean stemma_hub_gate_pass (StemmaHubGate *gate, StemmaHubGateFunc take, gpointer user_data,
                               GCancellable *cancellable, GError **error);
void stemma_hub_gate_open (StemmaHubGate *gate);
void stemma_hub_gate_close (StemmaHubGate *gate);

char *stemma_hub_clean_text (const char *text);
char *stemma_hub_clean_reply_text (const StemmaHubOptions *options, const char *text);
gboolean stemma_hub_read_json (GBytes *bytes, gsize max_length, StemmaJsonType type, StemmaJson *root);
gboolean stemma_hub_is_true (const char *value);

gboolean stemma_hub_token_find (const char *given, StemmaHubEnvironment environment, gpointer user_data,
                                char **token, GError **error);
void stemma_hub_token_free (char *token);

GUri *stemma_hub_uri_parse (const char *url);
gboolean stemma_hub_uri_same_origin (GUri *a, GUri *b);

StemmaHubReply *stemma_hub_reply_new (const StemmaHubOptions *options, SoupMessage *message, GBytes *body);
gboolean stemma_hub_reply_is_json (const StemmaHubReply *reply);
gboolean stemma_hub_reply_refuses_token (const StemmaHubReply *reply, const StemmaHubOptions *options);
StemmaHubFault stemma_hub_reply_check (const StemmaHubReply *reply, const StemmaHubOptions *options,
                                       GError **error);

StemmaHubFault stemma_hub_fault_of (const GError *cause, const StemmaHubOptions *options, GUri *uri,
                                    GError **error);
void stemma_hub_fault_too_large (GUri *uri, GError **error);
void stemma_hub_fault_proxy (GUri *uri, guint status, GError **error);
void stemma_hub_fault_slow (GUri *uri, GError **error);
void stemma_hub_fault_offline (GError **error);
void stemma_hub_fault_limited (GError **error);
void stemma_hub_fault_not_hub (const StemmaHubReply *reply, GError **error);
void stemma_hub_fault_cut_off (const StemmaHubReply *reply, GError **error);
void stemma_hub_fault_redirect (const StemmaHubReply *reply, GError **error);
void stemma_hub_fault_token (GError **error);
void stemma_hub_fault_status (const StemmaHubReply *reply, GError **error);

char **stemma_hub_expand_allowed (GBytes *body);
gboolean stemma_hub_order_look (GBytes *page, StemmaHubOrder *order);

StemmaHubReply *stemma_hub_exchange (SoupSession *session, const StemmaHubOptions *options,
                                     const StemmaClock *clock, GUri *uri, StemmaHubFault *fault,
                                     GCancellable *cancellable, GError **error);

StemmaHubReply *stemma_hub_client_try (StemmaHubClient *client, const char *url, StemmaHubFault *fault,
                                       GCancellable *cancellable, GError **error);
StemmaHubReply *stemma_hub_client_negotiate (StemmaHubClient *client, char **url, GPtrArray *dropped,
                                             StemmaHubFault *fault, GCancellable *cancellable,
                                             GError **error);
char **stemma_hub_client_detail_keys (StemmaHubClient *client);
void stemma_hub_client_drop_keys (StemmaHubClient *client, GPtrArray *keys);
void stemma_hub_client_count_page (StemmaHubClient *client);

G_END_DECLS
