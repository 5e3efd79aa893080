#pragma once

#include "store/stemma-db.h"

G_BEGIN_DECLS

/**
 * StemmaIntern:
 *
 * Turns names, words and long texts into the ids under which a store keeps each of them once. Remembers what was asked
 * in tables that grow up to a bound, so that memory does not grow with the input. New names wait until they are flushed.
 * Belongs to the writer thread.
 */
typedef struct _StemmaIntern StemmaIntern;

StemmaIntern *stemma_intern_new (StemmaDb *db, gboolean all, guint max, GError **error);
void stemma_intern_free (StemmaIntern *intern);
gint64 stemma_intern_get_first_name (StemmaIntern *intern);
gboolean stemma_intern_flush (StemmaIntern *intern, GError **error);
gint64 stemma_intern_name (StemmaIntern *intern, const char *text, GError **error);
gint64 stemma_intern_word (StemmaIntern *intern, const char *text, GError **error);
gint64 stemma_intern_text (StemmaIntern *intern, const char *text, GError **error);
gboolean stemma_intern_find_name (StemmaDb *db, const char *text, gint64 *id, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (StemmaIntern, stemma_intern_free)

G_END_DECLS
