#include "layout/stemma-layout-routes.h"
#include "layout/stemma-layout-gaps.h"
#include "layout/stemma-layout-spread.h"

#include <math.h>

/* How many gaps of a column are looked at, and at how many heights each. */
#define N_GAPS 8
#define N_HEIGHTS 3
#define N_STATES (N_GAPS * N_HEIGHTS)

/* What counts against a way through the gaps, as pixels of detour. */
#define COST_OF_BEND 8.0
#define COST_OF_CROWD 40.0
#define COST_OF_LATE_BEND 0.01

/* More passes than a person can follow: what goes beyond is drawn straight across. */
#define MAX_PASSES (1u << 17)
#define MAX_PASSES_OF_EDGE (1u << 12)

typedef struct
{
  guint gap;
  double y;
  double cost;
  guint from; /* the state before it on the cheapest way here */
} State;

typedef struct
{
  State states[N_STATES];
  guint n_states;
} Stage;

typedef struct
{
  const StemmaLayoutDraft *draft;
  StemmaLayoutRoutes *routes;
  guint *crowds;  /* edges in each gap so far */
  GArray *stages; /* Stage, of the edge at hand */
} Router;

/* The way of one edge: the columns it crosses, one after the other, and the heights it comes from and goes
 * to. */
typedef struct
{
  guint from, to;
  gboolean backward;
  guint first; /* column of the first pass */
  guint n_passes;
  double start, end;
} Way;

/*
 * stemma_layout_routes_goes_back:
 *
 * Returns: whether the edge has to turn round: its child is not to the right of its parent
 */
gboolean
stemma_layout_routes_goes_back (const StemmaLayoutDraft *draft, const StemmaLayoutEdge *edge)
{
  return draft->column[edge->to] <= draft->column[edge->from];
}

/* An edge that goes back passes the columns of its own boxes too, above them. */
static Way
find_way (const StemmaLayoutDraft *draft, const StemmaLayoutEdge *edge)
{
  guint from = draft->column[edge->from], to = draft->column[edge->to];
  Way way = { .from = edge->from, .to = edge->to, .backward = stemma_layout_routes_goes_back (draft, edge) };
  way.first = way.backward ? from : from + 1;
  way.n_passes = way.backward ? from - to + 1 : to - from - 1;
  way.start = stemma_layout_draft_get_middle (draft, edge->from);
  way.end = stemma_layout_draft_get_middle (draft, edge->to);
  if (way.backward)
    {
      way.start = draft->top[edge->from];
      way.end = draft->top[edge->to];
    }
  return way;
}

static guint
column_of (const Way *way, guint pass)
{
  return way->backward ? way->first - pass : way->first + pass;
}

static double
crowd_cost (const Router *router, guint column, guint gap, StemmaLayoutGap room)
{
  guint crowd = router->crowds[stemma_layout_gap_index (router->draft, column, gap)];
  double lanes = (room.lower - room.upper) / STEMMA_LAYOUT_LANE;
  return crowd + 1 > lanes ? COST_OF_CROWD : crowd * 1.0;
}

static void
add_states (Router *router, const Way *way, Stage *stage, guint pass, guint gap)
{
  guint column = column_of (way, pass);
  StemmaLayoutGap room = stemma_layout_gap_get (router->draft, column, gap);
  double share = (pass + 1.0) / (way->n_passes + 1.0);
  double heights[N_HEIGHTS] = { way->end, way->start, way->start + (way->end - way->start) * share };
  for (guint i = 0; i < N_HEIGHTS; i++)
    {
      double y = stemma_layout_gap_clamp (room, heights[i]);
      double cost = crowd_cost (router, column, gap, room) + COST_OF_LATE_BEND * fabs (y - way->end);
      stage->states[stage->n_states++] = (State){ gap, y, cost, 0 };
    }
}

