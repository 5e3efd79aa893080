#include "base/stemma-error.h"
#include "check.h"
#include "children.h"
#include "family.h"

#include <signal.h>
#include <string.h>

static char *fake_path;

static void
set_mode (const char *mode)
{
  g_setenv ("STEMMA_FAKE_HELPER", mode, TRUE);
}

static Family *
new_family (void)
{
  Family *family = family_new ();
  for (guint i = 0; i < 10; i++)
    family_add_box (family, i + 1, 100, 40);
  return family;
}

static char *
real_path (void)
{
  return stemma_layouter_find_helper (NULL);
}

/* Each fault: what the helper does, and what the message has to say. */
typedef struct
{
  const char *mode;
  guint deadline_ms;
  int code;
  const char *words;
} Fault;

static const Fault faults[] = {
  { "vanish", 60000, STEMMA_ERROR_LAYOUT, "ended (status 4) while it placed 10 cards" },
  { "exit", 60000, STEMMA_ERROR_LAYOUT, "ended (status 3) while it placed 10 cards" },
  { "crash", 60000, STEMMA_ERROR_LAYOUT, "crashed (signal 6) while it placed 10 cards" },
  { "half-header", 60000, STEMMA_ERROR_LAYOUT, "ended (status 0)" },
  { "short", 60000, STEMMA_ERROR_LAYOUT, "ended (status 0)" },
  { "garbage", 60000, STEMMA_ERROR_LAYOUT, "answered nonsense (no answer to a layout request)" },
  { "chatter", 60000, STEMMA_ERROR_LAYOUT, "answered nonsense (no answer to a layout request)" },
  { "version", 60000, STEMMA_ERROR_LAYOUT, "answered nonsense (another version)" },
  { "serial", 60000, STEMMA_ERROR_LAYOUT, "answered nonsense (the answer to another request)" },
  { "status", 60000, STEMMA_ERROR_LAYOUT, "answered nonsense (an unknown status)" },
  { "more", 60000, STEMMA_ERROR_LAYOUT, "answered nonsense (another number of cards)" },
  { "fewer", 60000, STEMMA_ERROR_LAYOUT, "answered nonsense (another number of cards)" },
  { "failed-with-more", 60000, STEMMA_ERROR_LAYOUT, "answered nonsense (another number of cards)" },
  { "nan", 60000, STEMMA_ERROR_LAYOUT, "answered nonsense (a place that is nowhere)" },
  { "infinite", 60000, STEMMA_ERROR_LAYOUT, "answered nonsense (a place that is nowhere)" },
  { "far", 60000, STEMMA_ERROR_LAYOUT, "answered nonsense (a place that is nowhere)" },
  { "column", 60000, STEMMA_ERROR_LAYOUT, "answered nonsense (a column that is not there)" },
  { "negative", 60000, STEMMA_ERROR_LAYOUT, "answered nonsense (a column that is not there)" },
  { "hang", 60, STEMMA_ERROR_TIMEOUT, "Placing 10 cards took longer than 60 ms" },
  { "stall", 60, STEMMA_ERROR_TIMEOUT, "Placing 10 cards took longer than 60 ms" },
};

/* One that is in no cache. */
static void
another_request (Family *family)
{
  g_array_index (family->boxes, StemmaLayoutBox, 0).height += 1;
}

static void
expect_fault (StemmaLayouter *layouter, const StemmaLayoutRequest *request, int code, const char *words)
{
  g_autoptr (GError) error = NULL;
  g_assert_null (stemma_layouter_run (layouter, request, NULL, &error));
  g_assert_error (error, STEMMA_ERROR, code);
  if (strstr (error->message, words) == NULL)
    g_error ("the message says: %s", error->message);
  g_assert_nonnull (strstr (error->message, "plain layout"));
}

/* After every fault: told in words, no child left, no descriptor left, and the next call works with a fresh
 * helper. */
