#pragma once

#include "app/fetch/stemma-fetch.h"

G_BEGIN_DECLS

#define STEMMA_TYPE_FETCHER (stemma_fetcher_get_type ())
G_DECLARE_FINAL_TYPE (StemmaFetcher, stemma_fetcher, STEMMA, FETCHER, GObject)

StemmaFetcher *stemma_fetcher_new (GSettings *settings);
StemmaFetcher *stemma_fetcher_get (void);
GSettings *stemma_fetcher_get_settings (StemmaFetcher *fetcher);
gboolean stemma_fetcher_is_busy (StemmaFetcher *fetcher, const char *path);
StemmaJob *stemma_fetcher_get_job (StemmaFetcher *fetcher, const char *path);
StemmaJob *stemma_fetcher_start (StemmaFetcher *fetcher, StemmaFetch *fetch);

G_END_DECLS
