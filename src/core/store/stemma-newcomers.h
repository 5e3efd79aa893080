#pragma once

#include "store/stemma-memory.h"
#include "record/stemma-record.h"

G_BEGIN_DECLS

/**
 * StemmaNewcomers:
 *
 * What an intake need not ask the store: which names and identities the models that it has added have, and which models
 * it has met. Takes 5 bytes a model and, where there are identities, 16 more up to a bound.
 */
typedef struct _StemmaNewcomers StemmaNewcomers;

/** What was met of a model: a bit each. */
#define STEMMA_MET_RECORD 1
#define STEMMA_MET_EDGES 2

StemmaNewcomers *stemma_newcomers_new (const guint8 *hash_key, guint max_oids);
void stemma_newcomers_free (StemmaNewcomers *self);
gboolean stemma_newcomers_add (StemmaNewcomers *self, gint64 key, gint64 name, const guint8 *oid, gboolean adopts);
gint64 stemma_newcomers_find_name (const StemmaNewcomers *self, gint64 name, gboolean *adopts);
gint64 stemma_newcomers_find_oid (const StemmaNewcomers *self, const guint8 *oid);
void stemma_newcomers_meet (StemmaNewcomers *self, gint64 key, guint met);
guint stemma_newcomers_get_met (const StemmaNewcomers *self, gint64 key);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (StemmaNewcomers, stemma_newcomers_free)

G_END_DECLS
