#pragma once

#include "hub/stemma-hub-quota.h"

G_BEGIN_DECLS

/**
 * StemmaHubReply:
 * @status: the HTTP status of the last hop
 * @url: where the answer came from in the end
 * @hops: redirects that led there
 * @body: the answer, unpacked
 * @content_type: (nullable): without parameters, in small letters
 * @link: (nullable): the Link headers, joined by ", "
 * @error_code: (nullable): X-Error-Code
 * @error_message: (nullable): X-Error-Message, or the "error" of the body; cleaned for a message
 * @etag: (nullable): as sent
 * @request_id: (nullable): X-Request-Id, cleaned
 * @warnings: (array zero-terminated=1): each X-HF-Warning, cleaned
 * @retry_after: seconds, -1 if the Hub did not say
 * @quota: what the Hub said of it
 */
typedef struct
{
  guint status;
  char *url;
  guint hops;
  GBytes *body;
  char *content_type;
  char *link;
  char *error_code;
  char *error_message;
  char *etag;
  char *request_id;
  char **warnings;
  int retry_after;
  StemmaHubQuota quota;
} StemmaHubReply;

void stemma_hub_reply_free (StemmaHubReply *reply);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (StemmaHubReply, stemma_hub_reply_free)

G_END_DECLS
