#pragma once

#include "files/stemma-csv.h"
#include "files/stemma-reader.h"

G_BEGIN_DECLS

gboolean stemma_models_csv_read (StemmaCsv *csv, const guint columns[3], const StemmaReaderHandler *handler,
                                 GError **error);
gboolean stemma_edges_csv_read (StemmaCsv *csv, const guint columns[3], const StemmaReaderHandler *handler,
                                GError **error);
gboolean stemma_hub_json_read (StemmaReadWindow *window, const StemmaReaderHandler *handler, GError **error);

gboolean stemma_reader_row (StemmaCsv *csv, guint n_columns, gboolean *got, GError **error);
void stemma_reader_finding (const StemmaReaderHandler *handler, const char *id, guint64 line,
                            const char *kind, const char *format, ...) G_GNUC_PRINTF (5, 6);
gboolean stemma_reader_is_long (const StemmaReaderHandler *handler, const char *owner, guint64 line,
                                const StemmaCsvCell *id);
gboolean stemma_reader_is_odd (const StemmaCsv *csv, const StemmaCsvCell *id);

G_END_DECLS
