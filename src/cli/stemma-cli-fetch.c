#include <glib/gi18n.h>
#include <inttypes.h>
#include <json-glib/json-glib.h>

#include "base/stemma-error.h"
#include "cli/stemma-cli.h"
#include "hub/stemma-hub-id.h"
#include "workspace/stemma-workspace-fetch.h"

typedef struct
{
  char *endpoint;
  char *date;
  char *family;
  gboolean restart;
  gboolean accept;
  gboolean drop;
  int max_models;
  int max_lookups;
  int share;
  StemmaDate day;
} Options;

static void
free_options (Options *options)
{
  g_free (options->endpoint);
  g_free (options->date);
  g_free (options->family);
}

static gboolean
check_numbers (const Options *options, GError **error)
{
  const char *fault = NULL;
  if (options->max_models < 0 || options->max_lookups < 0)
    fault = _ ("--max-models and --max-lookups count from 0");
  else if (options->share < 1 || options->share > 100)
    fault = _ ("--share is a percentage from 1 to 100");
  else if (options->drop && (options->family != NULL || options->restart || options->accept))
    fault = _ ("--drop stands alone");
  if (fault != NULL)
    g_set_error_literal (error, STEMMA_ERROR, STEMMA_ERROR_USAGE, fault);
  return fault == NULL;
}

static gboolean
check_options (Options *options, GError **error)
{
  options->day = STEMMA_DATE_NONE;
  if (options->date == NULL || stemma_date_parse (options->date, &options->day))
    return check_numbers (options, error);
  g_set_error (error, STEMMA_ERROR, STEMMA_ERROR_USAGE, _ ("“%s” is no date: YYYY-MM-DD"), options->date);
  return FALSE;
}

static StemmaHubClient *
make_client (const Options *options, GError **error)
{
  g_autoptr (StemmaHubOptions) hub
      = stemma_hub_options_new (options->endpoint, NULL, stemma_hub_environment, NULL, error);
  if (hub == NULL)
    return NULL;
  hub->share = options->share / 100.0;
  return stemma_hub_client_new (hub, stemma_clock_system ());
}

static void
tell_progress (const StemmaCrawlProgress *progress, gpointer user_data)
{
  StemmaCli *cli = user_data;
  g_autofree char *line = stemma_crawl_progress_describe (progress);
  gboolean list = !progress->family && progress->phase == STEMMA_CRAWL_LIST;
  stemma_progress_tell (&cli->progress, list ? progress->models : progress->asked,
                        list ? progress->expected : progress->to_ask, line);
}

static void
add_number (JsonBuilder *json, const char *member, guint64 number)
{
  json_builder_set_member_name (json, member);
  json_builder_add_int_value (json, (gint64) MIN (number, (guint64) G_MAXINT64));
}

static void
add_published (JsonBuilder *json, StemmaDate date, gboolean complete, const StemmaPublished *published)
{
  char text[STEMMA_DATE_TEXT_SIZE];
  json_builder_set_member_name (json, "snapshot");
  json_builder_add_string_value (json, stemma_date_format (date, text));
  json_builder_set_member_name (json, "complete");
  json_builder_add_boolean_value (json, complete);
  add_number (json, "models", published->models);
  add_number (json, "added", published->added);
  add_number (json, "deleted", published->deleted);
  add_number (json, "changed", published->changed);
  add_number (json, "renamed", published->renamed);
  add_number (json, "findings", published->findings);
}

static void
add_tally (JsonBuilder *json, const char *member, const StemmaCrawlTally *tally)
{
  static const char *const words[STEMMA_N_CRAWL_OUTCOMES]
      = { "gone", "there", "renamed", "recreated", "leads_on" };
  json_builder_set_member_name (json, member);
  json_builder_begin_object (json);
  add_number (json, "asked", tally->asked);
  for (guint i = 0; i < STEMMA_N_CRAWL_OUTCOMES; i++)
    add_number (json, words[i], tally->outcomes[i]);
  json_builder_end_object (json);
}

