#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** StemmaEditPattern: a word that many others are compared with; its last 64 bytes count, ASCII case does
 * not. */
typedef struct
{
  guint64 places[256]; /* by byte: a bit for each place at which it stands */
  guint length;
} StemmaEditPattern;

void stemma_edit_pattern_init (StemmaEditPattern *pattern, const char *text);
guint stemma_edit_distance (const StemmaEditPattern *pattern, const char *text, guint bound);

G_END_DECLS
