#pragma once

#include <gio/gio.h>

#include "app/lineage/stemma-sheet.h"

G_BEGIN_DECLS

/**
 * StemmaSheetPainter:
 *
 * A thread of its own that paints sheets, one after the other. It is kept: what it has measured of texts
 * serves it the next time.
 */
typedef struct _StemmaSheetPainter StemmaSheetPainter;

StemmaSheetPainter *stemma_sheet_painter_new (void);
void stemma_sheet_painter_free (StemmaSheetPainter *painter);
void stemma_sheet_painter_paint (StemmaSheetPainter *painter, GObject *source, const StemmaSheetJob *job,
                                 GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
StemmaSheet *stemma_sheet_painter_finish (GAsyncResult *result);

G_END_DECLS