static void
test_faults (void)
{
  g_autoptr (Family) family = new_family ();
  guint n_descriptors = count_descriptors ();
  for (guint i = 0; i < G_N_ELEMENTS (faults); i++)
    {
      g_autoptr (StemmaLayouter) layouter = stemma_layouter_new (fake_path);
      g_autoptr (GError) error = NULL;
      StemmaLayoutRequest request = family_ask (family);
      request.deadline_ms = faults[i].deadline_ms;
      set_mode (faults[i].mode);
      g_test_message ("%s", faults[i].mode);
      expect_fault (layouter, &request, faults[i].code, faults[i].words);
      g_assert_cmpuint (count_children (NULL), ==, 0);
      g_assert_cmpuint (count_descriptors (), ==, n_descriptors);
      set_mode ("well");
      request.deadline_ms = 60000;
      g_autoptr (StemmaLayout) layout = stemma_layouter_run (layouter, &request, NULL, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (count_children (NULL), ==, 1);
      check_layout (layout, &request);
    }
  g_assert_cmpuint (count_children (NULL), ==, 0);
  g_assert_cmpuint (count_descriptors (), ==, n_descriptors);
}

/* What the helper reports in due form is an error, but no reason to stop it. */
static void
test_reported (void)
{
  static const char *const modes[] = { "no-plugin", "failed" };
  static const char *const words[] = { "Install Graphviz", "could not place these 10 cards" };
  g_autoptr (Family) family = new_family ();
  StemmaLayoutRequest request = family_ask (family);
  for (guint i = 0; i < G_N_ELEMENTS (modes); i++)
    {
      g_autoptr (StemmaLayouter) layouter = stemma_layouter_new (fake_path);
      GPid before = 0, after = 0;
      set_mode (modes[i]);
      expect_fault (layouter, &request, STEMMA_ERROR_LAYOUT, words[i]);
      g_assert_cmpuint (count_children (&before), ==, 1);
      expect_fault (layouter, &request, STEMMA_ERROR_LAYOUT, words[i]);
      g_assert_cmpuint (count_children (&after), ==, 1);
      g_assert_cmpint (before, ==, after);
    }
}

/* More than a socket holds goes to a helper that does not read. */
static void
test_deaf (void)
{
  g_autoptr (StemmaLayouter) layouter = stemma_layouter_new (fake_path);
  g_autoptr (Family) family = family_new ();
  for (guint i = 0; i < 60000; i++)
    family_add_box (family, i + 1, 100, 40);
  StemmaLayoutRequest request = family_ask (family);
  request.deadline_ms = 200;
  set_mode ("deaf");
  expect_fault (layouter, &request, STEMMA_ERROR_TIMEOUT, "Placing 60000 cards took longer than 200 ms");
  g_assert_cmpuint (count_children (NULL), ==, 0);
}

static void
test_dribble (void)
{
  g_autoptr (StemmaLayouter) layouter = stemma_layouter_new (fake_path);
  g_autoptr (Family) family = new_family ();
  g_autoptr (GError) error = NULL;
  StemmaLayoutRequest request = family_ask (family);
  set_mode ("dribble");
  g_autoptr (StemmaLayout) layout = stemma_layouter_run (layouter, &request, NULL, &error);
  g_assert_no_error (error);
  check_layout (layout, &request);
}

/* One that died while nobody asked is replaced without a word; one that is alive is kept. */
static void
test_idle_death (void)
{
  g_autoptr (StemmaLayouter) layouter = stemma_layouter_new (fake_path);
  g_autoptr (Family) family = new_family ();
  StemmaLayoutRequest request = family_ask (family);
  GPid pids[4] = { 0 };
  set_mode ("well");
  for (guint i = 0; i < 4; i++)
    {
      g_autoptr (GError) error = NULL;
      another_request (family);
      g_autoptr (StemmaLayout) layout = stemma_layouter_run (layouter, &request, NULL, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (count_children (&pids[i]), ==, 1);
      if (i == 1)
        kill (pids[i], SIGKILL);
    }
  g_assert_cmpint (pids[0], ==, pids[1]);
  g_assert_cmpint (pids[1], !=, pids[2]);
  g_assert_cmpint (pids[2], ==, pids[3]);
}

/* What a helper that served before ends at may not be to blame: a fresh one is asked, once. */
static void
test_worn_out (void)
{
  g_autoptr (StemmaLayouter) layouter = stemma_layouter_new (fake_path);
  g_autoptr (Family) family = new_family ();
  StemmaLayoutRequest request = family_ask (family);
  GPid last = 0;
  set_mode ("once");
  for (guint i = 0; i < 3; i++)
    {
      GPid pid = 0;
      g_autoptr (GError) error = NULL;
      another_request (family);
      g_autoptr (StemmaLayout) layout = stemma_layouter_run (layouter, &request, NULL, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (count_children (&pid), ==, 1);
      g_assert_cmpint (pid, !=, last);
      last = pid;
    }
  set_mode ("crash");
  another_request (family);
  expect_fault (layouter, &request, STEMMA_ERROR_LAYOUT, "crashed (signal 6)");
}

static void
test_missing (void)
{
  static const char *const paths[] = { "/nonexistent/stemma-layout-helper", "/etc/passwd", "/" };
  g_autoptr (Family) family = new_family ();
  StemmaLayoutRequest request = family_ask (family);
  guint n_descriptors = count_descriptors ();
  for (guint i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      g_autoptr (StemmaLayouter) layouter = stemma_layouter_new (paths[i]);
      g_autoptr (GError) error = NULL;
      g_assert_null (stemma_layouter_run (layouter, &request, NULL, &error));
      g_assert_error (error, STEMMA_ERROR, STEMMA_ERROR_LAYOUT);
      g_assert_nonnull (strstr (error->message, "Install Stemma again, or set STEMMA_LAYOUT_HELPER"));
      g_assert_nonnull (strstr (error->message, paths[i]));
    }
  g_assert_cmpuint (count_children (NULL), ==, 0);
  g_assert_cmpuint (count_descriptors (), ==, n_descriptors);
}

typedef struct
{
  StemmaLayouter *layouter;
  StemmaLayoutRequest request;
  GCancellable *cancellable;
  GError *error;
} Call;

static gpointer
call_in_thread (gpointer data)
{
  Call *call = data;
  g_assert_null (stemma_layouter_run (call->layouter, &call->request, call->cancellable, &call->error));
  return NULL;
}

static GThread *
start_call (Call *call, StemmaLayouter *layouter, const Family *family)
{
  *call = (Call){ layouter, family_ask (family), g_cancellable_new (), NULL };
  call->request.deadline_ms = 10 * 60 * 1000;
  return g_thread_new ("call", call_in_thread, call);
}

static void
end_call (Call *call, GThread *thread)
{
  g_thread_join (thread);
  g_assert_error (call->error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&call->error);
  g_clear_object (&call->cancellable);
}

static void
wait_for_child (void)
{
  while (count_children (NULL) == 0)
    g_thread_yield ();
}

/* With a deadline of ten minutes: whoever does not cancel waits that long. */
static void
test_cancel (void)
{
  g_autoptr (StemmaLayouter) layouter = stemma_layouter_new (fake_path);
  g_autoptr (Family) family = new_family ();
  guint n_descriptors = count_descriptors ();
  set_mode ("hang");
  for (guint i = 0; i < 5; i++)
    {
      Call call;
      GThread *thread = start_call (&call, layouter, family);
      wait_for_child ();
      g_cancellable_cancel (call.cancellable);
      end_call (&call, thread);
      g_assert_cmpuint (count_children (NULL), ==, 0);
      g_assert_cmpuint (count_descriptors (), ==, n_descriptors);
    }
}

static void
test_cancel_before (void)
{
  g_autoptr (StemmaLayouter) layouter = stemma_layouter_new (fake_path);
  g_autoptr (Family) family = new_family ();
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL, error_of_grid = NULL;
  StemmaLayoutRequest request = family_ask (family);
  family_add_edge (family, 0, 1, FALSE);
  request = family_ask (family);
  g_cancellable_cancel (cancellable);
  g_assert_null (stemma_layouter_run (layouter, &request, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_null (stemma_layout_grid (&request, cancellable, &error_of_grid));
  g_assert_error (error_of_grid, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (count_children (NULL), ==, 0);
}

/* A call that waits behind another can be cancelled, and the other goes on. */
static void
test_cancel_in_the_queue (void)
{
  g_autoptr (StemmaLayouter) layouter = stemma_layouter_new (fake_path);
  g_autoptr (Family) family = new_family ();
  GPid before = 0, after = 0;
  Call first, second;
  set_mode ("hang");
  GThread *thread = start_call (&first, layouter, family);
  wait_for_child ();
  g_assert_cmpuint (count_children (&before), ==, 1);
  GThread *waiting = start_call (&second, layouter, family);
  g_usleep (30000);
  g_cancellable_cancel (second.cancellable);
  end_call (&second, waiting);
  g_assert_cmpuint (count_children (&after), ==, 1);
  g_assert_cmpint (before, ==, after);
  g_cancellable_cancel (first.cancellable);
  end_call (&first, thread);
  g_assert_cmpuint (count_children (NULL), ==, 0);
}

/* The real one is killed in the middle of its work. */
static void
test_too_much (void)
{
  g_autofree char *path = real_path ();
  g_autoptr (StemmaLayouter) layouter = stemma_layouter_new (path);
  g_autoptr (GRand) rand = g_rand_new_with_seed (3);
  g_autoptr (Family) big = family_new_random (rand, 6000, 0.6, 0);
  g_autoptr (Family) small = new_family ();
  g_autoptr (GError) error = NULL;
  StemmaLayoutRequest request = family_ask (big);
  request.deadline_ms = 100;
  expect_fault (layouter, &request, STEMMA_ERROR_TIMEOUT, "Placing 6000 cards took longer than 100 ms");
  g_assert_cmpuint (count_children (NULL), ==, 0);
  request = family_ask (small);
  g_autoptr (StemmaLayout) layout = stemma_layouter_run (layouter, &request, NULL, &error);
  g_assert_no_error (error);
  check_layout (layout, &request);
}

typedef struct
{
  StemmaLayouter *layouter;
  guint32 seed;
  char *dumps[8];
} Worker;

static gpointer
work (gpointer data)
{
  Worker *worker = data;
  g_autoptr (GRand) rand = g_rand_new_with_seed (worker->seed);
  for (guint i = 0; i < G_N_ELEMENTS (worker->dumps); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (Family) family = family_new_random (rand, 30, 0.2, 1);
      StemmaLayoutRequest request = family_ask (family);
      g_autoptr (StemmaLayout) layout = stemma_layouter_run (worker->layouter, &request, NULL, &error);
      g_assert_no_error (error);
      worker->dumps[i] = stemma_layout_dump (layout);
    }
  return NULL;
}

/* Many at once get what each would get alone. */
static void
test_threads (void)
{
  g_autofree char *path = real_path ();
  g_autoptr (StemmaLayouter) shared = stemma_layouter_new (path), alone = stemma_layouter_new (path);
  Worker workers[4], naive[4];
  GThread *threads[4];
  for (guint i = 0; i < 4; i++)
    {
      workers[i] = (Worker){ shared, i, { NULL } };
      naive[i] = (Worker){ alone, i, { NULL } };
      threads[i] = g_thread_new ("worker", work, &workers[i]);
    }
  for (guint i = 0; i < 4; i++)
    {
      g_thread_join (threads[i]);
      work (&naive[i]);
      for (guint k = 0; k < G_N_ELEMENTS (workers[i].dumps); k++)
        {
          g_assert_cmpstr (workers[i].dumps[k], ==, naive[i].dumps[k]);
          g_free (workers[i].dumps[k]);
          g_free (naive[i].dumps[k]);
        }
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  fake_path = g_test_build_filename (G_TEST_BUILT, "layout", "fake-layout-helper", NULL);
  g_test_add_func ("/layout/faults/each", test_faults);
  g_test_add_func ("/layout/faults/reported", test_reported);
  g_test_add_func ("/layout/faults/deaf", test_deaf);
  g_test_add_func ("/layout/faults/dribble", test_dribble);
  g_test_add_func ("/layout/faults/idle-death", test_idle_death);
  g_test_add_func ("/layout/faults/worn-out", test_worn_out);
  g_test_add_func ("/layout/faults/missing", test_missing);
  g_test_add_func ("/layout/faults/cancel", test_cancel);
  g_test_add_func ("/layout/faults/cancel-before", test_cancel_before);
  g_test_add_func ("/layout/faults/cancel-in-the-queue", test_cancel_in_the_queue);
  g_test_add_func ("/layout/faults/too-much", test_too_much);
  g_test_add_func ("/layout/faults/threads", test_threads);
  int status = g_test_run ();
  g_free (fake_path);
  return status;
}
