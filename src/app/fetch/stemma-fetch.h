#pragma once

#include "app/fetch/stemma-fetch-settings.h"
#include "app/stemma-job.h"
#include "workspace/stemma-workspace-fetch.h"

G_BEGIN_DECLS

/** StemmaFetchFault: what can be done about a fetch that failed. */
typedef enum
{
  STEMMA_FETCH_FAULT_NONE,
  STEMMA_FETCH_FAULT_CANCELLED,
  STEMMA_FETCH_FAULT_AGAIN,       /* it may go well the next time */
  STEMMA_FETCH_FAULT_PREFERENCES, /* a token or an address is at fault */
  STEMMA_FETCH_FAULT_SHORT,       /* far fewer models than before: publish all the same? */
  STEMMA_FETCH_FAULT_OTHER_HUB,   /* what is unfinished is of another Hub */
  STEMMA_FETCH_FAULT_UNFINISHED,  /* a crawl of the whole Hub has to be finished first */
  STEMMA_FETCH_FAULT_FINAL,
} StemmaFetchFault;

/**
 * StemmaFetch:
 * @path: the store
 * @workspace: (nullable): the store, where it is open
 * @model: (nullable): the model whose family is wanted; %NULL for the whole Hub
 * @accept: publish a list that is far too short
 * @restart: forget what is unfinished
 * @scheduled: nobody asked for it
 * @settings: the preferences
 * @origin: (nullable): who asked, to be compared only
 * @done: whether there is a new snapshot
 * @resumed: whether an earlier fetch had begun it
 * @fault: what became of it otherwise
 * @error: (nullable): why, for a person
 * @date: of the new snapshot
 * @published: what changed
 * @found: (nullable): the model's name now
 * @ancestors: of the model
 * @descendants: of the model
 * @bounded: whether there may be more descendants
 * @forgotten: old snapshots that were not kept
 *
 * One fetch: what is wanted, then what came of it.
 */
typedef struct
{
  char *path;
  StemmaWorkspace *workspace;
  char *model;
  gboolean accept;
  gboolean restart;
  gboolean scheduled;
  StemmaFetchSettings *settings;
  gconstpointer origin;

  gboolean done;
  gboolean resumed;
  StemmaFetchFault fault;
  GError *error;
  StemmaDate date;
  StemmaPublished published;
  char *found;
  guint ancestors;
  guint descendants;
  gboolean bounded;
  guint forgotten;
} StemmaFetch;

StemmaFetch *stemma_fetch_new (const char *path, const char *model, StemmaFetchSettings *settings);
void stemma_fetch_free (StemmaFetch *fetch);
gboolean stemma_fetch_work (
  StemmaJob *job, gpointer data, gpointer *result, GCancellable *cancellable, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (StemmaFetch, stemma_fetch_free)

G_END_DECLS
