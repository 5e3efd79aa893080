#include "layout/helper/dot.h"

#include <dirent.h>
#include <dlfcn.h>
#include <gvc.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define PLUGIN "libgvplugin_dot_layout.so"
#define LIBRARY_SYMBOL "gvplugin_dot_layout_LTX_library"

/* dot reckons in whole points, 72 an inch: one point here is one pixel, so that nothing is rounded twice. */
#define PIXELS_PER_INCH 72.0

static GVC_t *context;

static void *
open_plugin_in (const char *folder)
{
  DIR *dir = opendir (folder);
  if (dir == NULL)
    return NULL;
  void *library = NULL;
  for (const struct dirent *entry = readdir (dir); entry != NULL && library == NULL; entry = readdir (dir))
    {
      char path[4096];
      if (strncmp (entry->d_name, PLUGIN, strlen (PLUGIN)) != 0)
        continue;
      int length = snprintf (path, sizeof path, "%s/%s", folder, entry->d_name);
      void *plugin = length < (int) sizeof path ? dlopen (path, RTLD_NOW | RTLD_LOCAL) : NULL;
      library = plugin != NULL ? dlsym (plugin, LIBRARY_SYMBOL) : NULL;
    }
  closedir (dir);
  return library;
}

/* Graphviz keeps its plugins in a folder beside libgvc, and finds them by a file that `dot -c` writes at
 * installation. Where that was never run the plugin is there all the same: so it is loaded by its own
 * name. */
static void *
find_plugin (void)
{
  Dl_info info;
  char folder[4096];
  if (dladdr ((void *) (uintptr_t) gvContextPlugins, &info) == 0 || info.dli_fname == NULL)
    return NULL;
  const char *slash = strrchr (info.dli_fname, '/');
  if (slash == NULL)
    return NULL;
  int length = snprintf (folder, sizeof folder, "%.*s/graphviz", (int) (slash - info.dli_fname),
                         info.dli_fname);
  return length < (int) sizeof folder ? open_plugin_in (folder) : NULL;
}

/* Readies Graphviz. It is not safe with threads: from here on everything must come from the one thread. */
bool
dot_open (void)
{
  static lt_symlist_t builtins[2];
  builtins[0] = (lt_symlist_t){ LIBRARY_SYMBOL, find_plugin () };
  bool found = builtins[0].address != NULL;
  context = found ? gvContextPlugins (builtins, 0) : gvContext ();
  agseterr (AGMAX);
  return context != NULL;
}

/* The helper never calls setlocale(), so it stays in "C" and a number is printed and read with a point. */
static void
set_inches (void *object, Agsym_t *symbol, double pixels)
{
  char text[32];
  snprintf (text, sizeof text, "%.6f", pixels / PIXELS_PER_INCH);
  agxset (object, symbol, text);
}

static void
set_graph (Agraph_t *g, const char *name, const char *value)
{
  agattr (g, AGRAPH, (char *) name, (char *) value);
}

static void
set_graph_inches (Agraph_t *g, const char *name, double pixels)
{
  char text[32];
  snprintf (text, sizeof text, "%.6f", pixels / PIXELS_PER_INCH);
  set_graph (g, name, text);
}

/* Curves are drawn by the app after it has moved the boxes, so dot need not look for any. */
static void
declare (Agraph_t *g, const Graph *graph)
{
  set_graph (g, "rankdir", "LR");
  set_graph (g, "splines", "none");
  set_graph_inches (g, "nodesep", graph->header.gap);
  set_graph_inches (g, "ranksep", graph->header.gutter);
  agattr (g, AGNODE, (char *) "shape", (char *) "box");
  agattr (g, AGNODE, (char *) "fixedsize", (char *) "true");
  agattr (g, AGNODE, (char *) "label", (char *) "");
}

static void
add_nodes (Agraph_t *g, const Graph *graph, Agnode_t **nodes)
{
  Agsym_t *width = agattr (g, AGNODE, (char *) "width", (char *) "1");
  Agsym_t *height = agattr (g, AGNODE, (char *) "height", (char *) "1");
  for (uint32_t i = 0; i < graph->header.n_boxes; i++)
    {
      char name[16];
      snprintf (name, sizeof name, "%u", (unsigned) i);
      nodes[i] = agnode (g, name, 1);
      set_inches (nodes[i], width, graph->sizes[2 * i]);
      set_inches (nodes[i], height, graph->sizes[2 * i + 1]);
    }
}

static void
add_edges (Agraph_t *g, const Graph *graph, Agnode_t **nodes)
{
  Agsym_t *weight = agattr (g, AGEDGE, (char *) "weight", (char *) "1");
  for (uint32_t i = 0; i < graph->header.n_edges; i++)
    {
      char text[16];
      Agedge_t *edge = agedge (g, nodes[graph->ends[2 * i]], nodes[graph->ends[2 * i + 1]], NULL, 1);
      snprintf (text, sizeof text, "%d", (int) graph->weights[i]);
      agxset (edge, weight, text);
    }
}

/* Keeps the order of emission among children that hang on one parent alone. For the graph as a whole this
 * would triple the crossings of families with merges; at these boxes it costs next to none. */
