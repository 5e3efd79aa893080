#pragma once

#include "store/stemma-crawl-state.h"
#include "store/stemma-page.h"
#include "store/stemma-store.h"

G_BEGIN_DECLS

/**
 * StemmaStageOptions:
 * @whole: what comes is a complete list: models that are not in it are gone
 * @update: a record of a model that is there replaces what was known; without it such a record is an error, unless
 *   the list is whole
 * @replace: if the newest snapshot is of the same day, this one takes its place; all of it is one transaction then
 * @incomplete: a part of the Hub only, on top of what is known: never compared, and forgotten with the next publication
 * @memory: how many names, and how many identities, are remembered at most, a power of two: 0 for a bound that no list
 *   of the Hub comes near to. What goes beyond it is looked up in the store, which takes longer
 * @date: the day it stands for
 * @source: where it came from, for a person
 * @crawl: (nullable): where a crawl stands at its beginning: what it brings outlives the process
 */
typedef struct
{
  gboolean whole;
  gboolean update;
  gboolean replace;
  gboolean incomplete;
  guint memory;
  StemmaDate date;
  const char *source;
  const StemmaCrawlState *crawl;
} StemmaStageOptions;

/** StemmaPublished: what a publication has changed. */
typedef struct
{
  guint32 snapshot; /* its id */
  guint64 models;   /* listed now */
  guint64 added;
  guint64 deleted;
  guint64 changed;
  guint64 renamed;
  guint64 findings;
} StemmaPublished;

/**
 * StemmaStage:
 *
 * What an import or a crawl has brought so far: written page by page, seen by nobody until it is published in one
 * transaction, or dropped.
 */
typedef struct _StemmaStage StemmaStage;

StemmaStage *stemma_stage_begin (StemmaStore *store, const StemmaStageOptions *options, GError **error);
StemmaStage *stemma_stage_resume (StemmaStore *store, GError **error);
StemmaPage *stemma_stage_take_page (StemmaStage *stage);
gboolean stemma_stage_write_page (StemmaStage *stage, StemmaPage *page, GError **error);
gboolean stemma_stage_wait (StemmaStage *stage, GError **error);
const StemmaCrawlState *stemma_stage_get_crawl (const StemmaStage *stage);
void stemma_stage_set_complete (StemmaStage *stage, gboolean complete);
gboolean stemma_stage_publish (StemmaStage *stage, StemmaPublished *published, GError **error);
gboolean stemma_stage_drop (StemmaStage *stage, GError **error);
void stemma_stage_free (StemmaStage *stage);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (StemmaStage, stemma_stage_free)

G_END_DECLS
