#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/stemma-error.h"
#include "snapshot/stemma-checksum.h"
#include "snapshot/stemma-image.h"
#include "snapshot/stemma-verify.h"

static gboolean
codes_below (const guint16 *codes, gsize n, guint32 bound)
{
  for (gsize i = 0; i < n; i++)
    if (codes[i] >= bound)
      return FALSE;
  return TRUE;
}

static gboolean
presence_holds (const StemmaSnapshot *snapshot)
{
  gsize n_words = 0;
  const guint64 *words = stemma_snapshot_get_presence (snapshot, &n_words);
  guint64 n = 0;
  for (gsize i = 0; i < n_words; i++)
    n += (guint64) __builtin_popcountll (words[i]);
  for (guint32 row = 0; row < snapshot->columns.n_models; row++)
    {
      guint32 key = snapshot->columns.key[row];
      if (key / 64 >= n_words || (words[key / 64] >> (key % 64) & 1) == 0
          || (row > 0 && key <= snapshot->columns.key[row - 1]))
        return FALSE;
    }
  return n == snapshot->columns.n_models;
}

static gboolean
columns_hold (const StemmaSnapshot *snapshot)
{
  const StemmaImageHeader *header = stemma_image_header (snapshot->image);
  const StemmaColumns *columns = &snapshot->columns;
  guint32 n = columns->n_models;
  return stemma_verify_below (columns->name, n, header->n_names, FALSE)
         && stemma_verify_below (columns->node, n, header->n_nodes, TRUE)
         && stemma_verify_below (columns->owner, n, header->n_words[STEMMA_WORD_OWNER], FALSE)
         && codes_below (columns->task, n, header->n_words[STEMMA_WORD_TASK])
         && codes_below (columns->library, n, header->n_words[STEMMA_WORD_LIBRARY])
         && codes_below (columns->licence, n, header->n_words[STEMMA_WORD_LICENCE])
         && presence_holds (snapshot);
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
  const guint32 *holders = stemma_image_const_section (image, STEMMA_SECTION_HOLDER, NULL);
  for (guint32 i = 0; i < header->n_names; i++)
    {
      guint32 bound = holders[i] & STEMMA_HOLDER_GHOST ? header->n_nodes : header->n_models;
      if (holders[i] != STEMMA_NONE && (holders[i] & ~STEMMA_HOLDER_GHOST) >= bound)
        return FALSE;
    }
  return stemma_verify_below (stemma_image_const_section (image, STEMMA_SECTION_NAME_ORDER, NULL),
                              header->n_models, header->n_models, FALSE)
         && stemma_verify_below (stemma_image_const_section (image, STEMMA_SECTION_GHOST_ORDER, NULL),
                                 header->n_ghosts, header->n_nodes, FALSE);
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
  if (whole && stemma_verify_graph (snapshot) && columns_hold (snapshot) && words_all_hold (image)
      && indexes_hold (image))
    return TRUE;
  g_set_error_literal (error, STEMMA_ERROR, STEMMA_ERROR_DAMAGED,
                       _ ("The saved snapshot is damaged; it can be rebuilt from the store"));
  return FALSE;
}
