#pragma once

#include "report/stemma-report-model.h"

G_BEGIN_DECLS

/* The tables of stemma_report_show(); only src/core/report/ includes this. */
void stemma_report_show_add_tables (StemmaReport *report, const StemmaModelSheet *sheet);

G_END_DECLS
