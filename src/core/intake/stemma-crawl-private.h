#pragma once

#include "intake/stemma-crawl-reader.h"
#include "intake/stemma-crawl.h"

G_BEGIN_DECLS

/** StemmaCrawl: one crawl at work, on one thread. */
typedef struct
{
  StemmaStore *store;
  const StemmaCrawlHub *hub;
  const StemmaCrawlOptions *options;
  GCancellable *cancellable;
  StemmaStage *stage;
  StemmaCrawlState *state; /* as it is once what is collected is written */
  StemmaCrawlReader reader;
  StemmaCrawlMeter *meter;
  guint collected;  /* pages of the list, or answers, since the last one was handed to the writer */
  gint64 since;     /* µs: when the first of them came */
  guint64 taken;    /* models of the list, those that came again included */
  gboolean cut;     /* it ended because enough models had come */
} StemmaCrawl;

gboolean stemma_crawl_next_page (StemmaCrawl *crawl, StemmaHubListPage **page, GError **error);
gboolean stemma_crawl_flush (StemmaCrawl *crawl, GError **error);
gboolean stemma_crawl_list (StemmaCrawl *crawl, StemmaHubListPage *first, GError **error);
gboolean stemma_crawl_confirm (StemmaCrawl *crawl, GError **error);
gboolean stemma_crawl_resolve (StemmaCrawl *crawl, GError **error);

G_END_DECLS
