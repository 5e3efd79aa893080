#include <glib/gi18n.h>

#include "base/stemma-error.h"
#include "cli/stemma-cli.h"
#include "lineage/stemma-subgraph.h"
#include "report/stemma-lineage-file.h"
#include "workspace/stemma-layout-service.h"

#define MAX_TREE_LINES 2000
#define NOT_GIVEN -1

typedef struct
{
  int up;
  int down;
  char *fold;
  char *view;
  char *reading;
} Options;

static StemmaView *
replace (StemmaView *old, StemmaView *edited)
{
  stemma_view_unref (old);
  return edited;
}

static gboolean
check_options (const Options *options, GError **error)
{
  StemmaReading reading;
  if (options->fold != NULL && !g_str_equal (options->fold, "auto") && !g_str_equal (options->fold, "none"))
    g_set_error (error, STEMMA_ERROR, STEMMA_ERROR_USAGE, _ ("--fold is auto or none, not “%s”"), options->fold);
  else if (options->reading != NULL && !stemma_reading_parse (options->reading, &reading))
    g_set_error (error, STEMMA_ERROR, STEMMA_ERROR_USAGE, _ ("There is no reading “%s”: exact and paper are known"),
                 options->reading);
  else
    return TRUE;
  return FALSE;
}

static StemmaView *
read_link (const char *uri, const char *model, GError **error)
{
  g_autoptr (StemmaView) view = stemma_view_from_uri (uri, error);
  if (view == NULL)
    return NULL;
  if (model == NULL || g_str_equal (model, stemma_view_get_focus (view)))
    return g_steal_pointer (&view);
  g_set_error (error, STEMMA_ERROR, STEMMA_ERROR_USAGE, _ ("--view is of “%s”, which contradicts “%s”"),
               stemma_view_get_focus (view), model);
  return NULL;
}

/* A link is taken as it is; how far, how folded, in which reading and in which week can be said beside it. */
static StemmaView *
build_view (const Options *options, const char *model, GError **error)
{
  StemmaView *view = options->view != NULL ? read_link (options->view, model, error) : stemma_view_new (model);
  if (view == NULL)
    return NULL;
  if (options->up >= 0)
    view = replace (view, stemma_view_with_depth (view, STEMMA_UP, (guint) options->up));
  if (options->down >= 0)
    view = replace (view, stemma_view_with_depth (view, STEMMA_DOWN, (guint) options->down));
  if (options->fold != NULL)
    view = replace (view, stemma_view_with_fold (view, g_str_equal (options->fold, "none") ? STEMMA_FOLD_NONE
                                                                                           : STEMMA_FOLD_AUTO));
  StemmaReading reading;
  if (options->reading != NULL && stemma_reading_parse (options->reading, &reading))
    view = replace (view, stemma_view_with_reading (view, reading));
  return view;
}

static gboolean
print_tree (StemmaCli *cli, StemmaSnapshot *snapshot, StemmaView *view, GError **error)
{
  g_autofree char *text = stemma_lineage_tree_text (snapshot, view, MAX_TREE_LINES, error);
  return text != NULL && stemma_cli_print (cli, text, error);
}

static gboolean
print_graph (StemmaCli *cli, StemmaSnapshot *snapshot, StemmaView *view, GError **error)
{
  const char *form = cli->format == STEMMA_FORMAT_JSON ? "lineage.json" : "lineage.csv";
  g_autoptr (GBytes) bytes
      = stemma_lineage_file_write (snapshot, NULL, view, NULL, stemma_lineage_file_find_format (form),
                                                  cli->cancellable, error);
  if (bytes == NULL)
    return FALSE;
  gsize size;
  const char *text = g_bytes_get_data (bytes, &size);
  g_autofree char *copy = g_strndup (text, size);
  return cli->format == STEMMA_FORMAT_CSV ? stemma_cli_print_csv (cli, copy, error)
                                          : stemma_cli_print (cli, copy, error);
}

/* The snapshot that the view compares with, NULL where it compares nothing. Returns: whether it could be had */
static gboolean
load_before (StemmaCli *cli, StemmaWorkspace *workspace, StemmaView *view, StemmaSnapshot **before, GError **error)
{
  char date[STEMMA_DATE_TEXT_SIZE];
  *before = NULL;
  if (stemma_view_get_colour_by (view) != STEMMA_COLOUR_CHANGE || stemma_view_get_since (view) == STEMMA_DATE_NONE)
    return TRUE;
  *before = stemma_workspace_load (workspace, stemma_date_format (stemma_view_get_since (view), date), cli->cancellable,
                                   error);
  return *before != NULL;
}

