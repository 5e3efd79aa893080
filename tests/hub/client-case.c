#include "client-case.h"

#include <string.h>

void
case_init (Case *c, ServeFunc serve, gpointer user_data)
{
  c->server = server_new (serve, user_data);
  c->options = test_options (c->server->url, CASE_TOKEN);
  test_clock_init (&c->clock);
  c->client = stemma_hub_client_new (c->options, &c->clock.clock);
  c->url = g_strconcat (c->server->url, CASE_PATH, NULL);
}

void
case_clear (Case *c)
{
  stemma_hub_client_unref (c->client);
  stemma_hub_options_free (c->options);
  server_free (c->server);
  test_clock_clear (&c->clock);
  g_free (c->url);
}

/* Another client, with the options as they are by now. */
void
case_renew (Case *c)
{
  stemma_hub_client_unref (c->client);
  c->client = stemma_hub_client_new (c->options, &c->clock.clock);
}

StemmaHubReply *
case_get (Case *c)
{
  g_autoptr (GError) error = NULL;
  StemmaHubReply *reply = stemma_hub_client_get (c->client, c->url, c->clock.cancellable, &error);
  g_assert_no_error (error);
  g_assert_nonnull (reply);
  return reply;
}

void
expect_body (const StemmaHubReply *reply, const char *body)
{
  g_assert_cmpmem (g_bytes_get_data (reply->body, NULL), g_bytes_get_size (reply->body), body, strlen (body));
}

/* Whatever goes wrong, the token is in no message. */
void
case_expect_error (Case *c, StemmaError code, const char *says)
{
  g_autoptr (GError) error = NULL;
  g_assert_null (stemma_hub_client_get (c->client, c->url, c->clock.cancellable, &error));
  g_assert_error (error, STEMMA_ERROR, (int) code);
  g_assert_null (strstr (error->message, "finchToken"));
  if (strstr (error->message, says) == NULL)
    g_error ("\"%s\" does not say \"%s\"", error->message, says);
}

/* For a thread. */
gpointer
cancel_soon (gpointer cancellable)
{
  g_usleep (50000);
  g_cancellable_cancel (cancellable);
  return NULL;
}
