#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define STEMMA_LAYOUT_DEADLINE_MS 2000

/**
 * StemmaLayoutBox: a card to place.
 * @id: stays the same for the same card from one layout to the next; unique in a request
 * @width: pixels
 * @height: pixels
 */
typedef struct
{
  guint64 id;
  double width;
  double height;
} StemmaLayoutBox;

/** StemmaLayoutEdge: from the parent's box to the child's, as indices into the boxes of the request. */
typedef struct
{
  guint32 from;
  guint32 to;
  double weight;      /* 1 unless the edge should be straighter and shorter than others */
  gboolean backward;  /* closes a cycle: it does not push the child to the right */
} StemmaLayoutEdge;

/** StemmaLayoutPlace: where a box came to stand: its top left corner, and its column from the left. */
typedef struct
{
  guint64 id;
  double x, y;
  double width, height;
  guint32 column;
  guint32 rank_in_column;
} StemmaLayoutPlace;

/**
 * StemmaLayout:
 *
 * Places and curves, left to right. Sealed, reference-counted, never changed.
 */
typedef struct _StemmaLayout StemmaLayout;

/**
 * StemmaLayoutRequest:
 * @boxes: in a stable order of emission (parents before children, best first): columns keep it
 * @previous: (nullable): how boxes stood before: a layout, or what stemma_layout_new_order() brings back of one.
 *   They keep their columns unless a parent pushes them to the right, and no two that share a column in both
 *   change their order. Nothing else of it counts
 * @deadline_ms: time the helper is given before it is killed; 0 stands for STEMMA_LAYOUT_DEADLINE_MS
 */
typedef struct
{
  const StemmaLayoutBox *boxes;
  guint n_boxes;
  const StemmaLayoutEdge *edges;
  guint n_edges;
  StemmaLayout *previous;
  guint deadline_ms;
} StemmaLayoutRequest;

StemmaLayout *stemma_layout_ref (StemmaLayout *layout);
void stemma_layout_unref (StemmaLayout *layout);
const StemmaLayoutPlace *stemma_layout_get_places (const StemmaLayout *layout, guint *n_places);
const StemmaLayoutPlace *stemma_layout_find (const StemmaLayout *layout, guint64 id);
/* Points of the edge'th curve of the request: a start, then three points a cubic piece; x and y in turn. */
const double *stemma_layout_get_curve (const StemmaLayout *layout, guint edge, guint *n_points);
guint stemma_layout_get_n_curves (const StemmaLayout *layout);
double stemma_layout_get_width (const StemmaLayout *layout);
double stemma_layout_get_height (const StemmaLayout *layout);
void stemma_layout_get_bounds (const StemmaLayout *layout, double *x, double *y, double *width,
                               double *height);
gboolean stemma_layout_is_plain (const StemmaLayout *layout);
char *stemma_layout_dump (const StemmaLayout *layout);

/* The columns of a layout and the order in them, without places and curves. */
StemmaLayout *stemma_layout_new_order (const guint64 *ids, const guint32 *columns, guint n_boxes);

/* Columns by the longest path, without Graphviz: what can always be shown. */
StemmaLayout *stemma_layout_grid (const StemmaLayoutRequest *request, GCancellable *cancellable,
                                  GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (StemmaLayout, stemma_layout_unref)

/**
 * StemmaLayouter:
 *
 * Owns the helper process, in which alone Graphviz runs, and a cache of finished layouts. Safe to call from
 * several threads: calls are served one after the other.
 */
typedef struct _StemmaLayouter StemmaLayouter;

StemmaLayouter *stemma_layouter_new (const char *helper_path);
char *stemma_layouter_find_helper (const char *argv0);
void stemma_layouter_set_cache_dir (StemmaLayouter *layouter, const char *folder);
StemmaLayouter *stemma_layouter_ref (StemmaLayouter *layouter);
void stemma_layouter_unref (StemmaLayouter *layouter);
StemmaLayout *stemma_layouter_run (StemmaLayouter *layouter, const StemmaLayoutRequest *request,
                                   GCancellable *cancellable, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (StemmaLayouter, stemma_layouter_unref)

G_END_DECLS
