#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/stemma-error.h"
#include "snapshot/stemma-checksum.h"
#include "snapshot/stemma-image.h"
#include "snapshot/stemma-verify.h"

static gboolean
packed_below (const StemmaPacked *packed, guint64 bound)
{
  for (guint32 i = 0; i < packed->n; i++)
    if (stemma_packed_get (packed, i) >= bound)
      return FALSE;
  return TRUE;
}

/* The ranks follow from the bits, and there are as many as there should be, none beyond @end. */
static gboolean
bits_hold (const StemmaBits *bits, guint64 end)
{
  guint32 n = 0;
  for (guint32 i = 0; i < bits->n_words; i++)
    {
      if (bits->rank[i] != n)
        return FALSE;
      n += (guint32) __builtin_popcountll (bits->words[i]);
    }
  gboolean fits = end % 64 == 0 || bits->n_words <= end / 64 || bits->words[end / 64] >> (end % 64) == 0;
  return n == bits->n && bits->n_words <= (end + 63) / 64 && fits;
}

static gboolean
columns_hold (const StemmaSnapshot *snapshot)
{
  const StemmaImageHeader *header = stemma_image_header (snapshot->image);
  const StemmaColumns *columns = &snapshot->columns;
  return bits_hold (&columns->keys, G_GUINT64_CONSTANT (1) << 32)
         && bits_hold (&columns->relational, columns->n_models)
         && packed_below (&columns->name, header->n_names) && packed_below (&columns->node, header->n_nodes)
         && packed_below (&columns->task, header->n_words[STEMMA_WORD_TASK])
         && packed_below (&columns->library, header->n_words[STEMMA_WORD_LIBRARY])
         && packed_below (&columns->licence, header->n_words[STEMMA_WORD_LICENCE])
         && packed_below (&columns->trait, MAX (header->n_traits, 1));
}

static gboolean
words_hold (const guint8 *image, StemmaWordKind kind)
{
  gsize size = 0;
  const char *text = stemma_image_const_section (image, STEMMA_SECTION_WORD_TEXT + kind, &size);
  const guint32 *start = stemma_image_const_section (image, STEMMA_SECTION_WORD_START + kind, NULL);
  guint32 n = stemma_image_header (image)->n_words[kind];
  if (n == 0 || !stemma_verify_starts (start, n, (guint32) size))
    return FALSE;
  for (guint32 code = 0; code < n; code++)
    if (start[code] == start[code + 1] || text[start[code + 1] - 1] != '\0')
      return FALSE;
  return TRUE;
}

static gboolean
indexes_hold (const guint8 *image)
{
  const StemmaImageHeader *header = stemma_image_header (image);
  const guint32 *ghosts = stemma_image_const_section (image, STEMMA_SECTION_GHOST_ORDER, NULL);
  StemmaPacked order = stemma_image_get_packed (image, STEMMA_PACKED_NAME_ORDER);
  StemmaPacked holder = stemma_image_get_packed (image, STEMMA_PACKED_HOLDER);
  StemmaPacked ghost_name = stemma_image_get_packed (image, STEMMA_PACKED_GHOST_NAME);
  StemmaPacked declared = stemma_image_get_packed (image, STEMMA_PACKED_PARENT_DECLARED);
  return packed_below (&order, header->n_models)
         && packed_below (&holder, (guint64) header->n_models + header->n_nodes + 1)
         && packed_below (&ghost_name, (guint64) header->n_names + 1)
         && packed_below (&declared, (guint64) header->n_names + 1)
         && stemma_verify_below (ghosts, header->n_ghosts, header->n_nodes, FALSE);
}

static gboolean
words_all_hold (const guint8 *image)
{
  for (guint kind = 0; kind < STEMMA_N_WORDS; kind++)
    if (!words_hold (image, kind))
      return FALSE;
  return TRUE;
}

/**
 * stemma_snapshot_verify:
 * @snapshot: a snapshot
 * @cancellable: (nullable): to stop it between its steps
 * @error: %STEMMA_ERROR_DAMAGED, or that it was cancelled
 *
 * Reads every byte: the checksum, then whether every index lies within what it points into and the numbering
 * of the nodes is topological, so that even a file made to deceive is safe to walk afterwards.
 *
 * Returns: whether all holds
 */
gboolean
stemma_snapshot_verify (const StemmaSnapshot *snapshot, GCancellable *cancellable, GError **error)
{
  const guint8 *image = snapshot->image;
  const StemmaImageHeader *header = stemma_image_header (image);
  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return FALSE;
  gboolean whole
    = stemma_checksum (image + sizeof *header, header->size - sizeof *header) == header->body_checksum;
  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return FALSE;
  if (whole && columns_hold (snapshot) && stemma_verify_graph (snapshot) && words_all_hold (image)
      && indexes_hold (image))
    return TRUE;
  g_set_error_literal (error, STEMMA_ERROR, STEMMA_ERROR_DAMAGED,
                       _ ("The saved snapshot is damaged; it can be rebuilt from the store"));
  return FALSE;
}
