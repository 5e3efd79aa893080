#include "snapshot/stemma-components.h"

#define UNSEEN G_MAXUINT32

/* Tarjan's algorithm with a stack of its own: a chain of models can be longer than the machine's stack is
 * deep. */
typedef struct
{
  const guint32 *child_start;
  const guint32 *child;
  guint32 *found;  /* by node: when it was first met */
  guint32 *low;    /* by node: the earliest met that it reaches and that is still open */
  guint32 *cursor; /* by node: the next edge to follow */
  guint32 *path;   /* from where the walk began to where it is */
  guint32 *open;   /* met, not yet in a component */
  guint32 n_path;
  guint32 n_open;
  guint32 n_found;
  guint32 n_closed;
  guint32 n_components;
  guint32 n;
  StemmaComponents *result;
} Search;

static void
enter (Search *search, guint32 node)
{
  search->found[node] = search->low[node] = search->n_found++;
  search->cursor[node] = search->child_start[node + 1];
  search->path[search->n_path++] = node;
  search->open[search->n_open++] = node;
}

/* All that is open above @node reaches it and is reached by it. Components close children first, so numbers
 * are given from the end. */
static void
close_component (Search *search, guint32 node)
{
  guint32 size = 0;
  guint32 member;
  do
    {
      member = search->open[--search->n_open];
      search->result->component[member] = search->n_components;
      search->result->number[member] = search->n - 1 - search->n_closed++;
      size++;
    }
  while (member != node);
  search->result->size[search->n_components++] = size;
}

static void
leave (Search *search, guint32 node)
{
  search->n_path--;
  if (search->low[node] == search->found[node])
    close_component (search, node);
  if (search->n_path > 0)
    {
      guint32 before = search->path[search->n_path - 1];
      search->low[before] = MIN (search->low[before], search->low[node]);
    }
}

static void
walk_from (Search *search, guint32 start)
{
  enter (search, start);
  while (search->n_path > 0)
    {
      guint32 node = search->path[search->n_path - 1];
      if (search->cursor[node] == search->child_start[node])
        {
          leave (search, node);
          continue;
        }
      guint32 child = search->child[--search->cursor[node]];
      if (search->found[child] == UNSEEN)
        enter (search, child);
      else if (search->result->component[child] == UNSEEN)
        search->low[node] = MIN (search->low[node], search->found[child]);
    }
}

static guint32 *
unseen_array (guint32 n)
{
  guint32 *array = g_new (guint32, MAX (n, 1));
  for (guint32 i = 0; i < n; i++)
    array[i] = UNSEEN;
  return array;
}

/* Nodes without children can stand anywhere after their parents: at the end they leave those that have some in one
 * small stretch, which is all that most walks touch more than once. */
static void
number_leaves_last (Search *search)
{
  guint32 *number = search->result->number;
  guint32 *node_of = search->found; /* by number; when a node was met is no longer asked for */
  for (guint32 node = 0; node < search->n; node++)
    node_of[number[node]] = node;
  guint32 inner = 0;
  for (guint32 i = 0; i < search->n; i++)
    if (search->child_start[node_of[i]] < search->child_start[node_of[i] + 1])
      number[node_of[i]] = inner++;
  search->result->n_inner = inner;
  for (guint32 i = 0; i < search->n; i++)
    if (search->child_start[node_of[i]] == search->child_start[node_of[i] + 1])
      number[node_of[i]] = inner++;
}

/**
 * stemma_components_new:
 * @n: how many nodes
 * @child_start: where the children of each start, n + 1 entries
 * @child: nodes
 * @parent_start: likewise for parents: only to see who has none
 *
 * Finds who reaches whom in rings, and a topological order of the rest. The walk begins at the nodes without
 * parents and takes children from the last to the first, so that what descends from one node stands close
 * together and siblings are numbered in their order: walks over the numbering then read memory as it lies. Nodes
 * without children come last.
 *
 * Returns: (transfer full): the components
 */
StemmaComponents *
stemma_components_new (guint32 n,
                       const guint32 *child_start,
                       const guint32 *child,
                       const guint32 *parent_start)
{
  StemmaComponents *result = g_new0 (StemmaComponents, 1);
  result->number = unseen_array (n);
  result->component = unseen_array (n);
  result->size = unseen_array (n);
  g_autofree guint32 *found = unseen_array (n);
  g_autofree guint32 *low = g_new (guint32, MAX (n, 1));
  g_autofree guint32 *cursor = g_new (guint32, MAX (n, 1));
  g_autofree guint32 *path = g_new (guint32, MAX (n, 1));
  g_autofree guint32 *open = g_new (guint32, MAX (n, 1));
  Search search = { .child_start = child_start,
                    .child = child,
                    .found = found,
                    .low = low,
                    .cursor = cursor,
                    .path = path,
                    .open = open,
                    .n = n,
                    .result = result };
  for (guint32 i = n; i-- > 0;)
    if (parent_start[i] == parent_start[i + 1])
      walk_from (&search, i);
  for (guint32 i = n; i-- > 0;)
    if (found[i] == UNSEEN)
      walk_from (&search, i);
  number_leaves_last (&search);
  return result;
}

/**
 * stemma_components_free:
 * @components: (nullable) (transfer full): components
 */
void
stemma_components_free (StemmaComponents *components)
{
  if (components == NULL)
    return;
  g_free (components->number);
  g_free (components->component);
  g_free (components->size);
  g_free (components);
}
