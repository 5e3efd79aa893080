#pragma once

#include "store/stemma-db.h"

G_BEGIN_DECLS

typedef enum
{
  STEMMA_COUNTER_DOWNLOADS,
  STEMMA_COUNTER_DOWNLOADS_ALL,
  STEMMA_COUNTER_LIKES,
  STEMMA_N_COUNTERS
} StemmaCounter;

/** What a counter reads where nothing was ever fetched. */
#define STEMMA_COUNTER_UNKNOWN G_MAXUINT64
/** Models in one chunk of a column, by key. */
#define STEMMA_COUNTER_CHUNK 65536

/**
 * StemmaCounterReader:
 *
 * Reads one column of one snapshot in the order of the keys, a chunk at a time. Belongs to one connection.
 */
typedef struct _StemmaCounterReader StemmaCounterReader;

StemmaCounterReader *stemma_counter_reader_new (StemmaDb *db, gint64 snapshot, StemmaCounter kind);
void stemma_counter_reader_free (StemmaCounterReader *reader);
gboolean stemma_counter_reader_get (StemmaCounterReader *reader, gint64 key, guint64 *value, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (StemmaCounterReader, stemma_counter_reader_free)

G_END_DECLS
