#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** StemmaChecksum: a sum of bytes that come piece by piece. */
typedef struct
{
  guint64 lanes[4];
  guint64 size;
  guint8 pending[32]; /* what has come since the last whole block */
} StemmaChecksum;

void stemma_checksum_init (StemmaChecksum *sum);
void stemma_checksum_add (StemmaChecksum *sum, gconstpointer data, gsize size);
guint64 stemma_checksum_finish (const StemmaChecksum *sum);
guint64 stemma_checksum (gconstpointer data, gsize size);

G_END_DECLS
