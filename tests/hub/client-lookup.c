#include "client-server.h"

#include "base/stemma-error.h"
#include "hub/stemma-hub-lookup.h"

#include <string.h>

#define TOKEN "hf_finchTokenOfNobody42"

static StemmaHubClient *
client_of (Server *server, TestClock *clock, const char *token)
{
  g_autoptr (StemmaHubOptions) options = test_options (server->url, token);
  return stemma_hub_client_new (options, &clock->clock);
}

static const struct
{
  const char *token;
  const char *answers[2];
  int presence; /* of StemmaHubPresence, or minus one, minus the code of the error */
  const char *id;
} presences[] = {
  { NULL,
    { "200||{\"_id\":\"64aa\",\"id\":\"amber/finch\",\"sha\":\"1\"}", NULL },
    STEMMA_HUB_FOUND,
    "amber/finch" },
  { NULL,
    { "307|Location: /api/models/teal/finch?expand=sha|Temporary Redirect",
      "200||{\"_id\":\"64aa\",\"id\":\"teal/finch\"}" },
    STEMMA_HUB_MOVED,
    "teal/finch" },
  { NULL, { "200||{\"_id\":\"64aa\",\"id\":\"Amber/Finch\"}", NULL }, STEMMA_HUB_MOVED, "Amber/Finch" },
  { NULL, { "401||{\"error\":\"Invalid username or password.\"}", NULL }, STEMMA_HUB_GONE, NULL },
  { NULL,
    { "404|X-Error-Code: RepoNotFound|{\"error\":\"Repository not found\"}", NULL },
    STEMMA_HUB_GONE,
    NULL },
  { NULL, { "404||{\"error\":\"Repository not found\"}", NULL }, STEMMA_HUB_GONE, NULL },
  { NULL, { "404||{\"error\":\"Sorry, there is no such page\"}", NULL }, -1 - STEMMA_ERROR_NETWORK, NULL },
  { TOKEN,
    { "404|X-Error-Code: RepoNotFound|{\"error\":\"Repository not found\"}", NULL },
    STEMMA_HUB_GONE,
    NULL },
  { TOKEN,
    { "401|X-Error-Code: RepoNotFound|{\"error\":\"Repository not found\"}", NULL },
    STEMMA_HUB_GONE,
    NULL },
  { NULL,
    { "307|Location: /api/models/teal/finch|", "404|X-Error-Code: RepoNotFound|{\"error\":\"no\"}" },
    STEMMA_HUB_GONE,
    NULL },
  { TOKEN,
    { "401|X-Error-Message: Invalid credentials in Authorization header|{\"error\":\"Invalid credentials "
      "in Authorization header\"}",
      NULL },
    -1 - STEMMA_ERROR_REFUSED,
    NULL },
  { NULL,
    { "401|X-Error-Message: Invalid credentials in Authorization header|{\"error\":\"x\"}", NULL },
    -1 - STEMMA_ERROR_REFUSED,
    NULL },
  { TOKEN, { "401||{\"error\":\"Invalid username or password.\"}", NULL }, -1 - STEMMA_ERROR_REFUSED, NULL },
  { NULL,
    { "401|Content-Type: text/html|<html>log in to the wireless net</html>", NULL },
    -1 - STEMMA_ERROR_NETWORK,
    NULL },
  { NULL,
    { "404|Content-Type: text/html|<html>nothing here</html>", NULL },
    -1 - STEMMA_ERROR_NETWORK,
    NULL },
  { NULL, { "404||", NULL }, -1 - STEMMA_ERROR_NETWORK, NULL },
  { NULL,
    { "404|X-Error-Code: RevisionNotFound|{\"error\":\"no\"}", NULL },
    -1 - STEMMA_ERROR_NETWORK,
    NULL },
  { NULL, { "403|X-Error-Code: GatedRepo|{\"error\":\"no\"}", NULL }, -1 - STEMMA_ERROR_REFUSED, NULL },
  { NULL, { "410||{\"error\":\"no\"}", NULL }, -1 - STEMMA_ERROR_NETWORK, NULL },
  { NULL, { "500||{\"error\":\"no\"}", NULL }, -1 - STEMMA_ERROR_NETWORK, NULL },
  { NULL, { "200||[]", NULL }, -1 - STEMMA_ERROR_NETWORK, NULL },
  { NULL, { "200||{\"_id\":\"64aa\"}", NULL }, -1 - STEMMA_ERROR_NETWORK, NULL },
  { NULL, { "200||{\"id\":7}", NULL }, -1 - STEMMA_ERROR_NETWORK, NULL },
  { NULL, { "200||{\"id\":\"\"}", NULL }, -1 - STEMMA_ERROR_NETWORK, NULL },
  { NULL, { "200||{\"id\":\"a\",}", NULL }, -1 - STEMMA_ERROR_NETWORK, NULL },
};

