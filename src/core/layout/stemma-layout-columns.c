#include "layout/stemma-layout-columns.h"

/* Where nothing on screen says in which column a box should be. */
#define ANYWHERE G_MAXINT32

/* Boxes and the edges that push to the right, out of each box. */
typedef struct
{
  const StemmaLayoutRequest *request;
  guint *start; /* where in @to the children of each box begin, and one more */
  guint *to;
  guint *waiting; /* parents that do not stand in @order yet */
  gboolean *done;
  guint *order; /* parents before children */
  guint n_ordered;
} Sorter;

/*
 * stemma_layout_columns_pushes:
 *
 * Returns: whether the child of the edge has to stand to the right of its parent
 */
gboolean
stemma_layout_columns_pushes (const StemmaLayoutEdge *edge)
{
  return !edge->backward && edge->from != edge->to;
}

static void
fill (Sorter *sorter)
{
  const StemmaLayoutRequest *request = sorter->request;
  g_autofree guint *next = g_new0 (guint, request->n_boxes + 1);
  for (guint i = 0; i < request->n_edges; i++)
    if (stemma_layout_columns_pushes (&request->edges[i]))
      {
        sorter->start[request->edges[i].from + 1]++;
        sorter->waiting[request->edges[i].to]++;
      }
  for (guint i = 0; i < request->n_boxes; i++)
    {
      sorter->start[i + 1] += sorter->start[i];
      next[i] = sorter->start[i];
    }
  for (guint i = 0; i < request->n_edges; i++)
    if (stemma_layout_columns_pushes (&request->edges[i]))
      sorter->to[next[request->edges[i].from]++] = request->edges[i].to;
}

/* Takes a box and every one that waited only for it. */
static void
take_from (Sorter *sorter, guint first)
{
  guint at = sorter->n_ordered;
  sorter->order[sorter->n_ordered++] = first;
  sorter->done[first] = TRUE;
  for (; at < sorter->n_ordered; at++)
    {
      guint box = sorter->order[at];
      for (guint i = sorter->start[box]; i < sorter->start[box + 1]; i++)
        {
          guint child = sorter->to[i];
          if (sorter->done[child] || --sorter->waiting[child] > 0)
            continue;
          sorter->order[sorter->n_ordered++] = child;
          sorter->done[child] = TRUE;
        }
    }
}

/* In a cycle, where every box waits for another, the first one told goes ahead. */
static void
sort_boxes (Sorter *sorter)
{
  for (guint i = 0; i < sorter->request->n_boxes; i++)
    if (sorter->waiting[i] == 0 && !sorter->done[i])
      take_from (sorter, i);
  for (guint i = 0; i < sorter->request->n_boxes; i++)
    if (!sorter->done[i])
      take_from (sorter, i);
}

/* The column that suits what is on screen already: for a new box, the one before its children. */
static void
find_wishes (const Sorter *sorter, gint32 *wishes)
{
  const StemmaLayoutRequest *request = sorter->request;
  for (guint k = sorter->n_ordered; k > 0; k--)
    {
      guint box = sorter->order[k - 1];
      const StemmaLayoutPlace *old = NULL;
      if (request->previous != NULL)
        old = stemma_layout_find (request->previous, request->boxes[box].id);
      wishes[box] = old != NULL ? (gint32) old->column : ANYWHERE;
      for (guint i = sorter->start[box]; i < sorter->start[box + 1] && old == NULL; i++)
        if (wishes[sorter->to[i]] != ANYWHERE)
          wishes[box] = MIN (wishes[box], wishes[sorter->to[i]] - 1);
    }
}

/* Each box right of its parents; those that were on screen no further left than they were. */
static void
push (const Sorter *sorter, const gint32 *wishes, gint32 *columns)
{
  const StemmaLayoutRequest *request = sorter->request;
  g_autofree gboolean *pushed = g_new0 (gboolean, request->n_boxes + 1);
  g_autofree gboolean *passed = g_new0 (gboolean, request->n_boxes + 1);
  for (guint k = 0; k < sorter->n_ordered; k++)
    {
      guint box = sorter->order[k];
      gint32 wish = wishes[box] == ANYWHERE ? 0 : wishes[box];
      gboolean stays = request->previous != NULL &&
                       stemma_layout_find (request->previous, request->boxes[box].id) != NULL;
      if (!pushed[box])
        columns[box] = wish;
      else if (stays)
        columns[box] = MAX (columns[box], wish);
      passed[box] = TRUE;
      for (guint i = sorter->start[box]; i < sorter->start[box + 1]; i++)
        {
          guint child = sorter->to[i];
          if (passed[child])
            continue;
          columns[child] = pushed[child] ? MAX (columns[child], columns[box] + 1) : columns[box] + 1;
          pushed[child] = TRUE;
        }
    }
}

/* Counts from 0 and leaves no column out, so that numbers stay below the number of boxes. */
static void
close_ranks (const StemmaLayoutRequest *request, gint32 *columns)
{
  gint32 lowest = G_MAXINT32, highest = G_MININT32;
  for (guint i = 0; i < request->n_boxes; i++)
    {
      lowest = MIN (lowest, columns[i]);
      highest = MAX (highest, columns[i]);
    }
  if (lowest > highest)
    return;
  g_autofree gint32 *numbers = g_new0 (gint32, (gsize) (highest - lowest) + 1);
  for (guint i = 0; i < request->n_boxes; i++)
    numbers[columns[i] - lowest] = 1;
  gint32 n = 0;
  for (gint32 c = 0; c <= highest - lowest; c++)
    if (numbers[c] != 0)
      numbers[c] = n++;
  for (guint i = 0; i < request->n_boxes; i++)
    columns[i] = numbers[columns[i] - lowest];
}

/*
 * stemma_layout_columns_new:
 * @request: a request that has been checked
 *
 * Chooses columns without Graphviz. What is on screen keeps its column unless a parent pushes it to the
 * right; new boxes come as close to their parents as can be, new ancestors as close to their children. With
 * nothing on screen these are the columns by the longest path.
 *
 * Returns: (transfer full): for each box its column, less than the number of boxes
 */
gint32 *
stemma_layout_columns_new (const StemmaLayoutRequest *request)
{
  guint n = request->n_boxes;
  g_autofree guint *start = g_new0 (guint, n + 2);
  g_autofree guint *to = g_new0 (guint, request->n_edges + 1);
  g_autofree guint *waiting = g_new0 (guint, n + 1);
  g_autofree gboolean *done = g_new0 (gboolean, n + 1);
  g_autofree guint *order = g_new0 (guint, n + 1);
  g_autofree gint32 *wishes = g_new0 (gint32, n + 1);
  gint32 *columns = g_new0 (gint32, n + 1);
  Sorter sorter = { request, start, to, waiting, done, order, 0 };
  fill (&sorter);
  sort_boxes (&sorter);
  for (guint i = 0; i < n; i++)
    wishes[i] = ANYWHERE;
  find_wishes (&sorter, wishes);
  push (&sorter, wishes, columns);
  close_ranks (request, columns);
  return columns;
}
