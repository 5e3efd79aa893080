#include "hub-fixture.h"

#include <glib/gstdio.h>
#include <json-glib/json-glib.h>

#include "app/compat/stemma-banner.h"
#include "hub/stemma-hub-pager.h"
#include "workspace/stemma-workspace-fetch.h"

static void
start_server (HubFixture *fixture, const char *scale, const char *const *options)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GStrvBuilder) words = g_strv_builder_new ();
  g_strv_builder_add_many (words, g_getenv ("STEMMA_STAND_IN"), "--with-parent", "--no-limits", "--scale",
                           scale, NULL);
  for (guint i = 0; options != NULL && options[i] != NULL; i++)
    g_strv_builder_add (words, options[i]);
  g_auto (GStrv) argv = g_strv_builder_end (words);
  fixture->server = g_subprocess_newv (
    (const char *const *) argv, G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error);
  g_assert_no_error (error);
  g_autoptr (GDataInputStream) out = g_data_input_stream_new (g_subprocess_get_stdout_pipe (fixture->server));
  fixture->url = g_data_input_stream_read_line_utf8 (out, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_nonnull (fixture->url);
  g_settings_set_string (stemma_application_get_settings (), "hub-endpoint", fixture->url);
}

static void
stop_server (HubFixture *fixture)
{
  g_output_stream_close (g_subprocess_get_stdin_pipe (fixture->server), NULL, NULL);
  g_subprocess_wait (fixture->server, NULL, NULL);
  g_clear_object (&fixture->server);
  g_clear_pointer (&fixture->url, g_free);
}

static void
on_ended (StemmaFetcher *fetcher G_GNUC_UNUSED, StemmaFetch *fetch, gpointer user_data)
{
  HubFixture *fixture = user_data;
  fixture->ended++;
  fixture->done = fetch->done;
  fixture->resumed = fetch->resumed;
  fixture->fault = fetch->fault;
  fixture->published = fetch->published;
  fixture->forgotten = fetch->forgotten;
  g_free (fixture->error);
  fixture->error = fetch->error != NULL ? g_strdup (fetch->error->message) : NULL;
}

/* What an earlier test left is none of this one's business. */
static void
forget (void)
{
  static const char *const keys[]
    = { "hub-endpoint",   "hub-share",  "hub-store",          "fetch-schedule", "fetch-metered",
        "keep-snapshots", "last-fetch", "last-fetch-attempt", "last-store" };
  g_autofree char *folder = g_build_filename (g_get_user_data_dir (), "stemma", NULL);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;
  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      g_unlink (path);
    }
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    g_settings_reset (stemma_application_get_settings (), keys[i]);
}

void
hub_fixture_open (HubFixture *fixture, const char *scale, const char *const *options)
{
  app_fixture_start ();
  forget ();
  start_server (fixture, scale, options);
  app_fixture_open (&fixture->app, NULL);
  fixture->handler = g_signal_connect (stemma_fetcher_get (), "ended", G_CALLBACK (on_ended), fixture);
}

void
hub_fixture_restart (HubFixture *fixture, const char *scale, const char *const *options)
{
  stop_server (fixture);
  start_server (fixture, scale, options);
}

void
hub_fixture_close (HubFixture *fixture)
{
  g_signal_handler_disconnect (stemma_fetcher_get (), fixture->handler);
  app_fixture_close (&fixture->app);
  stop_server (fixture);
  g_free (fixture->error);
}

static StemmaHubClient *
make_client (HubFixture *fixture)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (StemmaHubOptions) options
    = stemma_hub_options_new (fixture->url, NULL, stemma_hub_environment, NULL, &error);
  g_assert_no_error (error);
  return stemma_hub_client_new (options, stemma_clock_system ());
}

char *
hub_fixture_find_child (HubFixture *fixture)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (StemmaHubClient) client = make_client (fixture);
  StemmaHubQuery query = { .order = STEMMA_HUB_ASCENDING };
  g_autoptr (StemmaHubPager) pager = stemma_hub_pager_new (client, &query);
  g_autoptr (StemmaHubListPage) page = NULL;
  stemma_hub_pager_next (pager, &page, NULL, &error);
  g_assert_no_error (error);
  g_autoptr (JsonParser) parser = json_parser_new ();
  gsize length;
  const char *text = g_bytes_get_data (page->json, &length);
  g_assert_true (json_parser_load_from_data (parser, text, (gssize) length, NULL));
  JsonArray *models = json_node_get_array (json_parser_get_root (parser));
  for (guint i = 0; i < json_array_get_length (models); i++)
    {
      JsonObject *model = json_array_get_object_element (models, i);
      if (json_object_has_member (model, "baseModels")
          && JSON_NODE_HOLDS_OBJECT (json_object_get_member (model, "baseModels")))
        return g_strdup (json_object_get_string_member (model, "id"));
    }
  g_error ("no model of the stand-in names a parent");
}

char *
hub_fixture_fetch_as (HubFixture *fixture, const char *date)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (StemmaHubClient) client = make_client (fixture);
  char *path = g_build_filename (g_get_user_data_dir (), "stemma", "stemma.db", NULL);
  g_autoptr (StemmaWorkspace) workspace = stemma_workspace_open (path, STEMMA_STORE_CREATE, &error);
  g_assert_no_error (error);
  StemmaCrawlSummary summary;
  StemmaCrawlOptions options = { .max_lookups = 10 };
  g_assert_true (stemma_date_parse (date, &options.date));
  stemma_workspace_fetch (workspace, client, &options, &summary, NULL, &error);
  g_assert_no_error (error);
  g_settings_set_string (stemma_application_get_settings (), "hub-store", path);
  return path;
}

/* For as long as it takes: how long that is depends on the machine. */
void
hub_fixture_wait_end (HubFixture *fixture)
{
  guint before = fixture->ended;
  gboolean busy = stemma_fetcher_is_busy (stemma_fetcher_get (), NULL);
  while (busy && fixture->ended == before)
    g_main_context_iteration (NULL, TRUE);
}

GtkWidget *
hub_fixture_find_window (GType type)
{
  g_autoptr (GListModel) windows = g_object_ref (gtk_window_get_toplevels ());
  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);
      if (g_type_is_a (G_OBJECT_TYPE (window), type) && gtk_widget_get_visible (window))
        return window;
    }
  return NULL;
}

static const char *
find_notice (GtkWidget *root, const char *part)
{
  if (STEMMA_IS_BANNER (root))
    {
      const char *text = stemma_banner_get_text (STEMMA_BANNER (root));
      return text != NULL && strstr (text, part) != NULL ? text : NULL;
    }
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      const char *found = find_notice (child, part);
      if (found != NULL)
        return found;
    }
  return NULL;
}

const char *
hub_fixture_find_notice (HubFixture *fixture, const char *part)
{
  return find_notice (GTK_WIDGET (fixture->app.window), part);
}