static void
test_presence (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (presences); i++)
    {
      Steps steps = { presences[i].answers[1] != NULL ? 2 : 1,
                      { presences[i].answers[0], presences[i].answers[1] } };
      g_autoptr (Server) server = server_new (serve_steps, &steps);
      TestClock clock;
      test_clock_init (&clock);
      g_autoptr (StemmaHubClient) client = client_of (server, &clock, presences[i].token);
      g_autoptr (GError) error = NULL;
      g_autoptr (StemmaHubLookup) lookup = stemma_hub_lookup (client, "amber/finch", NULL, &error);
      g_test_message ("%s: %s", presences[i].answers[0], error != NULL ? error->message : "-");
      if (presences[i].presence < 0)
        {
          g_assert_error (error, STEMMA_ERROR, -1 - presences[i].presence);
          g_assert_null (lookup);
          g_assert_null (strstr (error->message, "finchToken"));
        }
      else
        {
          g_assert_no_error (error);
          g_assert_cmpint ((int) lookup->presence, ==, presences[i].presence);
          g_assert_cmpstr (lookup->id, ==, presences[i].id);
          g_assert_cmpstr (lookup->oid, ==, presences[i].id != NULL ? "64aa" : NULL);
          g_assert_cmpint (lookup->json != NULL, ==, presences[i].id != NULL);
        }
      g_autofree char *target = server_target (server, 0);
      g_assert_true (g_str_has_prefix (target, "/api/models/amber/finch?expand=author&"));
      test_clock_clear (&clock);
    }
}

/* What no path may hold is not sent; what is merely unusual is, escaped. */
static void
test_odd_names (void)
{
  static const char *const refused[] = {
    "", "/", "a/", "/a", "a//b", "../x", "a/..", "a/.", "/home/finch/model", "a/b/c"
  };
  Steps steps = { 1, { "404|X-Error-Code: RepoNotFound|{\"error\":\"no\"}" } };
  g_autoptr (Server) server = server_new (serve_steps, &steps);
  TestClock clock;
  test_clock_init (&clock);
  g_autoptr (StemmaHubClient) client = client_of (server, &clock, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (refused); i++)
    {
      g_autoptr (GError) error = NULL;
      g_assert_null (stemma_hub_lookup (client, refused[i], NULL, &error));
      g_assert_error (error, STEMMA_ERROR, STEMMA_ERROR_INPUT);
      gboolean more;
      g_assert_null (stemma_hub_children (client, refused[i], 5, &more, NULL, NULL));
    }
  g_assert_cmpuint (server_requests (server), ==, 0);
  g_autoptr (StemmaHubLookup) lookup = stemma_hub_lookup (client, "am ber/fi?n#ch\r\nX: y", NULL, NULL);
  g_assert_nonnull (lookup);
  g_autofree char *target = server_target (server, 0);
  g_assert_true (g_str_has_prefix (target, "/api/models/am%20ber/fi%3Fn%23ch%0D%0AX%3A%20y?expand="));
  test_clock_clear (&clock);
}

/* A key that the Hub does not know is asked for once a client. */
static GBytes *
serve_strict (guint number, const char *head, ServeThen *then, gpointer user_data)
{
  (void) number;
  (void) then;
  (void) user_data;
  if (strstr (head, "usedStorage") != NULL || strstr (head, "gguf") != NULL)
    return answer (400, "", "{\"error\":\"\\\"expand\\\" must be one of [author, sha, tags]\"}");
  return answer (200, "", "{\"id\":\"amber/finch\"}");
}

