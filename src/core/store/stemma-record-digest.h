#pragma once

#include "record/stemma-record.h"

G_BEGIN_DECLS

/**
 * StemmaRecordDigest:
 *
 * Turns records into the numbers by which a store tells whether anything about a model has changed. Each thread has
 * its own.
 */
typedef struct _StemmaRecordDigest StemmaRecordDigest;

StemmaRecordDigest *stemma_record_digest_new (const guint8 *key);
void stemma_record_digest_free (StemmaRecordDigest *digest);
void stemma_record_digest_take (StemmaRecordDigest *digest, const StemmaRecord *record, StemmaRecordHashes *hashes);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (StemmaRecordDigest, stemma_record_digest_free)

G_END_DECLS
