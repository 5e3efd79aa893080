#pragma once

#include "layout/stemma-layout.h"

G_BEGIN_DECLS

#define STEMMA_LAYOUT_GAP 18.0    /* between two cards of a column, pixels */
#define STEMMA_LAYOUT_GUTTER 64.0 /* between two columns, pixels */

/**
 * StemmaLayoutDraft:
 * @column: of each box
 * @top: of each box
 * @rank: place of each box in its column
 * @start: where in @order each column begins, and one more
 * @order: the boxes, column by column, from above
 * @left: of each column
 * @right: of each column: no box of it reaches further
 *
 * A layout in the making: places are given, columns formed, the old order restored, boxes slid apart.
 */
typedef struct
{
  const StemmaLayoutRequest *request;
  guint n_boxes;
  guint n_columns;
  guint *column;
  double *top;
  guint *rank;
  guint *start;
  guint *order;
  double *left;
  double *right;
} StemmaLayoutDraft;

StemmaLayoutDraft *stemma_layout_draft_new (const StemmaLayoutRequest *request, const gint32 *columns,
                                            const double *centres);
void stemma_layout_draft_free (StemmaLayoutDraft *draft);
double stemma_layout_draft_get_middle (const StemmaLayoutDraft *draft, guint box);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (StemmaLayoutDraft, stemma_layout_draft_free)

G_END_DECLS
