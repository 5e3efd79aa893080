#pragma once

#include "intake/stemma-crawl-meter.h"
#include "store/stemma-stage.h"

G_BEGIN_DECLS

/** How many models that are not listed any more, and how many names that nobody bears, are looked up in one crawl. */
#define STEMMA_CRAWL_LOOKUPS 500

/**
 * StemmaCrawlOptions:
 * @date: the day that the snapshot is to stand for, %STEMMA_DATE_NONE for the Hub's today
 * @restart: forget an unfinished crawl and begin anew
 * @accept: publish even if the list falls far short of the snapshot before
 * @max_models: read no more than so many and publish them as an incomplete snapshot; 0 for all
 * @max_lookups: of models that are not listed any more, and again of names that nobody bears
 * @progress: (nullable): told of it, on a thread of its own
 * @user_data: for @progress
 */
typedef struct
{
  StemmaDate date;
  gboolean restart;
  gboolean accept;
  guint64 max_models;
  guint max_lookups;
  StemmaCrawlProgressFunc progress;
  gpointer user_data;
} StemmaCrawlOptions;

/**
 * StemmaCrawlSummary:
 * @published: what changed
 * @date: the day that the snapshot stands for
 * @complete: whether it holds the whole Hub
 * @resumed: whether an earlier process had begun it
 * @pages: of the list
 * @models: in the list, each counted once
 * @repeated: records that came again
 * @unreadable: values that were no record
 * @missing: what became of models that were not listed any more
 * @ghosts: what became of names that nobody bears
 */
typedef struct
{
  StemmaPublished published;
  StemmaDate date;
  gboolean complete;
  gboolean resumed;
  guint64 pages;
  guint64 models;
  guint64 repeated;
  guint64 unreadable;
  StemmaCrawlTally missing;
  StemmaCrawlTally ghosts;
} StemmaCrawlSummary;

gboolean stemma_crawl_run (StemmaStore *store, const StemmaCrawlHub *hub, const StemmaCrawlOptions *options,
                           StemmaCrawlSummary *summary, GCancellable *cancellable, GError **error);

G_END_DECLS
