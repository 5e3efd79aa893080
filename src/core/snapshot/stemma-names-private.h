#pragma once

#include "snapshot/stemma-names.h"

G_BEGIN_DECLS

/* Names that were appended, one after the other, each terminated. A block never moves. */
typedef struct
{
  char *text;
  gsize used;
  gsize size;
  guint32 first; /* id of the first name in it */
} StemmaNamesBlock;

struct _StemmaNames
{
  gatomicrefcount ref_count;
  gboolean sealed;

  /* The part that came from a file; ids 0 .. n_mapped - 1. Offsets are checked each time they are used. */
  GMappedFile *file;
  const guint32 *mapped_offset;
  const char *mapped_text; /* its last byte is 0 */
  gsize mapped_size;
  guint32 n_mapped;

  GPtrArray *added; /* the names after those, in their blocks */
  GArray *blocks;   /* of StemmaNamesBlock */
};

G_END_DECLS
