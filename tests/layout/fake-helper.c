/* A layout helper that misbehaves in the way that the environment variable STEMMA_FAKE_HELPER names. */
#include "layout/stemma-layout-wire.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char *mode;

static int
is (const char *name)
{
  return strcmp (mode, name) == 0;
}

static void __attribute__ ((noreturn))
hang (void)
{
  for (;;)
    pause ();
}

static int
read_fully (void *data, size_t size)
{
  for (size_t done = 0; done < size;)
    {
      ssize_t n = read (STDIN_FILENO, (char *) data + done, size - done);
      if (n <= 0)
        return 0;
      done += (size_t) n;
    }
  return 1;
}

static void
write_slowly (const void *data, size_t size, size_t step)
{
  for (size_t done = 0; done < size;)
    {
      size_t left = size - done;
      ssize_t n = write (STDOUT_FILENO, (const char *) data + done, left < step ? left : step);
      if (n <= 0)
        _exit (0);
      done += (size_t) n;
    }
}

static StemmaWireRequest
read_request (void)
{
  StemmaWireRequest request;
  if (!read_fully (&request, sizeof request))
    _exit (0);
  size_t size = request.n_boxes * (2 * sizeof (double) + 3 * sizeof (int32_t));
  size += request.n_edges * 3 * sizeof (int32_t);
  void *rest = malloc (size + 1);
  if (rest == NULL || !read_fully (rest, size))
    _exit (0);
  free (rest);
  return request;
}

static StemmaWireReply
make_reply (const StemmaWireRequest *request)
{
  StemmaWireReply reply = { STEMMA_WIRE_REPLY_MAGIC, STEMMA_WIRE_VERSION, request->serial, STEMMA_WIRE_DONE,
                            request->n_boxes, 0 };
  if (is ("version"))
    reply.version++;
  if (is ("serial"))
    reply.serial--;
  if (is ("status"))
    reply.status = 77;
  if (is ("more"))
    reply.n_boxes = 0xffffffffu;
  if (is ("fewer"))
    reply.n_boxes--;
  if (is ("no-plugin"))
    reply.status = STEMMA_WIRE_NO_PLUGIN;
  if (is ("failed") || is ("failed-with-more"))
    reply.status = STEMMA_WIRE_FAILED;
  if (is ("no-plugin") || is ("failed"))
    reply.n_boxes = 0;
  return reply;
}

/* All in one column, one below the other. */
static void
answer (const StemmaWireRequest *request)
{
  StemmaWireReply reply = make_reply (request);
  size_t n = request->n_boxes, step = is ("dribble") ? 1 : 65536;
  double *centres = calloc (n + 1, sizeof (double));
  int32_t *columns = calloc (n + 1, sizeof (int32_t));
  if (centres == NULL || columns == NULL)
    _exit (1);
  for (size_t i = 0; i < n; i++)
    centres[i] = (double) i;
  if (is ("nan"))
    centres[n - 1] = (double) NAN;
  if (is ("infinite"))
    centres[0] = (double) -INFINITY;
  if (is ("far"))
    centres[0] = 1e300;
  if (is ("column"))
    columns[n - 1] = (int32_t) n;
  if (is ("negative"))
    columns[0] = -1;
  write_slowly (&reply, is ("half-header") ? sizeof reply / 2 : sizeof reply, step);
  if (is ("half-header"))
    _exit (0);
  if (reply.status == STEMMA_WIRE_NO_PLUGIN || reply.status == STEMMA_WIRE_FAILED)
    n = 0;
  write_slowly (centres, (is ("short") || is ("stall") ? n / 2 : n) * sizeof (double), step);
  if (is ("short"))
    _exit (0);
  if (is ("stall"))
    hang ();
  write_slowly (columns, n * sizeof (int32_t), step);
  free (centres);
  free (columns);
}

static void
write_garbage (void)
{
  char garbage[5000];
  for (size_t i = 0; i < sizeof garbage; i++)
    garbage[i] = (char) (i * 37 + i / 256);
  write_slowly (garbage, sizeof garbage, sizeof garbage);
}

int
main (void)
{
  mode = getenv ("STEMMA_FAKE_HELPER");
  if (mode == NULL || is ("vanish"))
    return 4;
  if (is ("deaf"))
    hang ();
  if (is ("chatter"))
    for (;;)
      write_garbage ();
  for (int served = 0;; served++)
    {
      StemmaWireRequest request = read_request ();
      if (is ("hang"))
        hang ();
      if (is ("exit"))
        return 3;
      if (is ("crash"))
        abort ();
      if (is ("garbage"))
        write_garbage ();
      if (is ("once") && served > 0)
        abort ();
      answer (&request);
    }
}
