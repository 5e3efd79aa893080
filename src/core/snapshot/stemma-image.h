#pragma once

#include "snapshot/stemma-snapshot.h"

G_BEGIN_DECLS

/*
 * What a sealed snapshot is, byte for byte, in memory and in its file: a header, then sections that start at
 * multiples of 64. Only src/core/snapshot/ includes this.
 */

#define STEMMA_IMAGE_MAGIC "STEMMASN"
#define STEMMA_IMAGE_VERSION 2
#define STEMMA_IMAGE_BYTE_ORDER 0x01020304
#define STEMMA_STORE_ID_SIZE 16

/* In the section of holders: a row, or a node that is a ghost with this bit, or STEMMA_NONE. */
#define STEMMA_HOLDER_GHOST 0x80000000u

typedef enum
{
  STEMMA_SECTION_SOURCE,
  STEMMA_SECTION_ROW,
  STEMMA_SECTION_NODE_NAME,
  STEMMA_SECTION_ARRIVAL,
  STEMMA_SECTION_NODE_FLAGS,
  STEMMA_SECTION_RELATION,
  STEMMA_SECTION_NODE_DOWNLOADS,
  STEMMA_SECTION_NAME_RANK,
  STEMMA_SECTION_CHILD_START,
  STEMMA_SECTION_CHILD,
  STEMMA_SECTION_CHILD_KIND,
  STEMMA_SECTION_PARENT_START,
  STEMMA_SECTION_PARENT,
  STEMMA_SECTION_PARENT_KIND,
  STEMMA_SECTION_PARENT_SOURCE,
  STEMMA_SECTION_PARENT_DECLARED,
  STEMMA_SECTION_KEY,
  STEMMA_SECTION_ROW_NAME,
  STEMMA_SECTION_NODE,
  STEMMA_SECTION_OWNER,
  STEMMA_SECTION_TASK,
  STEMMA_SECTION_LIBRARY,
  STEMMA_SECTION_LICENCE,
  STEMMA_SECTION_KNOWN,
  STEMMA_SECTION_FLAGS,
  STEMMA_SECTION_DOWNLOADS,
  STEMMA_SECTION_LIKES,
  STEMMA_SECTION_CREATED,
  STEMMA_SECTION_MODIFIED,
  STEMMA_SECTION_SHA,
  STEMMA_SECTION_NAME_ORDER,  /* rows by name, in the order of bytes */
  STEMMA_SECTION_GHOST_ORDER, /* ghost nodes by name, in the order of bytes */
  STEMMA_SECTION_HOLDER,      /* by name id */
  STEMMA_SECTION_PRESENCE,    /* a bit a permanent key, in words of 64 */
  STEMMA_SECTION_WORD_START,  /* STEMMA_N_WORDS of them, by StemmaWordKind */
  STEMMA_SECTION_WORD_TEXT = STEMMA_SECTION_WORD_START + STEMMA_N_WORDS,
  STEMMA_N_SECTIONS = STEMMA_SECTION_WORD_TEXT + STEMMA_N_WORDS
} StemmaSection;

typedef struct
{
  char magic[8];
  guint32 version;
  guint32 byte_order;
  guint8 store_id[STEMMA_STORE_ID_SIZE];
  guint64 revision;
  guint64 size;          /* of the whole image */
  guint64 body_checksum; /* of all that follows the header */
  gint32 date;
  guint32 n_names; /* name ids are below this */
  guint32 n_models;
  guint32 n_nodes;
  guint32 n_inner;
  guint32 n_edges;
  guint32 n_ghosts;
  guint32 n_words[STEMMA_N_WORDS];
  struct
  {
    guint64 offset;
    guint64 size;
  } sections[STEMMA_N_SECTIONS];
  guint64 header_checksum; /* of what stands before it */
} StemmaImageHeader;

typedef struct
{
  guint64 sizes[STEMMA_N_SECTIONS]; /* given for the sections whose size does not follow from the counts */
} StemmaImageSizes;

struct _StemmaSnapshot
{
  gatomicrefcount ref_count;
  StemmaNames *names;
  const guint8 *image;
  GMappedFile *file; /* (nullable): what the image lies in, if not in memory of its own */
  StemmaGraph graph;
  StemmaColumns columns;
};

guint8 *stemma_image_new (StemmaImageHeader *header, const StemmaImageSizes *sizes);
void stemma_image_finish (guint8 *image);
gboolean stemma_image_check (const guint8 *image, gsize size);
gpointer stemma_image_section (guint8 *image, StemmaSection section);
gconstpointer stemma_image_const_section (const guint8 *image, StemmaSection section, gsize *size);
StemmaSnapshot *stemma_snapshot_new_for_image (StemmaNames *names, const guint8 *image, GMappedFile *file);

static inline const StemmaImageHeader *
stemma_image_header (const guint8 *image)
{
  return (const StemmaImageHeader *) (gconstpointer) image;
}

G_END_DECLS
