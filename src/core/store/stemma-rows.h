#pragma once

#include "store/stemma-db.h"

G_BEGIN_DECLS

/** Columns of the widest table that rows are written to. */
#define STEMMA_ROWS_MAX_COLUMNS 27

typedef enum
{
  STEMMA_CELL_NULL,
  STEMMA_CELL_INT,
  STEMMA_CELL_REAL,
  STEMMA_CELL_TEXT,
  STEMMA_CELL_BLOB,
} StemmaCellKind;

/** StemmaCell: one value. A text or a blob must live until the row is written. */
typedef struct
{
  union
  {
    gint64 number;
    double real;
    gconstpointer bytes;
  };
  guint32 size; /* of a blob */
  StemmaCellKind kind;
} StemmaCell;

/**
 * StemmaRows:
 *
 * Rows that wait to be written to one table. Some thousands of them go in by one statement, which finds its place in
 * the table once and not for every row. Belongs to the writer thread.
 */
typedef struct _StemmaRows StemmaRows;

StemmaRows *stemma_rows_new (StemmaDb *db, guint n_columns, const char *sql);
void stemma_rows_free (StemmaRows *rows);
StemmaCell *stemma_rows_add (StemmaRows *rows, GError **error);
gboolean stemma_rows_flush (StemmaRows *rows, GError **error);
gboolean stemma_rows_register (gpointer handle, StemmaRows **shown);

static inline void
stemma_cell_set_int (StemmaCell *cell, gint64 number)
{
  cell->number = number;
  cell->kind = STEMMA_CELL_INT;
}

static inline void
stemma_cell_set_real (StemmaCell *cell, double real)
{
  cell->real = real;
  cell->kind = STEMMA_CELL_REAL;
}

static inline void
stemma_cell_set_text (StemmaCell *cell, const char *text)
{
  cell->bytes = text;
  cell->kind = STEMMA_CELL_TEXT;
}

static inline void
stemma_cell_set_blob (StemmaCell *cell, gconstpointer bytes, gsize size)
{
  cell->bytes = bytes;
  cell->size = (guint32) size;
  cell->kind = STEMMA_CELL_BLOB;
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (StemmaRows, stemma_rows_free)

G_END_DECLS
