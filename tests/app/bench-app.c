/* Times the window on a store that is there, under a display of its own: one line of JSON a stage. What is drawn is
 * drawn in software. */
#include <math.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include "app/clusters/stemma-clusters-page.h"
#include "app/fetch/stemma-fetcher.h"
#include "app/lineage/stemma-lineage-page.h"
#include "app/stemma-application.h"
#include "app/stemma-window.h"

#define FRAMES 40
#define TIMEOUT_S 300

/* The main loop, as seen from where it waits: what lies between two waits is a block. */
static gint64 woke_at;
static gint64 longest_block;

/* Frames of the window: from when the clock begins one to when it is drawn. */
typedef struct
{
  gint64 began;
  gint64 took;
  guint n;
} Frames;

static int
poll_and_watch (GPollFD *fds, guint n_fds, int timeout)
{
  if (woke_at != 0)
    longest_block = MAX (longest_block, g_get_monotonic_time () - woke_at);
  int result = g_poll (fds, n_fds, timeout);
  woke_at = g_get_monotonic_time ();
  return result;
}

static void
on_before_paint (GdkFrameClock *clock G_GNUC_UNUSED, Frames *frames)
{
  frames->began = g_get_monotonic_time ();
}

static void
on_after_paint (GdkFrameClock *clock G_GNUC_UNUSED, Frames *frames)
{
  frames->took = g_get_monotonic_time () - frames->began;
  frames->n++;
}

static void
print_stage (const char *stage, double median_ms, double worst_ms, guint64 check)
{
  g_print ("{\"stage\":\"%s\",\"median_ms\":%.3f,\"worst_ms\":%.3f,\"check\":%" G_GUINT64_FORMAT "}\n", stage,
           median_ms, worst_ms, check);
}

/* When the kernel started this process: what the linker did before main() is part of a launch. Microseconds of
 * g_get_monotonic_time(). */
static gint64
get_process_start (void)
{
  g_autofree char *text = NULL;
  struct timespec boot;
  const char *fields = g_file_get_contents ("/proc/self/stat", &text, NULL, NULL) ? strrchr (text, ')') : NULL;
  for (guint i = 0; fields != NULL && i < 20; i++)
    fields = strchr (fields + 1, ' ');
  if (fields == NULL || clock_gettime (CLOCK_BOOTTIME, &boot) != 0)
    return g_get_monotonic_time ();
  double started = g_ascii_strtod (fields, NULL) / (double) sysconf (_SC_CLK_TCK);
  double age = (double) boot.tv_sec + (double) boot.tv_nsec / 1e9 - started;
  return g_get_monotonic_time () - (gint64) (age * 1e6);
}

static gboolean
on_timeout (gpointer data G_GNUC_UNUSED)
{
  g_error ("the window did not get ready in %d s", TIMEOUT_S);
  return G_SOURCE_REMOVE;
}

static void
wait_for_frame (GtkWidget *widget, const Frames *frames)
{
  guint before = frames->n;
  gtk_widget_queue_draw (widget);
  while (frames->n == before)
    g_main_context_iteration (NULL, TRUE);
}

static StemmaWindow *
open_window (const char *store, Frames *frames)
{
  g_autoptr (GError) error = NULL;
  StemmaApplication *application = stemma_application_new ();
  g_application_set_flags (G_APPLICATION (application), G_APPLICATION_NON_UNIQUE | G_APPLICATION_HANDLES_OPEN);
  if (!g_application_register (G_APPLICATION (application), NULL, &error))
    g_error ("%s", error->message);
  g_application_set_default (G_APPLICATION (application));
  StemmaWindow *window = stemma_window_new (GTK_APPLICATION (application));
  gtk_window_set_default_size (GTK_WINDOW (window), 1280, 800);
  gtk_window_present (GTK_WINDOW (window));
  GdkFrameClock *clock = gtk_widget_get_frame_clock (GTK_WIDGET (window));
  g_signal_connect (clock, "before-paint", G_CALLBACK (on_before_paint), frames);
  g_signal_connect (clock, "after-paint", G_CALLBACK (on_after_paint), frames);
  stemma_document_open (stemma_window_get_document (window), store, STEMMA_STORE_READ);
  return window;
}

/* Until the table of all clusters stands on the screen. */
static void
bench_launch (StemmaWindow *window, const Frames *frames, gint64 started)
{
  StemmaClustersPage *page = STEMMA_CLUSTERS_PAGE (stemma_window_get_page (window, "clusters"));
  while (!stemma_clusters_page_is_ready (page) || stemma_clusters_page_get_figures (page) == NULL)
    g_main_context_iteration (NULL, TRUE);
  wait_for_frame (GTK_WIDGET (page), frames);
  double ms = (double) (g_get_monotonic_time () - started) / 1000;
  print_stage ("window: from launch to the cluster table", ms, ms,
               stemma_clusters_page_get_figures (page)->clusters->n_clusters);
}

/* Goes to each page with a model; what keeps the main loop from turning meanwhile is counted. */
static void
bench_pages (StemmaWindow *window, const Frames *frames, const char *model)
{
  static const char *const pages[] = { "lineage", "model", "clusters" };
  StemmaLineagePage *lineage = STEMMA_LINEAGE_PAGE (stemma_window_get_page (window, "lineage"));
  for (guint i = 0; i < G_N_ELEMENTS (pages); i++)
    {
      g_autofree char *stage = g_strdup_printf ("window: longest block while %s loads", pages[i]);
      woke_at = longest_block = 0;
      stemma_window_go (window, pages[i], i < 2 ? model : NULL);
      gint64 until = g_get_monotonic_time () + G_USEC_PER_SEC;
      while (g_get_monotonic_time () < until || stemma_lineage_page_is_busy (lineage))
        wait_for_frame (GTK_WIDGET (window), frames);
      print_stage (stage, (double) longest_block / 1000, (double) longest_block / 1000, 0);
    }
}

