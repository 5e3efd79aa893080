#pragma once

#include "record/stemma-record.h"
#include "store/stemma-store.h"

G_BEGIN_DECLS

/** StemmaCrawlPhase: how far a crawl has come. Stored, so a number never changes its meaning. */
typedef enum
{
  STEMMA_CRAWL_LIST,    /* the list is being read, page by page */
  STEMMA_CRAWL_CONFIRM, /* models that were not listed any more are looked up */
  STEMMA_CRAWL_RESOLVE, /* names that no model bears are looked up */
  STEMMA_CRAWL_READY,   /* all is there, but for the publication */
} StemmaCrawlPhase;

/**
 * StemmaCrawlState:
 * @endpoint: the Hub that is crawled
 * @date: the day that the snapshot will stand for
 * @phase: how far it has come
 * @next_url: (nullable): the page to go on with; %NULL before the first and after the last
 * @order: a #StemmaHubOrder, as the first page showed
 * @started: seconds since 1970 on the Hub's clock: what was made later is left for the next crawl
 * @pages: of the list, so far
 * @models: of the list, so far, each counted once; counted by the writer
 * @repeated: records dropped because their model had come before; counted by the writer
 * @unreadable: values in the list that were no record
 * @expected: models in the snapshot before
 * @newest: created in this second: the last model of the list so far
 * @dropped: keys that the Hub does not know, parted by blanks
 * @accepted: that the list falls far short was accepted
 *
 * Where a crawl stands. It is written with the page that it belongs to, in one transaction.
 */
typedef struct
{
  char *endpoint;
  StemmaDate date;
  StemmaCrawlPhase phase;
  char *next_url;
  int order;
  gint64 started;
  guint64 pages;
  guint64 models;
  guint64 repeated;
  guint64 unreadable;
  guint64 expected;
  gint64 newest;
  char *dropped;
  gboolean accepted;
} StemmaCrawlState;

StemmaCrawlState *stemma_crawl_state_copy (const StemmaCrawlState *state);
void stemma_crawl_state_free (StemmaCrawlState *state);
gboolean stemma_crawl_state_load (StemmaStore *store, StemmaCrawlState **state, GCancellable *cancellable,
                                  GError **error);
gboolean stemma_crawl_state_drop (StemmaStore *store, gboolean *dropped, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (StemmaCrawlState, stemma_crawl_state_free)

G_END_DECLS
