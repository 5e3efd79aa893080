#pragma once

#include "files/stemma-read-window.h"

G_BEGIN_DECLS

/**
 * StemmaJsonSplitter:
 *
 * Finds where one value ends and the next begins, in an array or in lines, by quotes and brackets alone, so
 * that a value can be judged by itself. It knows nothing of what stands inside.
 */
typedef struct
{
  StemmaReadWindow *window;
  gboolean array;
  gboolean first;
  gboolean ended;
} StemmaJsonSplitter;

gboolean stemma_json_splitter_init (StemmaJsonSplitter *splitter, StemmaReadWindow *window, GError **error);
gboolean stemma_json_splitter_next (StemmaJsonSplitter *splitter, const char **text, gsize *length,
                                    guint64 *line, GError **error);

G_END_DECLS
