#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** StemmaWords: the words of a column while a snapshot is built, each with a code; 0 is "" for "none". */
typedef struct _StemmaWords StemmaWords;

StemmaWords *stemma_words_new (guint32 max_code);
void stemma_words_free (StemmaWords *words);
guint32 stemma_words_code (StemmaWords *words, const char *word);
guint32 stemma_words_append (StemmaWords *words, const char *word, gsize length);
guint32 stemma_words_get_count (const StemmaWords *words);
gsize stemma_words_get_text_size (const StemmaWords *words);
void stemma_words_write (const StemmaWords *words, guint32 *start, char *text);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (StemmaWords, stemma_words_free)

G_END_DECLS
