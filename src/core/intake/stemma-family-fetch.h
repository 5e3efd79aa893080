#pragma once

#include "intake/stemma-crawl-meter.h"
#include "store/stemma-stage.h"

G_BEGIN_DECLS

/**
 * StemmaFamilyOptions:
 * @model: its name
 * @date: the day that the snapshot is to stand for, %STEMMA_DATE_NONE for today
 * @max_models: how many to fetch at most, ancestors apart; 0 for the usual bound
 * @progress: (nullable): told of it, on a thread of its own
 * @user_data: for @progress
 */
typedef struct
{
  const char *model;
  StemmaDate date;
  guint max_models;
  StemmaCrawlProgressFunc progress;
  gpointer user_data;
} StemmaFamilyOptions;

/**
 * StemmaFamilySummary:
 * @published: what changed
 * @date: the day that the snapshot stands for
 * @model: (transfer full): the name that the model bears now
 * @ancestors: how many were fetched
 * @descendants: how many were fetched
 * @bounded: whether there may be more descendants than were fetched
 */
typedef struct
{
  StemmaPublished published;
  StemmaDate date;
  char *model;
  guint ancestors;
  guint descendants;
  gboolean bounded;
} StemmaFamilySummary;

gboolean stemma_family_fetch_run (StemmaStore *store, const StemmaCrawlHub *hub, const StemmaFamilyOptions *options,
                                  StemmaFamilySummary *summary, GCancellable *cancellable, GError **error);

G_END_DECLS
