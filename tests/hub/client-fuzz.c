#include "fuzz/fuzz.h"

#include "hub/stemma-hub-id.h"
#include "hub/stemma-hub-limits.h"
#include "hub/stemma-hub-link.h"
#include "hub/stemma-hub-private.h"

#include <string.h>

#define ENDPOINT "https://hub.invalid"

/* What comes in headers and from the clipboard: links, quotas, names, the Hub's list of keys. */
const char *const fuzz_seeds[] = {
  "<https://hub.invalid/api/models?limit=3&cursor=abc%3D>; rel=\"next\"",
  "<https://x/1>; title=\"a, <b>; rel=\\\"next\\\"\"; rel=\"prev\", </api/models?a=b>; rel=next, "
  "<https://x/3>; rel=last",
  "\"api\";r=499;t=295",
  "\"fixed window\";\"api\";q=500;w=300",
  "\"pages\";r=1;t=2, \"api\";r=3;t=4",
  "https://huggingface.co/amber/finch/blob/main/config.json?x=1#L7",
  "hf.co/amber/finch/tree/main",
  "  amber/finch \n",
  "Mon, 23 Nov 2026 08:02:00 GMT",
  "{\"error\":\"\\\"expand\\\" must be one of [author, baseModels, cardData]\"}",
  "https://hub.invalid/api/models?limit=1000&expand=a&expand%5B%5D=b&direction=-1&cursor=x",
  "[{\"_id\":\"64aa\",\"createdAt\":\"2022-03-02T23:29:04.000Z\"},{\"_id\":\"64ab\"}]",
  "",
  NULL,
};

const char *const fuzz_words[] = {
  "<",
  ">",
  "\"",
  "\\",
  ";",
  ",",
  "=",
  "rel=next",
  "rel=\"next\"",
  "\"api\"",
  "r=0",
  "t=1",
  "q=1",
  "w=1",
  "99999999999999999999",
  "-1",
  "%",
  "%00",
  "%2F",
  "..",
  "--",
  ".git",
  "/",
  "//",
  "?",
  "#",
  "@",
  ":",
  "https://",
  "http://",
  "file://",
  "huggingface.co",
  "/api/models",
  "limit=",
  "expand=",
  "[",
  "]",
  "{",
  "}",
  "\r\n",
  "\t",
  "must be one of [",
  "\xc3\xa9",
  "\xff",
  "\xe2\x80\xae",
  NULL,
};

static void
check_text (const char *text)
{
  for (const char *c = text; *c != '\0'; c++)
    g_assert_true ((guchar) *c > ' ' && *c != 0x7f);
}

static void
try_links (const char *text)
{
  g_autofree char *found = stemma_hub_link_find (text, "next");
  g_autoptr (GError) error = NULL;
  g_autofree char *next = stemma_hub_link_next (text, ENDPOINT "/api/models?limit=3", ENDPOINT, &error);
  g_assert_false (next != NULL && (error != NULL || found == NULL));
  if (next == NULL)
    return;
  g_assert_true (g_str_has_prefix (next, ENDPOINT "/api/models?"));
  g_assert_true (stemma_hub_url_same_origin (next, ENDPOINT));
  check_text (next);
}

static void
try_urls (const char *text)
{
  const char *allowed[] = { "a", NULL };
  g_autoptr (GPtrArray) dropped = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *kept = stemma_hub_url_keep_expand (text, allowed, dropped);
  g_assert_cmpint (kept != NULL, ==, dropped->len > 0);
  g_autoptr (GPtrArray) again = g_ptr_array_new_with_free_func (g_free);
  g_assert_null (kept != NULL ? stemma_hub_url_keep_expand (kept, allowed, again) : NULL);
  guint limit = stemma_hub_url_get_limit (text);
  g_autofree char *one = stemma_hub_url_set_limit (text, 1);
  g_assert_cmpuint (stemma_hub_url_get_limit (one), ==, limit > 0 ? 1 : stemma_hub_url_get_limit (one));
  stemma_hub_url_get_order (text);
}

static void
try_quotas (const char *text)
{
  StemmaHubQuota quota;
  StemmaHubLimits limits;
  stemma_hub_quota_parse (&quota, text, text);
  g_assert_cmpint (quota.remaining, >=, -1);
  g_assert_cmpuint (quota.reset, <=, 3600);
  g_assert_cmpuint (quota.window, <=, 3600);
  g_assert_cmpint (quota.limit > 0, ==, quota.window > 0);
  stemma_hub_limits_init (&limits, 0.6);
  stemma_hub_limits_learn (&limits, &quota, 10);
  gint64 next = stemma_hub_limits_next (&limits, 10);
  g_assert_cmpint (next, >=, 10);
  g_assert_cmpint (next, <=, (gint64) 3602 * G_USEC_PER_SEC);
  int after = stemma_hub_retry_after (text, "Mon, 23 Nov 2026 08:00:00 GMT");
  g_assert_true (after >= -1 && after <= 3600);
}

static void
try_names (const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *id = stemma_hub_id_parse (text, ENDPOINT, &error);
  g_assert_cmpint (id == NULL, ==, error != NULL);
  g_assert_true (id == NULL || stemma_hub_id_check (id, NULL));
  g_assert_true (error == NULL || g_utf8_validate (error->message, -1, NULL));
  g_autofree char *clean = stemma_hub_clean_text (text);
  g_assert_true (clean == NULL
                 || (g_utf8_validate (clean, -1, NULL) && strpbrk (clean, "\r\n\t\x7f") == NULL));
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autofree char *text = g_strndup (size > 0 ? (const char *) data : "", size);
  g_autoptr (GBytes) bytes = g_bytes_new (data, size);
  StemmaHubOrder order;
  try_links (text);
  try_urls (text);
  try_quotas (text);
  try_names (text);
  g_auto (GStrv) allowed = stemma_hub_expand_allowed (bytes);
  g_assert_true (allowed == NULL || allowed[0] != NULL);
  stemma_hub_order_look (bytes, &order);
  return 0;
}