static void
keep_emission (Agraph_t *g, const Graph *graph, Agnode_t **nodes)
{
  Agsym_t *ordering = agattr (g, AGNODE, (char *) "ordering", (char *) "");
  uint32_t n = graph->header.n_boxes, n_edges = graph->header.n_edges;
  uint32_t *parents = calloc (n, sizeof *parents);
  bool *shared = calloc (n, sizeof *shared);
  if (parents == NULL || shared == NULL)
    abort ();
  for (uint32_t i = 0; i < n_edges; i++)
    parents[graph->ends[2 * i + 1]]++;
  for (uint32_t i = 0; i < n_edges; i++)
    if (parents[graph->ends[2 * i + 1]] > 1)
      shared[graph->ends[2 * i]] = true;
  for (uint32_t i = 0; i < n; i++)
    if (!shared[i])
      agxset (nodes[i], ordering, (char *) "out");
  free (parents);
  free (shared);
}

/* A box in its column, for sorting. */
typedef struct
{
  int32_t column;
  int32_t group;
  int32_t rank;
  uint32_t box;
} Seat;

static int
compare_seats (const void *a, const void *b)
{
  const Seat *s = a, *t = b;
  if (s->column != t->column)
    return s->column < t->column ? -1 : 1;
  if (s->group != t->group)
    return s->group < t->group ? -1 : 1;
  if (s->rank != t->rank)
    return s->rank < t->rank ? -1 : 1;
  return s->box < t->box ? -1 : s->box > t->box;
}

static Seat *
make_seats (const Graph *graph)
{
  Seat *seats = calloc (graph->header.n_boxes, sizeof *seats);
  if (seats == NULL)
    abort ();
  for (uint32_t i = 0; i < graph->header.n_boxes; i++)
    seats[i] = (Seat){ graph->columns[i], graph->groups[i], graph->ranks[i], i };
  qsort (seats, graph->header.n_boxes, sizeof *seats, compare_seats);
  return seats;
}

/* A column and the node of an axis that holds it to the right of the one before. */
static Agraph_t *
add_column (Agraph_t *g, int32_t number, Agnode_t **axis)
{
  char name[16];
  snprintf (name, sizeof name, "c%d", (int) number);
  Agraph_t *column = agsubg (g, name, 1);
  Agnode_t *node = agnode (g, name, 1);
  agsafeset (column, (char *) "rank", (char *) "same", (char *) "");
  agsafeset (node, (char *) "width", (char *) "0.01", (char *) "");
  agsafeset (node, (char *) "height", (char *) "0.01", (char *) "");
  agsubnode (column, node, 1);
  if (*axis != NULL)
    agedge (g, *axis, node, NULL, 1);
  *axis = node;
  return column;
}

/* Pins every box to its column and chains those of a group in their order: an edge inside a rank is what dot
 * never turns round. (It would not look at one with constraint=false.) */
static void
add_columns (Agraph_t *g, const Graph *graph, Agnode_t **nodes)
{
  Seat *seats = make_seats (graph);
  Agraph_t *column = NULL;
  Agnode_t *axis = NULL;
  for (uint32_t i = 0; i < graph->header.n_boxes; i++)
    {
      const Seat *last = i > 0 ? &seats[i - 1] : NULL;
      if (last == NULL || last->column != seats[i].column)
        column = add_column (g, seats[i].column, &axis);
      else if (seats[i].group >= 0 && last->group == seats[i].group)
        agedge (g, nodes[last->box], nodes[seats[i].box], NULL, 1);
      agsubnode (column, nodes[seats[i].box], 1);
    }
  free (seats);
}

static StemmaWireStatus
read_places (const Graph *graph, Agnode_t **nodes, double *centres, int32_t *columns)
{
  int lowest = 0;
  for (uint32_t i = 0; i < graph->header.n_boxes; i++)
    {
      centres[i] = -ND_coord (nodes[i]).y;
      columns[i] = graph->header.given ? graph->columns[i] : ND_rank (nodes[i]);
      if (!isfinite (centres[i]))
        return STEMMA_WIRE_FAILED;
      if (i == 0 || columns[i] < lowest)
        lowest = columns[i];
    }
  for (uint32_t i = 0; i < graph->header.n_boxes; i++)
    columns[i] -= lowest;
  return STEMMA_WIRE_DONE;
}

/**
 * dot_place:
 * @graph: what to place
 * @centres: (out caller-allocates): where the middle of each box is, pixels downwards
 * @columns: (out caller-allocates): the column of each box, from the left
 *
 * Lets dot choose the height of every box, and the columns unless they are given.
 */
StemmaWireStatus
dot_place (const Graph *graph, double *centres, int32_t *columns)
{
  if (graph->header.n_boxes == 0)
    return STEMMA_WIRE_DONE;
  Agraph_t *g = agopen ((char *) "g", Agdirected, NULL);
  Agnode_t **nodes = calloc (graph->header.n_boxes, sizeof *nodes);
  if (g == NULL || nodes == NULL)
    abort ();
  declare (g, graph);
  add_nodes (g, graph, nodes);
  add_edges (g, graph, nodes);
  keep_emission (g, graph, nodes);
  if (graph->header.given)
    add_columns (g, graph, nodes);
  StemmaWireStatus status = STEMMA_WIRE_NO_PLUGIN;
  if (gvLayout (context, g, "dot") == 0)
    {
      status = read_places (graph, nodes, centres, columns);
      gvFreeLayout (context, g);
    }
  agclose (g);
  free (nodes);
  return status;
}
