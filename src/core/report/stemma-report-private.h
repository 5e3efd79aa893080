#pragma once

#include "report/stemma-report.h"

G_BEGIN_DECLS

/* Small steps of building a report's object. */
void stemma_json_add_text (JsonBuilder *json, const char *member, const char *text);
void stemma_json_add_count (JsonBuilder *json, const char *member, guint64 count);
void stemma_json_add_flag (JsonBuilder *json, const char *member, gboolean flag);
void stemma_json_begin (JsonBuilder *json, const char *member);
void stemma_json_head (JsonBuilder *json, const StemmaSnapshot *snapshot, const StemmaReportOptions *options);
void stemma_json_add_kinds (JsonBuilder *json, const guint64 counts[STEMMA_N_KINDS]);
void stemma_json_add_diversity (JsonBuilder *json, const guint64 counts[STEMMA_N_KINDS + 1]);

StemmaReport *stemma_report_new (JsonBuilder *json);
StemmaTable *stemma_report_add_table (StemmaReport *report, const char *name, const char *title);
void stemma_table_add_pair (StemmaTable *table, const char *word, const char *label, guint64 count);
StemmaTable *stemma_report_add_pairs (StemmaReport *report, const char *name, const char *title, const char *what,
                                      const char *count);

G_END_DECLS