static void
fill_stage (Router *router, const Way *way, Stage *stage, guint pass)
{
  const StemmaLayoutDraft *draft = router->draft;
  guint column = column_of (way, pass), n_gaps = draft->start[column + 1] - draft->start[column] + 1;
  double share = (pass + 1.0) / (way->n_passes + 1.0);
  stage->n_states = 0;
  if (way->backward && (pass == 0 || pass + 1 == way->n_passes))
    {
      add_states (router, way, stage, pass, draft->rank[pass == 0 ? way->from : way->to]);
      return;
    }
  guint middle = stemma_layout_gap_find (draft, column, way->start + (way->end - way->start) * share);
  guint gap = MIN (middle > N_GAPS / 2 ? middle - N_GAPS / 2 : 0, n_gaps > N_GAPS ? n_gaps - N_GAPS : 0);
  for (guint i = 0; i < N_GAPS && gap < n_gaps; i++, gap++)
    add_states (router, way, stage, pass, gap);
}

static double
step_cost (double from, double to)
{
  double step = fabs (to - from);
  return step < 0.5 ? step : step + COST_OF_BEND;
}

static void
link_stage (Stage *stage, const Stage *last, double start)
{
  for (guint i = 0; i < stage->n_states; i++)
    {
      State *state = &stage->states[i];
      double best = last == NULL ? step_cost (start, state->y) : G_MAXDOUBLE;
      for (guint k = 0; last != NULL && k < last->n_states; k++)
        {
          double cost = last->states[k].cost + step_cost (last->states[k].y, state->y);
          if (cost < best)
            {
              best = cost;
              state->from = k;
            }
        }
      state->cost += best;
    }
}

static guint
find_best (const Stage *stage, double end)
{
  guint best = 0;
  for (guint i = 1; i < stage->n_states; i++)
    if (stage->states[i].cost + step_cost (stage->states[i].y, end) <
        stage->states[best].cost + step_cost (stage->states[best].y, end))
      best = i;
  return best;
}

/* The cheapest way through the gaps, column by column. */
static void
route_edge (Router *router, const StemmaLayoutEdge *edge)
{
  Way way = find_way (router->draft, edge);
  GArray *passes = router->routes->passes;
  if (way.n_passes == 0 || way.n_passes > MAX_PASSES_OF_EDGE || passes->len + way.n_passes > MAX_PASSES)
    return;
  g_array_set_size (router->stages, way.n_passes);
  for (guint i = 0; i < way.n_passes; i++)
    {
      Stage *stage = &g_array_index (router->stages, Stage, i);
      fill_stage (router, &way, stage, i);
      link_stage (stage, i > 0 ? stage - 1 : NULL, way.start);
    }
  guint base = passes->len;
  g_array_set_size (passes, base + way.n_passes);
  guint best = find_best (&g_array_index (router->stages, Stage, way.n_passes - 1), way.end);
  for (guint i = way.n_passes; i > 0; i--)
    {
      const State *state = &g_array_index (router->stages, Stage, i - 1).states[best];
      guint column = column_of (&way, i - 1);
      StemmaLayoutPass pass = { column, state->gap, state->y };
      g_array_index (passes, StemmaLayoutPass, base + i - 1) = pass;
      router->crowds[stemma_layout_gap_index (router->draft, column, state->gap)]++;
      best = state->from;
    }
}

/* One pass through a gap, with what decides its place beside the others there. */
typedef struct
{
  guint gap; /* its number in the draft */
  guint pass;
  double y;
  double ends; /* of the heights it comes from and goes to: the sum */
} Lane;

static gint
compare_lanes (gconstpointer a, gconstpointer b)
{
  const Lane *s = a, *t = b;
  if (s->gap != t->gap)
    return s->gap < t->gap ? -1 : 1;
  if (s->y < t->y || s->y > t->y)
    return s->y < t->y ? -1 : 1;
  if (s->ends < t->ends || s->ends > t->ends)
    return s->ends < t->ends ? -1 : 1;
  return s->pass < t->pass ? -1 : s->pass > t->pass;
}