static void
test_expand (void)
{
  g_autoptr (Server) server = server_new (serve_strict, NULL);
  TestClock clock;
  test_clock_init (&clock);
  g_autoptr (StemmaHubClient) client = client_of (server, &clock, NULL);
  for (guint i = 0; i < 3; i++)
    {
      g_autoptr (StemmaHubLookup) lookup = stemma_hub_lookup (client, "amber/finch", NULL, NULL);
      g_assert_nonnull (lookup);
    }
  g_assert_cmpuint (server_requests (server), ==, 4);
  g_autofree char *target = server_target (server, 3);
  g_assert_cmpstr (target, ==, "/api/models/amber/finch?expand=author&expand=sha&expand=tags");
  test_clock_clear (&clock);
}

static void
test_children (void)
{
  Steps steps = { 3,
                  { "200|Link: </api/models?cursor=1>; rel=next|[{\"id\":\"a/1\"},{\"id\":\"a/2\"}]",
                    "200|Link: </api/models?cursor=2>; rel=next|[]",
                    "200||[{\"id\":\"a/3\"} , {\"id\":\"a/4\"}]" } };
  static const struct
  {
    guint max;
    guint n;
    gboolean more;
    guint requests;
  } rows[] = {
    { 100, 4, FALSE, 3 }, { 4, 4, FALSE, 3 }, { 3, 3, TRUE, 3 }, { 2, 2, TRUE, 1 }, { 1, 1, TRUE, 1 }
  };
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (Server) server = server_new (serve_steps, &steps);
      TestClock clock;
      test_clock_init (&clock);
      g_autoptr (StemmaHubClient) client = client_of (server, &clock, NULL);
      g_autoptr (GError) error = NULL;
      gboolean more;
      g_autoptr (GPtrArray) models = stemma_hub_children (client, "amber/finch", rows[i].max, &more, NULL,
                                                          &error);
      g_assert_no_error (error);
      g_assert_cmpuint (models->len, ==, rows[i].n);
      g_assert_cmpint (more, ==, rows[i].more);
      g_assert_cmpuint (server_requests (server), ==, rows[i].requests);
      GBytes *first = g_ptr_array_index (models, 0);
      g_assert_cmpmem (g_bytes_get_data (first, NULL), g_bytes_get_size (first), "{\"id\":\"a/1\"}", 12);
      g_autofree char *target = server_target (server, 0);
      g_assert_nonnull (strstr (target, "&filter=base_model:amber/finch&"));
      test_clock_clear (&clock);
    }
}

static void
test_bad_children (void)
{
  Steps steps = { 1, { "200||[{\"id\":\"a/1\"},}]" } };
  g_autoptr (Server) server = server_new (serve_steps, &steps);
  TestClock clock;
  test_clock_init (&clock);
  g_autoptr (StemmaHubClient) client = client_of (server, &clock, NULL);
  g_autoptr (GError) error = NULL;
  gboolean more;
  g_assert_null (stemma_hub_children (client, "amber/finch", 5, &more, NULL, &error));
  g_assert_error (error, STEMMA_ERROR, STEMMA_ERROR_NETWORK);
  test_clock_clear (&clock);
}

static void
test_cancel (void)
{
  Steps steps = { 1, { "500||{}" } };
  g_autoptr (Server) server = server_new (serve_steps, &steps);
  TestClock clock;
  test_clock_init (&clock);
  clock.cancel_at = 2;
  g_autoptr (StemmaHubClient) client = client_of (server, &clock, NULL);
  g_autoptr (GError) error = NULL;
  g_assert_null (stemma_hub_lookup (client, "amber/finch", clock.cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  gboolean more;
  g_clear_error (&error);
  g_assert_null (stemma_hub_children (client, "amber/finch", 5, &more, clock.cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (server_requests (server), ==, 2);
  test_clock_clear (&clock);
}

int
main (int argc, char **argv)
{
  hub_test_init (&argc, &argv);
  g_test_add_func ("/hub/lookup/presence", test_presence);
  g_test_add_func ("/hub/lookup/odd-names", test_odd_names);
  g_test_add_func ("/hub/lookup/expand", test_expand);
  g_test_add_func ("/hub/lookup/children", test_children);
  g_test_add_func ("/hub/lookup/bad-children", test_bad_children);
  g_test_add_func ("/hub/lookup/cancel", test_cancel);
  return g_test_run ();
}
