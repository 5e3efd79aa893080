#pragma once

#include <stdint.h>

/*
 * What goes between the app and the layout helper: numbers in the byte order of the machine, never a name. A
 * request is its header, then
 *   double  sizes[2 * n_boxes]    width and height of each box, pixels
 *   int32_t ends[2 * n_edges]     the two boxes of each edge, parent first
 *   int32_t weights[n_edges]
 *   int32_t columns[n_boxes]      where columns are given: the one each box has to stand in
 *   int32_t groups[n_boxes]       likewise: the column it stood in before, -1 for a new box
 *   int32_t ranks[n_boxes]        and its place there: of a group, those that share a column again stand in
 *                                 the order of their ranks
 * and its answer is a header, then, if the status is STEMMA_WIRE_DONE,
 *   double  centres[n_boxes]      pixels downwards
 *   int32_t columns[n_boxes]      from the left, 0 upwards
 * This header serves the helper as well, so it knows nothing but C.
 */

#define STEMMA_WIRE_REQUEST_MAGIC 0x71657453u
#define STEMMA_WIRE_REPLY_MAGIC 0x70657453u
#define STEMMA_WIRE_VERSION 1u

#define STEMMA_WIRE_MAX_BOXES 65536u
#define STEMMA_WIRE_MAX_EDGES 1048576u
#define STEMMA_WIRE_MAX_SIZE 20000.0
#define STEMMA_WIRE_MAX_COORDINATE 1e9
#define STEMMA_WIRE_MAX_WEIGHT 100

typedef enum
{
  STEMMA_WIRE_DONE,
  STEMMA_WIRE_NO_PLUGIN, /* the dot layout of Graphviz could not be loaded */
  STEMMA_WIRE_FAILED,    /* dot gave up */
} StemmaWireStatus;

typedef struct
{
  uint32_t magic;
  uint32_t version;
  uint32_t serial; /* comes back with the answer */
  uint32_t n_boxes;
  uint32_t n_edges;
  uint32_t given; /* 1 where columns are given, so that nothing moves to another; 0 where dot chooses them */
  double gap;    /* between two boxes of a column, pixels */
  double gutter; /* between two columns, pixels */
} StemmaWireRequest;

typedef struct
{
  uint32_t magic;
  uint32_t version;
  uint32_t serial;
  uint32_t status;
  uint32_t n_boxes; /* 0 unless the status is STEMMA_WIRE_DONE */
  uint32_t zero;
} StemmaWireReply;