static gboolean
print_json (StemmaCli *cli, JsonBuilder *json, GError **error)
{
  json_builder_end_object (json);
  g_autoptr (JsonNode) root = json_builder_get_root (json);
  return stemma_cli_print_result (cli, root, NULL, error);
}

static void
say_published (StemmaCli *cli, StemmaDate date, const StemmaPublished *p)
{
  char text[STEMMA_DATE_TEXT_SIZE];
  stemma_date_format (date, text);
  stemma_cli_say (cli,
                  _ ("%s: %" PRIu64 " models; %" PRIu64 " added, %" PRIu64 " deleted, %" PRIu64 " changed, %" PRIu64
                     " renamed"),
                  text, p->models, p->added, p->deleted, p->changed, p->renamed);
  if (p->findings > 0)
    stemma_cli_say (cli, _ ("%" PRIu64 " oddities; “stemma-cli snapshots --findings %s” lists them"), p->findings,
                    text);
}

static gboolean
print_crawl (StemmaCli *cli, const StemmaCrawlSummary *s, GError **error)
{
  say_published (cli, s->date, &s->published);
  if (!s->complete)
    stemma_cli_say (cli, _ ("This is a part of the Hub only: it is not compared, and goes with the next fetch"));
  if (cli->format != STEMMA_FORMAT_JSON)
    return TRUE;
  g_autoptr (JsonBuilder) json = json_builder_new ();
  json_builder_begin_object (json);
  add_published (json, s->date, s->complete, &s->published);
  add_number (json, "pages", s->pages);
  add_number (json, "listed", s->models);
  add_number (json, "repeated", s->repeated);
  add_number (json, "unreadable", s->unreadable);
  json_builder_set_member_name (json, "resumed");
  json_builder_add_boolean_value (json, s->resumed);
  add_tally (json, "not_listed", &s->missing);
  add_tally (json, "unexplained", &s->ghosts);
  return print_json (cli, json, error);
}

static gboolean
fetch_hub (StemmaCli *cli, const Options *options, StemmaWorkspace *workspace, StemmaHubClient *client, GError **error)
{
  StemmaCrawlOptions crawl = { .date = options->day,
                               .restart = options->restart,
                               .accept = options->accept,
                               .max_models = (guint64) options->max_models,
                               .max_lookups = (guint) options->max_lookups,
                               .progress = tell_progress,
                               .user_data = cli };
  StemmaCrawlSummary summary;
  return stemma_workspace_fetch (workspace, client, &crawl, &summary, cli->cancellable, error)
         && print_crawl (cli, &summary, error);
}

static gboolean
print_family (StemmaCli *cli, const StemmaFamilySummary *s, GError **error)
{
  stemma_cli_say (cli, _ ("The family of %s: %u above it, %u below it%s"), s->model, s->ancestors, s->descendants,
                  s->bounded ? _ ("; there may be more below it") : "");
  say_published (cli, s->date, &s->published);
  if (cli->format != STEMMA_FORMAT_JSON)
    return TRUE;
  g_autoptr (JsonBuilder) json = json_builder_new ();
  json_builder_begin_object (json);
  json_builder_set_member_name (json, "model");
  json_builder_add_string_value (json, s->model);
  add_number (json, "ancestors", s->ancestors);
  add_number (json, "descendants", s->descendants);
  json_builder_set_member_name (json, "bounded");
  json_builder_add_boolean_value (json, s->bounded);
  add_published (json, s->date, FALSE, &s->published);
  return print_json (cli, json, error);
}

