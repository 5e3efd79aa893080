#pragma once

#include "files/stemma-read-window.h"

G_BEGIN_DECLS

#define STEMMA_CSV_MAX_CELLS 256

/** StemmaCsvCell: one cell, unquoted and terminated in place; may be written to. */
typedef struct
{
  char *text;
  gsize length;
} StemmaCsvCell;

/**
 * StemmaCsv:
 * @line: where the row starts, from 1
 * @control: whether the row holds control characters
 *
 * A walk over the rows of a table by RFC 4180. The cells die with the next row.
 */
typedef struct
{
  StemmaReadWindow *window;
  guint64 line;
  gboolean control;
  guint n_cells;
  StemmaCsvCell cells[STEMMA_CSV_MAX_CELLS];
} StemmaCsv;

void stemma_csv_init (StemmaCsv *csv, StemmaReadWindow *window);
gboolean stemma_csv_next (StemmaCsv *csv, gboolean *got, GError **error);
gboolean stemma_csv_columns (const StemmaCsv *csv, const char *const *names, guint n_names, guint *columns);
void stemma_csv_trim (StemmaCsvCell *cell);

G_END_DECLS