static GArray *
collect_lanes (const StemmaLayoutDraft *draft, const StemmaLayoutRoutes *routes)
{
  GArray *lanes = g_array_new (FALSE, FALSE, sizeof (Lane));
  for (guint e = 0; e < draft->request->n_edges; e++)
    for (guint i = routes->starts[e]; i < routes->starts[e + 1]; i++)
      {
        const StemmaLayoutEdge *edge = &draft->request->edges[e];
        const StemmaLayoutPass *pass = &g_array_index (routes->passes, StemmaLayoutPass, i);
        double last = stemma_layout_draft_get_middle (draft, edge->from);
        double next = stemma_layout_draft_get_middle (draft, edge->to);
        if (i > routes->starts[e])
          last = pass[-1].y;
        if (i + 1 < routes->starts[e + 1])
          next = pass[1].y;
        Lane lane = { stemma_layout_gap_index (draft, pass->column, pass->gap), i, pass->y, last + next };
        g_array_append_val (lanes, lane);
      }
  g_array_sort (lanes, compare_lanes);
  return lanes;
}

/* Lays the curves that use one gap side by side, as far apart as there is room. */
static void
part_lanes (const StemmaLayoutDraft *draft, StemmaLayoutRoutes *routes, const Lane *lanes, guint n)
{
  StemmaLayoutPass *passes = &g_array_index (routes->passes, StemmaLayoutPass, 0);
  StemmaLayoutGap room = stemma_layout_gap_get (draft, passes[lanes->pass].column, passes[lanes->pass].gap);
  double apart = n > 1 ? MIN (STEMMA_LAYOUT_LANE, (room.lower - room.upper) / (n - 1)) : 0;
  g_autofree double *heights = g_new (double, n);
  g_autofree double *distances = g_new (double, n);
  for (guint i = 0; i < n; i++)
    {
      heights[i] = lanes[i].y;
      distances[i] = apart;
    }
  stemma_layout_spread (heights, distances, n);
  for (guint i = 0; i < n; i++)
    passes[lanes[i].pass].y = CLAMP (heights[i], room.upper + i * apart, room.lower - (n - 1 - i) * apart);
}

static void
part_all_lanes (const StemmaLayoutDraft *draft, StemmaLayoutRoutes *routes)
{
  g_autoptr (GArray) lanes = collect_lanes (draft, routes);
  for (guint i = 0, n = 0; i < lanes->len; i += n)
    {
      const Lane *first = &g_array_index (lanes, Lane, i);
      for (n = 1; i + n < lanes->len && first[n].gap == first->gap; n++)
        ;
      part_lanes (draft, routes, first, n);
    }
}

static gboolean
route_edges (Router *router, GCancellable *cancellable, GError **error)
{
  const StemmaLayoutRequest *request = router->draft->request;
  for (guint i = 0; i < request->n_edges; i++)
    {
      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      router->routes->starts[i] = router->routes->passes->len;
      route_edge (router, &request->edges[i]);
    }
  router->routes->starts[request->n_edges] = router->routes->passes->len;
  return TRUE;
}

/*
 * stemma_layout_routes_new:
 * @draft: boxes in their places
 * @cancellable: (nullable): polled for each edge
 * @error: set only when cancelled
 *
 * Finds for each edge the gaps between boxes through which it crosses the columns on its way, and its height
 * in each, so that no curve lies on a card and no two lie on each other where there is room.
 *
 * Returns: (transfer full) (nullable): the routes
 */
StemmaLayoutRoutes *
stemma_layout_routes_new (const StemmaLayoutDraft *draft, GCancellable *cancellable, GError **error)
{
  g_autoptr (StemmaLayoutRoutes) routes = g_new0 (StemmaLayoutRoutes, 1);
  routes->starts = g_new0 (guint, draft->request->n_edges + 1);
  routes->passes = g_array_new (FALSE, FALSE, sizeof (StemmaLayoutPass));
  g_autofree guint *crowds = g_new0 (guint, draft->n_boxes + draft->n_columns + 1);
  g_autoptr (GArray) stages = g_array_new (FALSE, FALSE, sizeof (Stage));
  Router router = { draft, routes, crowds, stages };
  if (!route_edges (&router, cancellable, error))
    return NULL;
  part_all_lanes (draft, routes);
  return g_steal_pointer (&routes);
}

/*
 * stemma_layout_routes_free:
 * @routes: (nullable) (transfer full): routes
 */
void
stemma_layout_routes_free (StemmaLayoutRoutes *routes)
{
  if (routes == NULL)
    return;
  g_free (routes->starts);
  g_clear_pointer (&routes->passes, g_array_unref);
  g_free (routes);
}
