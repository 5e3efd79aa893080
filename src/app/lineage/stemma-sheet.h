#pragma once

#include <cairo.h>

#include "app/lineage/stemma-viewport.h"
#include "diagram/stemma-diagram.h"
#include "style/stemma-palette.h"

G_BEGIN_DECLS

/**
 * StemmaLights:
 * @cards: a byte a card of the diagram, 1 where it is lit
 * @lines: a byte a line, 1 where it is lit
 *
 * What of a diagram stands out. Reference-counted (it is a #GBytes pair), never changed.
 */
typedef struct
{
  GBytes *cards;
  GBytes *lines;
} StemmaLights;

/** StemmaSheetJob: what to paint; all of it is shared, nothing of it changes while it is painted. */
typedef struct
{
  StemmaDiagram *diagram;
  StemmaPalette palette;
  StemmaLights lights;  /* NULL cards: the whole picture */
  StemmaRect area;      /* of the scene */
  double zoom;
  int scale;            /* device pixels a pixel on screen */
} StemmaSheetJob;

/**
 * StemmaSheet:
 *
 * A part of a diagram painted at one zoom, to be moved and scaled instead of painted anew. Reference-
 * counted, never changed once painted.
 */
typedef struct _StemmaSheet StemmaSheet;

StemmaSheetJob *stemma_sheet_job_copy (const StemmaSheetJob *job);
void stemma_sheet_job_free (StemmaSheetJob *job);
double stemma_sheet_job_cost (const StemmaSheetJob *job);

StemmaSheet *stemma_sheet_paint (const StemmaSheetJob *job, GCancellable *cancellable);
StemmaSheet *stemma_sheet_ref (StemmaSheet *sheet);
void stemma_sheet_unref (StemmaSheet *sheet);

const StemmaSheetJob *stemma_sheet_get_job (const StemmaSheet *sheet);
gboolean stemma_sheet_covers (const StemmaSheet *sheet, const StemmaRect *visible);
void stemma_sheet_draw (const StemmaSheet *sheet, cairo_t *cr, const StemmaViewport *viewport,
                        double opacity);
void stemma_sheet_draw_lines (const StemmaSheet *sheet, cairo_t *cr, const StemmaViewport *viewport,
                              double opacity);
void stemma_sheet_draw_part (const StemmaSheet *sheet, cairo_t *cr, StemmaRect part, StemmaRect to,
                             double radius, double opacity);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (StemmaSheet, stemma_sheet_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (StemmaSheetJob, stemma_sheet_job_free)

G_END_DECLS
