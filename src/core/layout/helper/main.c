/*
 * stemma-layout-helper: reads layout requests from its standard input and writes the answers to its standard
 * output, one after the other, until the input ends (layout/stemma-layout-wire.h says how they look).
 * Graphviz knows no cancelling and may crash on a graph it does not like: here it can be killed, and takes
 * nothing with it.
 */
#include "layout/helper/dot.h"

#include <errno.h>
#include <math.h>
#include <poll.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

/* dot goes as deep as the graph; untouched pages of a stack cost nothing. */
#define STACK_SIZE ((size_t) 512 << 20)
#define MEMORY_LIMIT ((rlim_t) 4 << 30)

#define EXIT_NONSENSE 2

static void __attribute__ ((noreturn))
give_up (const char *why)
{
  fprintf (stderr, "stemma-layout-helper: %s\n", why);
  _exit (EXIT_NONSENSE);
}

/* Returns false at the end of the input, which may come before a request but not inside one. */
static bool
read_fully (void *data, size_t size, bool may_end)
{
  size_t done = 0;
  while (done < size)
    {
      ssize_t n = read (STDIN_FILENO, (char *) data + done, size - done);
      if (n == 0 && done == 0 && may_end)
        return false;
      if (n < 0 && errno == EINTR)
        continue;
      if (n <= 0)
        give_up ("the request ends too early");
      done += (size_t) n;
    }
  return true;
}

static void
write_fully (const void *data, size_t size)
{
  size_t done = 0;
  while (done < size)
    {
      ssize_t n = write (STDOUT_FILENO, (const char *) data + done, size - done);
      if (n < 0 && errno == EINTR)
        continue;
      if (n <= 0)
        _exit (EXIT_FAILURE);
      done += (size_t) n;
    }
}

static void *
read_array (size_t n, size_t size)
{
  void *array = calloc (n + 1, size);
  if (array == NULL)
    give_up ("no memory");
  if (n > 0)
    read_fully (array, n * size, false);
  return array;
}

static bool
is_length (double length)
{
  return isfinite (length) && length > 0 && length <= STEMMA_WIRE_MAX_SIZE;
}

static void
check_header (const StemmaWireRequest *header)
{
  if (header->magic != STEMMA_WIRE_REQUEST_MAGIC || header->version != STEMMA_WIRE_VERSION)
    give_up ("this is no layout request");
  if (header->n_boxes > STEMMA_WIRE_MAX_BOXES || header->n_edges > STEMMA_WIRE_MAX_EDGES)
    give_up ("the request is too big");
  if (header->given > 1)
    give_up ("a flag is out of range");
  if (!is_length (header->gap) || !is_length (header->gutter))
    give_up ("a distance is out of range");
}

static void
check_sizes (const Graph *graph)
{
  for (size_t i = 0; i < 2 * (size_t) graph->header.n_boxes; i++)
    if (!is_length (graph->sizes[i]))
      give_up ("a size is out of range");
}

static void
check_edges (const Graph *graph)
{
  uint32_t n_boxes = graph->header.n_boxes;
  for (uint32_t i = 0; i < graph->header.n_edges; i++)
    {
      int32_t a = graph->ends[2 * i], b = graph->ends[2 * i + 1];
      if (a < 0 || b < 0 || (uint32_t) a >= n_boxes || (uint32_t) b >= n_boxes || a == b)
        give_up ("a box is out of range");
      if (graph->weights[i] < 1 || graph->weights[i] > STEMMA_WIRE_MAX_WEIGHT)
        give_up ("a weight is out of range");
    }
}

/* Columns that are given are those of a layout that can be: every edge leads to the right. */
static void
check_columns (const Graph *graph)
{
  if (graph->header.given == 0)
    return;
  for (uint32_t i = 0; i < graph->header.n_boxes; i++)
    if (graph->columns[i] < 0 || (uint32_t) graph->columns[i] >= graph->header.n_boxes)
      give_up ("a column is out of range");
  for (uint32_t i = 0; i < graph->header.n_edges; i++)
    if (graph->columns[graph->ends[2 * i]] >= graph->columns[graph->ends[2 * i + 1]])
      give_up ("an edge leads back");
}

static bool
read_graph (Graph *graph)
{
  StemmaWireRequest *header = &graph->header;
  if (!read_fully (header, sizeof *header, true))
    return false;
  check_header (header);
  graph->sizes = read_array (2 * (size_t) header->n_boxes, sizeof (double));
  graph->ends = read_array (2 * (size_t) header->n_edges, sizeof (int32_t));
  graph->weights = read_array (header->n_edges, sizeof (int32_t));
  graph->columns = read_array (header->n_boxes, sizeof (int32_t));
  graph->groups = read_array (header->n_boxes, sizeof (int32_t));
  graph->ranks = read_array (header->n_boxes, sizeof (int32_t));
  check_sizes (graph);
  check_edges (graph);
  check_columns (graph);
  return true;
}

static void
free_graph (Graph *graph)
{
  free (graph->sizes);
  free (graph->ends);
  free (graph->weights);
  free (graph->columns);
  free (graph->groups);
  free (graph->ranks);
}

static void
answer (const Graph *graph, bool ready)
{
  size_t n = graph->header.n_boxes;
  double *centres = calloc (n + 1, sizeof (double));
  int32_t *columns = calloc (n + 1, sizeof (int32_t));
  if (centres == NULL || columns == NULL)
    give_up ("no memory");
  StemmaWireReply reply = {
    .magic = STEMMA_WIRE_REPLY_MAGIC,
    .version = STEMMA_WIRE_VERSION,
    .serial = graph->header.serial,
    .status = ready ? dot_place (graph, centres, columns) : STEMMA_WIRE_NO_PLUGIN,
  };
  reply.n_boxes = reply.status == STEMMA_WIRE_DONE ? graph->header.n_boxes : 0;
  write_fully (&reply, sizeof reply);
  write_fully (centres, reply.n_boxes * sizeof (double));
  write_fully (columns, reply.n_boxes * sizeof (int32_t));
  free (centres);
  free (columns);
}

static void *
serve (void *unused)
{
  (void) unused;
  bool ready = dot_open ();
  Graph graph;
  while (read_graph (&graph))
    {
      answer (&graph, ready);
      free_graph (&graph);
    }
  /* Without the handlers of the libraries: Graphviz does not clean up after itself. */
  _exit (EXIT_SUCCESS);
}

static void
limit_resources (void)
{
  setrlimit (RLIMIT_CORE, &(struct rlimit){ 0, 0 });
  /* The sanitizers reserve terabytes of addresses. */
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
  setrlimit (RLIMIT_AS, &(struct rlimit){ MEMORY_LIMIT, MEMORY_LIMIT });
#endif
}

int
main (void)
{
  pthread_attr_t attributes;
  pthread_t worker;

  close_range (STDERR_FILENO + 1, ~0u, 0);
  limit_resources ();
  pthread_attr_init (&attributes);
  if (pthread_attr_setstacksize (&attributes, STACK_SIZE) != 0 ||
      pthread_create (&worker, &attributes, serve, NULL) != 0)
    give_up ("no memory for a stack");

  /* A layout can take minutes: when nobody is left to read the answer, do not go on. */
  struct pollfd output = { .fd = STDOUT_FILENO };
  while (poll (&output, 1, -1) <= 0 || output.revents == 0)
    ;
  _exit (EXIT_FAILURE);
}