static gboolean
fetch_family (StemmaCli *cli, const Options *options, StemmaWorkspace *workspace, StemmaHubClient *client,
              GError **error)
{
  const char *endpoint = stemma_hub_client_get_options (client)->endpoint;
  g_autofree char *model = stemma_hub_id_parse (options->family, endpoint, error);
  if (model == NULL)
    return FALSE;
  StemmaFamilyOptions family = { .model = model,
                                 .date = options->day,
                                 .max_models = (guint) options->max_models,
                                 .progress = tell_progress,
                                 .user_data = cli };
  StemmaFamilySummary summary;
  gboolean done = stemma_workspace_fetch_family (workspace, client, &family, &summary, cli->cancellable, error)
                  && print_family (cli, &summary, error);
  g_free (summary.model);
  return done;
}

static gboolean
drop (StemmaCli *cli, StemmaWorkspace *workspace, GError **error)
{
  gboolean dropped;
  if (!stemma_crawl_state_drop (stemma_workspace_get_store (workspace), &dropped, error))
    return FALSE;
  stemma_cli_say (cli, "%s", dropped ? _ ("The unfinished fetch is forgotten; the snapshots are as before")
                                     : _ ("No fetch is unfinished; the store is as before"));
  return TRUE;
}

static gboolean
run_fetch (StemmaCli *cli, Options *options, GError **error)
{
  if (!check_options (options, error))
    return FALSE;
  g_autoptr (StemmaHubClient) client = options->drop ? NULL : make_client (options, error);
  if (client == NULL && !options->drop)
    return FALSE;
  g_autoptr (StemmaWorkspace) workspace
      = stemma_cli_open (cli, options->drop ? STEMMA_STORE_WRITE : STEMMA_STORE_CREATE, error);
  if (workspace == NULL)
    return FALSE;
  if (options->drop)
    return drop (cli, workspace, error);
  return options->family != NULL ? fetch_family (cli, options, workspace, client, error)
                                 : fetch_hub (cli, options, workspace, client, error);
}

/**
 * stemma_cli_run_fetch:
 * @cli: the command line
 * @argc: how many words
 * @argv: the words, the command's name first
 * @error: what went wrong
 *
 * Returns: whether there is a new snapshot
 */
gboolean
stemma_cli_run_fetch (StemmaCli *cli, int argc, char **argv, GError **error)
{
  Options o = { .max_lookups = STEMMA_CRAWL_LOOKUPS, .share = 80 };
  const GOptionEntry entries[] = {
    { "endpoint", 0, 0, G_OPTION_ARG_STRING, &o.endpoint, N_ ("The Hub or a mirror (HF_ENDPOINT)"), "URL" },
    { "date", 0, 0, G_OPTION_ARG_STRING, &o.date, N_ ("The day the snapshot stands for (today)"), N_ ("YYYY-MM-DD") },
    { "family", 0, 0, G_OPTION_ARG_STRING, &o.family, N_ ("Only a model, its ancestors and descendants"),
      N_ ("MODEL") },
    { "restart", 0, 0, G_OPTION_ARG_NONE, &o.restart, N_ ("Forget an unfinished fetch and begin anew"), NULL },
    { "drop", 0, 0, G_OPTION_ARG_NONE, &o.drop, N_ ("Forget an unfinished fetch"), NULL },
    { "accept", 0, 0, G_OPTION_ARG_NONE, &o.accept, N_ ("Publish even if far fewer models were listed than before"),
      NULL },
    { "max-models", 0, 0, G_OPTION_ARG_INT, &o.max_models, N_ ("Read no more than N models"), "N" },
    { "max-lookups", 0, 0, G_OPTION_ARG_INT, &o.max_lookups,
      N_ ("Ask for N missing models, and for N unknown names (500)"), "N" },
    { "share", 0, 0, G_OPTION_ARG_INT, &o.share, N_ ("Percent of the Hub's quota to use (80)"), "N" },
    G_OPTION_ENTRY_NULL,
  };
  gboolean done = stemma_cli_parse (cli, "fetch", STEMMA_CLI_FORMAT, entries, &argc, &argv, error)
                  && stemma_cli_no_more (argc, argv, 0, error) && run_fetch (cli, &o, error);
  free_options (&o);
  return done;
}