static int
compare_doubles (gconstpointer a, gconstpointer b)
{
  double x = *(const double *) a, y = *(const double *) b;
  return x < y ? -1 : x > y;
}

/* The median of moving a picture about at one zoom; @worst takes the slowest frame. */
static double
time_frames (StemmaCanvas *canvas, const Frames *frames, double zoom, gboolean zooming, double *worst)
{
  double times[FRAMES];
  StemmaViewport viewport = stemma_canvas_get_viewport (canvas);
  viewport.zoom = zoom;
  for (guint i = 0; i < FRAMES; i++)
    {
      double turn = (double) i / FRAMES * 2 * G_PI;
      StemmaViewport there = zooming ? stemma_viewport_zoomed (viewport, zoom * exp (0.5 * sin (turn)),
                                                               viewport.width / 2, viewport.height / 2)
                                     : stemma_viewport_moved (viewport, 200 * sin (turn), 120 * cos (turn));
      stemma_canvas_set_viewport (canvas, there, TRUE);
      wait_for_frame (GTK_WIDGET (canvas), frames);
      times[i] = (double) frames->took / 1000;
      *worst = MAX (*worst, times[i]);
    }
  qsort (times, FRAMES, sizeof *times, compare_doubles);
  return times[FRAMES / 2];
}

static void
bench_canvas (StemmaWindow *window, const Frames *frames, const char *model)
{
  static const double zooms[] = { STEMMA_ZOOM_MIN, 0.25, 1, STEMMA_ZOOM_MAX };
  static const char *const stages[] = { "window: a frame while panning", "window: a frame while zooming" };
  StemmaLineagePage *page = STEMMA_LINEAGE_PAGE (stemma_window_get_page (window, "lineage"));
  StemmaCanvas *canvas = stemma_lineage_page_get_canvas (page);
  stemma_window_go (window, "lineage", model);
  do
    wait_for_frame (GTK_WIDGET (window), frames);
  while (stemma_lineage_page_is_busy (page) || !stemma_canvas_is_settled (canvas));
  guint n_cards = 0;
  stemma_lineage_get_cards (stemma_diagram_get_lineage (stemma_canvas_get_diagram (canvas)), &n_cards);
  for (guint s = 0; s < G_N_ELEMENTS (stages); s++)
    {
      double slowest = 0, worst = 0;
      for (guint i = 0; i < G_N_ELEMENTS (zooms); i++)
        slowest = MAX (slowest, time_frames (canvas, frames, zooms[i], s == 1, &worst));
      print_stage (stages[s], slowest, worst, n_cards);
    }
}

static void
on_fetched (StemmaFetcher *fetcher G_GNUC_UNUSED, StemmaFetch *fetch, guint64 *models)
{
  if (!fetch->done)
    g_error ("%s", fetch->error->message);
  *models = fetch->published.models;
}

/* A Hub on this machine is read into a store of its own, as fast as it answers, while the window is drawn all the time. */
static void
bench_fetch (StemmaWindow *window, const Frames *frames, const char *stand_in, const char *scale)
{
  g_autoptr (GError) error = NULL;
  guint64 models = 0;
  g_autoptr (GSubprocess) server
      = g_subprocess_new (G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error, stand_in,
                          "--with-parent", "--no-limits", "--scale", scale, NULL);
  if (server == NULL)
    g_error ("%s", error->message);
  g_autoptr (GDataInputStream) out = g_data_input_stream_new (g_subprocess_get_stdout_pipe (server));
  g_autofree char *url = g_data_input_stream_read_line_utf8 (out, NULL, NULL, NULL);
  g_autofree char *store = g_build_filename (g_get_user_data_dir (), "stemma", "bench-fetch.db", NULL);
  g_settings_set_string (stemma_application_get_settings (), "hub-endpoint", url);
  StemmaFetch *fetch
      = stemma_fetch_new (store, NULL, stemma_fetch_settings_read (stemma_application_get_settings ()));
  g_signal_connect (stemma_fetcher_get (), "ended", G_CALLBACK (on_fetched), &models);
  woke_at = longest_block = 0;
  stemma_fetcher_start (stemma_fetcher_get (), fetch);
  while (models == 0)
    wait_for_frame (GTK_WIDGET (window), frames);
  print_stage ("window: longest block while a crawl writes", (double) longest_block / 1000,
               (double) longest_block / 1000, models);
  g_output_stream_close (g_subprocess_get_stdin_pipe (server), NULL, NULL);
  g_subprocess_wait (server, NULL, NULL);
}

int
main (int argc, char **argv)
{
  gint64 started = get_process_start ();
  Frames frames = { 0 };
  if (argc != 3 && argc != 5)
    g_error ("which store and which model, and which stand-in Hub of which scale?");
  g_setenv ("GSETTINGS_BACKEND", "memory", TRUE);
  g_setenv ("GTK_A11Y", "test", FALSE); /* no other bus is started for it */
  if (!gtk_init_check ())
    return 77;
  adw_init ();
  g_timeout_add_seconds (TIMEOUT_S, on_timeout, NULL);
  g_main_context_set_poll_func (NULL, poll_and_watch);
  StemmaWindow *window = open_window (argv[1], &frames);
  bench_launch (window, &frames, started);
  bench_pages (window, &frames, argv[2]);
  bench_canvas (window, &frames, argv[2]);
  if (argc == 5)
    bench_fetch (window, &frames, argv[3], argv[4]);
  return 0;
}
