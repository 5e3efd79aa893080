#pragma once

#include "report/stemma-model-sheet.h"
#include "report/stemma-report.h"

G_BEGIN_DECLS

StemmaReport *stemma_report_show (const StemmaModelSheet *sheet);
StemmaReport *stemma_report_history (const StemmaModelSheet *sheet);
StemmaReport *stemma_report_search (
  const StemmaSnapshot *snapshot, const char *text, guint top, GCancellable *cancellable, GError **error);

G_END_DECLS
