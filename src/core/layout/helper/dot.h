#pragma once

#include "layout/stemma-layout-wire.h"

#include <stdbool.h>

/** Graph: one request, checked: every count is within its limit, every index within its array. */
typedef struct
{
  StemmaWireRequest header;
  double *sizes;
  int32_t *ends;
  int32_t *weights;
  int32_t *columns;
  int32_t *groups;
  int32_t *ranks;
} Graph;

bool dot_open (void);
StemmaWireStatus dot_place (const Graph *graph, double *centres, int32_t *columns);
