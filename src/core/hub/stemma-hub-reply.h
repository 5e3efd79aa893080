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
 * @location: (nullable): of a redirect that was not followed
 * @error_code: (nullable): X-Error-Code
 * @error_message: (nullable): X-Error-Message
 * @body_error: (nullable): the "error" of the body
 * @etag: (nullable): as sent
 * @request_id: (nullable): X-Request-Id
 * @warnings: (array zero-terminated=1): each X-HF-Warning
 * @date: seconds since 1970 on the clock of the other side, 0 if it did not say
 * @retry_after: seconds, -1 if the Hub did not say
 * @quota: what the Hub said of it
 *
 * What is text for a person is cleaned, and the token, should the other side tell it back, is taken out.
 */
typedef struct
{
  guint status;
  char *url;
  guint hops;
  GBytes *body;
  char *content_type;
  char *link;
  char *location;
  char *error_code;
  char *error_message;
  char *body_error;
  char *etag;
  char *request_id;
  char **warnings;
  gint64 date;
  int retry_after;
  StemmaHubQuota quota;
} StemmaHubReply;

void stemma_hub_reply_free (StemmaHubReply *reply);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (StemmaHubReply, stemma_hub_reply_free)

G_END_DECLS
