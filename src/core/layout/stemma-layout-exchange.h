#pragma once

#include "layout/stemma-layout-process.h"
#include "layout/stemma-layout-request.h"

G_BEGIN_DECLS

/** StemmaLayoutAnswer: what the helper says of each box. */
typedef struct
{
  double *centres;
  gint32 *columns;
} StemmaLayoutAnswer;

gboolean stemma_layout_exchange (StemmaLayoutProcess *process, const StemmaLayoutRequest *request,
                                 guint32 serial, StemmaLayoutAnswer *answer, gboolean *ended,
                                 GCancellable *cancellable, GError **error);
void stemma_layout_answer_clear (StemmaLayoutAnswer *answer);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (StemmaLayoutAnswer, stemma_layout_answer_clear)

G_END_DECLS
