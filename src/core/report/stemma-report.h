#pragma once

#include <gio/gio.h>

#include "analysis/stemma-reading.h"
#include "report/stemma-table.h"
#include "snapshot/stemma-snapshot.h"

G_BEGIN_DECLS

/**
 * StemmaReport:
 * @json: the report as one object, with the keys that the command line promises
 * @tables: (element-type StemmaTable): the same for a person or a spreadsheet
 * @main: (nullable): the name of the table that stands for all where only one has room; the first, if not set
 */
typedef struct
{
  JsonNode *json;
  GPtrArray *tables;
  const char *main;
} StemmaReport;

/** StemmaReportOptions: what a report is asked for. */
typedef struct
{
  StemmaReading reading;
  guint top; /* rows of a list of the largest */
} StemmaReportOptions;

/** StemmaReportFunc: makes one kind of report of a snapshot. */
typedef StemmaReport *(*StemmaReportFunc) (const StemmaSnapshot *snapshot, const StemmaReportOptions *options,
                                           GCancellable *cancellable, GError **error);

StemmaReportFunc stemma_report_find (const char *kind);
char *stemma_report_list_kinds (void);
void stemma_report_free (StemmaReport *report);
StemmaTable *stemma_report_get_table (const StemmaReport *report, const char *name);
char *stemma_report_list_tables (const StemmaReport *report);

StemmaReport *stemma_report_usage (const StemmaSnapshot *snapshot, const StemmaReportOptions *options,
                                   GCancellable *cancellable, GError **error);
StemmaReport *stemma_report_chains (const StemmaSnapshot *snapshot, const StemmaReportOptions *options,
                                    GCancellable *cancellable, GError **error);
StemmaReport *stemma_report_clusters (const StemmaSnapshot *snapshot, const StemmaReportOptions *options,
                                      GCancellable *cancellable, GError **error);
StemmaReport *stemma_report_degrees (const StemmaSnapshot *snapshot, const StemmaReportOptions *options,
                                     GCancellable *cancellable, GError **error);
StemmaReport *stemma_report_tasks (const StemmaSnapshot *snapshot, const StemmaReportOptions *options,
                                   GCancellable *cancellable, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (StemmaReport, stemma_report_free)

G_END_DECLS
