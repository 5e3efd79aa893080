#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** StemmaCsv: a table being written, cell by cell (RFC 4180). */
typedef struct _StemmaCsv StemmaCsv;

StemmaCsv *stemma_csv_new (void);
void stemma_csv_free (StemmaCsv *csv);
void stemma_csv_text (StemmaCsv *csv, const char *text);
void stemma_csv_integer (StemmaCsv *csv, gint64 value);
void stemma_csv_unsigned (StemmaCsv *csv, guint64 value);
void stemma_csv_real (StemmaCsv *csv, double value, guint decimals);
void stemma_csv_empty (StemmaCsv *csv);
void stemma_csv_end_row (StemmaCsv *csv);
void stemma_csv_header (StemmaCsv *csv, const char *const *names);
GBytes *stemma_csv_finish (StemmaCsv *csv);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (StemmaCsv, stemma_csv_free)

G_END_DECLS
