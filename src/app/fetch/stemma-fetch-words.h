#pragma once

#include "app/fetch/stemma-fetch.h"

G_BEGIN_DECLS

char *stemma_fetch_words_changed (const StemmaFetch *fetch);
char *stemma_fetch_words_progress (const StemmaCrawlProgress *progress);
char *stemma_fetch_words_day (StemmaDate date);
const char *stemma_fetch_words_remedy (StemmaFetchFault fault, gboolean family, const char **action);

G_END_DECLS
