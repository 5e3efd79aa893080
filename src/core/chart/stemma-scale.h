#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  STEMMA_SCALE_LINEAR,
  STEMMA_SCALE_LOG,
  STEMMA_SCALE_TIME,  /* values are days as in StemmaDate */
} StemmaScaleKind;

/** StemmaScale: values from @from to @to lie between the pixels @start and @end; either may be the larger. */
typedef struct
{
  StemmaScaleKind kind;
  double from, to;
  double start, end;
} StemmaScale;

#define STEMMA_FIGURE_SIZE 40
#define STEMMA_SCALE_MAX_TICKS 12

typedef struct
{
  double value;
  char label[STEMMA_FIGURE_SIZE];
} StemmaTick;

StemmaScale stemma_scale_new (StemmaScaleKind kind, double from, double to, guint most);
double stemma_scale_at (const StemmaScale *scale, double value);
double stemma_scale_value (const StemmaScale *scale, double position);
guint stemma_scale_ticks (const StemmaScale *scale, guint most, StemmaTick ticks[STEMMA_SCALE_MAX_TICKS]);
const char *stemma_figure_exact (double value, char buffer[STEMMA_FIGURE_SIZE]);
const char *stemma_figure_short (double value, double largest, char buffer[STEMMA_FIGURE_SIZE]);

G_END_DECLS
