#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define STEMMA_TEXT_HASH_KEY_SIZE 16

/** StemmaTextHash: 128 bits that stand for a text in one store. */
typedef struct
{
  guint64 low, high;
} StemmaTextHash;

StemmaTextHash stemma_text_hash (const guint8 key[STEMMA_TEXT_HASH_KEY_SIZE], const char *text, gsize length);

G_END_DECLS
