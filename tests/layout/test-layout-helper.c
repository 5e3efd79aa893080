/* The helper itself, at the other end of a pipe: it takes every request apart before Graphviz sees it. */
#include "layout/stemma-layout-wire.h"
#include "layout/stemma-layout-request.h"
#include "family.h"

#include <math.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#define EXIT_NONSENSE 2

/* Returns the exit status, or -1 after a signal. */
static int
feed (const guint8 *bytes, gsize size, GBytes **answer)
{
  g_autofree char *path = stemma_layouter_find_helper (NULL);
  g_autoptr (GError) error = NULL;
  GSubprocessFlags flags = G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE |
                           G_SUBPROCESS_FLAGS_STDERR_SILENCE;
  g_autoptr (GSubprocess) helper = g_subprocess_new (flags, &error, path, NULL);
  g_assert_no_error (error);
  g_autoptr (GBytes) input = g_bytes_new (bytes, size);
  g_autoptr (GBytes) output = NULL;
  g_subprocess_communicate (helper, input, NULL, &output, NULL, NULL);
  g_subprocess_wait (helper, NULL, NULL);
  if (answer != NULL)
    *answer = g_steal_pointer (&output);
  return g_subprocess_get_if_exited (helper) ? g_subprocess_get_exit_status (helper) : -1;
}

static GByteArray *
encode (const Family *family, guint32 serial)
{
  StemmaLayoutRequest request = family_ask (family);
  return stemma_layout_request_encode (&request, serial);
}

static GByteArray *
encode_random (guint32 seed, guint32 serial)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
  g_autoptr (Family) family = family_new_random (rand, 20, 0.2, 1);
  return encode (family, serial);
}

static void
test_one_after_the_other (void)
{
  g_autoptr (GByteArray) all = g_byte_array_new ();
  g_autoptr (GBytes) answer = NULL;
  gsize size, at = 0;
  for (guint32 i = 0; i < 3; i++)
    {
      g_autoptr (GByteArray) one = encode_random (i, 100 + i);
      g_byte_array_append (all, one->data, one->len);
    }
  g_assert_cmpint (feed (all->data, all->len, &answer), ==, 0);
  const guint8 *bytes = g_bytes_get_data (answer, &size);
  for (guint32 i = 0; i < 3; i++)
    {
      StemmaWireReply reply;
      memcpy (&reply, bytes + at, sizeof reply);
      g_assert_cmpuint (reply.magic, ==, STEMMA_WIRE_REPLY_MAGIC);
      g_assert_cmpuint (reply.serial, ==, 100 + i);
      g_assert_cmpuint (reply.status, ==, STEMMA_WIRE_DONE);
      g_assert_cmpuint (reply.n_boxes, ==, 20);
      at += sizeof reply + 20 * (sizeof (double) + sizeof (gint32));
    }
  g_assert_cmpuint (at, ==, size);
}

static void
test_ends (void)
{
  g_autoptr (GByteArray) request = encode_random (9, 1);
  g_assert_cmpint (feed (NULL, 0, NULL), ==, 0);
  for (guint size = 1; size < request->len; size += 1 + request->len / 24)
    g_assert_cmpint (feed (request->data, size, NULL), ==, EXIT_NONSENSE);
}

static void
expect_nonsense (const StemmaWireRequest *header, const GByteArray *request)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  g_byte_array_append (bytes, (const guint8 *) header, sizeof *header);
  g_byte_array_append (bytes, request->data + sizeof *header, request->len - (guint) sizeof *header);
  g_assert_cmpint (feed (bytes->data, bytes->len, NULL), ==, EXIT_NONSENSE);
}

static void
test_headers (void)
{
  g_autoptr (GByteArray) request = encode_random (9, 1);
  StemmaWireRequest good, bad;
  memcpy (&good, request->data, sizeof good);
  bad = good, bad.magic++;
  expect_nonsense (&bad, request);
  bad = good, bad.version++;
  expect_nonsense (&bad, request);
  bad = good, bad.n_boxes = STEMMA_WIRE_MAX_BOXES + 1;
  expect_nonsense (&bad, request);
  bad = good, bad.n_edges = G_MAXUINT32;
  expect_nonsense (&bad, request);
  bad = good, bad.n_boxes = 0;
  expect_nonsense (&bad, request);
  bad = good, bad.given = 2;
  expect_nonsense (&bad, request);
  bad = good, bad.gap = (double) NAN;
  expect_nonsense (&bad, request);
  bad = good, bad.gutter = -1;
  expect_nonsense (&bad, request);
  /* All columns are 0: with columns given, every edge leads nowhere. */
  bad = good, bad.given = 1;
  expect_nonsense (&bad, request);
}

/* Bytes changed at random: answered or refused, but it does not crash. */
static void
test_fuzz (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (61);
  guint refused = 0;
  for (guint round = 0; round < 120; round++)
    {
      g_autoptr (GByteArray) request = encode_random (round, 1);
      guint n_changes = 1 + round % 3;
      for (guint i = 0; i < n_changes; i++)
        {
          gint32 at = g_rand_int_range (rand, 0, (gint32) request->len);
          request->data[at] = (guint8) g_rand_int_range (rand, 0, 256);
        }
      int status = feed (request->data, request->len, NULL);
      g_assert_true (status == 0 || status == EXIT_NONSENSE);
      refused += status == EXIT_NONSENSE ? 1 : 0;
    }
  g_assert_cmpuint (refused, >, 10);
}

/* Nobody is left to read the answer: it does not work on. It would end by SIGPIPE if it got to writing. */
static void
test_orphan (void)
{
  g_autofree char *path = stemma_layouter_find_helper (NULL);
  g_autoptr (GRand) rand = g_rand_new_with_seed (62);
  g_autoptr (Family) family = family_new_random (rand, 8000, 0.6, 0);
  g_autoptr (GByteArray) request = encode (family, 1);
  g_autoptr (GError) error = NULL;
  char *argv[] = { path, NULL };
  GPid pid;
  int input, output, status;
  GSpawnFlags flags = G_SPAWN_DO_NOT_REAP_CHILD | G_SPAWN_STDERR_TO_DEV_NULL;
  g_spawn_async_with_pipes (NULL, argv, NULL, flags, NULL, NULL, &pid, &input, &output, NULL, &error);
  g_assert_no_error (error);
  for (gsize done = 0; done < request->len;)
    {
      ssize_t n = write (input, request->data + done, request->len - done);
      g_assert_cmpint (n, >, 0);
      done += (gsize) n;
    }
  close (output);
  g_assert_cmpint (waitpid (pid, &status, 0), ==, pid);
  close (input);
  g_assert_true (WIFEXITED (status));
  g_assert_cmpint (WEXITSTATUS (status), ==, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  signal (SIGPIPE, SIG_IGN);
  g_test_add_func ("/layout/helper/one-after-the-other", test_one_after_the_other);
  g_test_add_func ("/layout/helper/ends", test_ends);
  g_test_add_func ("/layout/helper/headers", test_headers);
  g_test_add_func ("/layout/helper/fuzz", test_fuzz);
  g_test_add_func ("/layout/helper/orphan", test_orphan);
  return g_test_run ();
}
