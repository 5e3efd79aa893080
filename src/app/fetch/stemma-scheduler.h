#pragma once

#include "app/fetch/stemma-fetcher.h"

G_BEGIN_DECLS

#define STEMMA_TYPE_SCHEDULER (stemma_scheduler_get_type ())
G_DECLARE_FINAL_TYPE (StemmaScheduler, stemma_scheduler, STEMMA, SCHEDULER, GObject)

StemmaScheduler *stemma_scheduler_new (StemmaFetcher *fetcher);
void stemma_scheduler_check (StemmaScheduler *scheduler);
void stemma_scheduler_fetch (StemmaScheduler *scheduler);

G_END_DECLS