static gboolean
save (StemmaCli *cli, StemmaWorkspace *workspace, StemmaSnapshot *snapshot, StemmaView *view, GError **error)
{
  g_autoptr (StemmaSnapshot) before = NULL;
  if (!load_before (cli, workspace, view, &before, error))
    return FALSE;
  g_autoptr (StemmaLayouter) layouter = stemma_layout_service_new (workspace);
  stemma_progress_tell (&cli->progress, 0, 0, _ ("Drawing"));
  if (!stemma_save_lineage (snapshot, before, view, layouter, cli->output, cli->cancellable, error))
    return FALSE;
  stemma_cli_say (cli, _ ("Written: %s"), cli->output);
  return TRUE;
}

/* What the ending of a file stands for is what is written to it; for other endings --format may say it. */
static gboolean
check_ending (const StemmaCli *cli, gboolean *save_it, GError **error)
{
  *save_it = FALSE;
  if (cli->output == NULL || g_str_equal (cli->output, "-"))
    return TRUE;
  const StemmaLineageFormat *ending = stemma_lineage_file_find_format (cli->output);
  static const char *const words[] = { "", ".json", ".csv" };
  if (ending != NULL && cli->format_given && !g_str_equal (ending->suffix, words[cli->format]))
    {
      g_autofree char *shown = g_filename_display_name (cli->output);
      g_set_error (error, STEMMA_ERROR, STEMMA_ERROR_USAGE, _ ("--format and -o %s contradict each other"), shown);
      return FALSE;
    }
  *save_it = ending != NULL || !cli->format_given;
  return TRUE;
}

/* The day in a link is the week that it shows, unless --snapshot names another. */
static StemmaSnapshot *
load (StemmaCli *cli, StemmaWorkspace *workspace, StemmaView *view, GError **error)
{
  char date[STEMMA_DATE_TEXT_SIZE];
  const char *selector = cli->snapshot;
  if (selector == NULL && stemma_view_get_date (view) != STEMMA_DATE_NONE)
    selector = stemma_date_format (stemma_view_get_date (view), date);
  return stemma_cli_load (cli, workspace, selector, error);
}

/* Whatever named the week and the store, the picture says which they are, as the window's does. */
static StemmaView *
complete_view (StemmaView *view, StemmaWorkspace *workspace, StemmaSnapshot *snapshot)
{
  g_autofree char *store = stemma_workspace_get_id (workspace);
  view = replace (view, stemma_view_with_date (view, stemma_snapshot_get_date (snapshot)));
  return replace (view, stemma_view_with_store (view, store));
}

static gboolean
run_lineage (StemmaCli *cli, const Options *options, const char *model, GError **error)
{
  gboolean save_it;
  if (!check_options (options, error) || !check_ending (cli, &save_it, error))
    return FALSE;
  g_autoptr (StemmaView) view = build_view (options, model, error);
  g_autoptr (StemmaWorkspace) workspace = view == NULL ? NULL : stemma_cli_open (cli, STEMMA_STORE_READ, error);
  g_autoptr (StemmaSnapshot) snapshot = workspace == NULL ? NULL : load (cli, workspace, view, error);
  if (snapshot == NULL)
    return FALSE;
  view = complete_view (g_steal_pointer (&view), workspace, snapshot);
  StemmaNode node;
  StemmaRow row;
  if (!stemma_lineage_find_focus (snapshot, view, &node, &row, error))
    return FALSE;
  if (save_it)
    return save (cli, workspace, snapshot, view, error);
  return cli->format == STEMMA_FORMAT_TEXT ? print_tree (cli, snapshot, view, error)
                                           : print_graph (cli, snapshot, view, error);
}

/** stemma_cli_run_lineage: draws or prints the family of a model. Returns: whether that worked */
gboolean
stemma_cli_run_lineage (StemmaCli *cli, int argc, char **argv, GError **error)
{
  Options options = { .up = NOT_GIVEN, .down = NOT_GIVEN };
  const GOptionEntry entries[] = {
    { "up", 0, 0, G_OPTION_ARG_INT, &options.up, N_ ("How many steps towards the parents"), "N" },
    { "down", 0, 0, G_OPTION_ARG_INT, &options.down, N_ ("How many steps towards the children"), "N" },
    { "fold", 0, 0, G_OPTION_ARG_STRING, &options.fold, N_ ("Whether alike models are folded"), "auto|none" },
    { "view", 0, 0, G_OPTION_ARG_STRING, &options.view, N_ ("The view of a stemma: link"), "URI" },
    { "reading", 0, 0, G_OPTION_ARG_STRING, &options.reading, N_ ("Which of the two meanings of a figure"),
      "exact|paper" },
    G_OPTION_ENTRY_NULL,
  };
  gboolean done = stemma_cli_parse (cli, "lineage", STEMMA_CLI_FORMAT | STEMMA_CLI_OUTPUT | STEMMA_CLI_SNAPSHOT,
                                    entries, &argc, &argv, error)
                  && stemma_cli_no_more (argc, argv, options.view != NULL && argc == 1 ? 0 : 1, error)
                  && run_lineage (cli, &options, argv[1], error);
  g_free (options.fold);
  g_free (options.view);
  g_free (options.reading);
  return done;
}
