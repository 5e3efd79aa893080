#pragma once

#include "store/stemma-stage.h"

G_BEGIN_DECLS

/**
 * StemmaFeed:
 *
 * Carries records one by one into a stage, page by page: while the writer stores one page the next is filled.
 */
typedef struct _StemmaFeed StemmaFeed;

StemmaFeed *stemma_feed_begin (StemmaStore *store, const StemmaStageOptions *options, GError **error);
void stemma_feed_free (StemmaFeed *feed);
void stemma_feed_set_file (StemmaFeed *feed, const char *path);
gboolean stemma_feed_add (StemmaFeed *feed, const StemmaRecord *record, guint64 line, GError **error);
gboolean stemma_feed_add_edge (StemmaFeed *feed, const StemmaPageEdge *edge, GError **error);
gboolean stemma_feed_delete (StemmaFeed *feed, const char *name, guint64 line, GError **error);
void stemma_feed_add_finding (StemmaFeed *feed, const char *id, const char *kind, const char *text);
gboolean stemma_feed_flush (StemmaFeed *feed, GError **error);
gboolean stemma_feed_publish (StemmaFeed *feed, StemmaPublished *published, GError **error);
void stemma_feed_drop (StemmaFeed *feed);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (StemmaFeed, stemma_feed_free)

G_END_DECLS
