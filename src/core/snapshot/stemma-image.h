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

/* The columns of numbers in as few bytes as most of them need. */
typedef enum
{
  STEMMA_PACKED_ROW_NAME,
  STEMMA_PACKED_TASK,
  STEMMA_PACKED_LIBRARY,
  STEMMA_PACKED_LICENCE,
  STEMMA_PACKED_TRAIT, /* codes of STEMMA_SECTION_TRAITS */
  STEMMA_PACKED_DOWNLOADS,
  STEMMA_PACKED_LIKES,
  STEMMA_PACKED_CREATED,
  STEMMA_PACKED_MODIFIED,
  STEMMA_PACKED_SHA,
  STEMMA_PACKED_NAME_ORDER,      /* rows by name, in the order of bytes */
  STEMMA_PACKED_NODE,            /* of the rows that have one */
  STEMMA_PACKED_HOLDER,          /* by name id: 0, or a row and 1, or a ghost's node and 1 and the number of rows */
  STEMMA_PACKED_GHOST_NAME,      /* by node: a ghost's name id and 1; 0 for others */
  STEMMA_PACKED_NODE_DOWNLOADS,  /* by node */
  STEMMA_PACKED_PARENT_DECLARED, /* by edge: a name id and 1 where it is not the parent's name, else 0 */
  STEMMA_N_PACKED
} StemmaPackedKind;

typedef enum
{
  STEMMA_SECTION_SOURCE,
  STEMMA_SECTION_ROW,
  STEMMA_SECTION_NODE_FLAGS,
  STEMMA_SECTION_RELATION,
  STEMMA_SECTION_NAME_RANK,
  STEMMA_SECTION_CHILD_START,
  STEMMA_SECTION_CHILD,
  STEMMA_SECTION_CHILD_KIND,
  STEMMA_SECTION_PARENT_START,
  STEMMA_SECTION_PARENT,
  STEMMA_SECTION_PARENT_KIND,
  STEMMA_SECTION_PARENT_SOURCE,
  STEMMA_SECTION_GHOST_ORDER,     /* ghost nodes by name, in the order of bytes */
  STEMMA_SECTION_PRESENCE,        /* a bit a permanent key, in words of 64 */
  STEMMA_SECTION_PRESENCE_RANK,   /* by word: models before it */
  STEMMA_SECTION_RELATIONAL,      /* a bit a row: whether it has a node */
  STEMMA_SECTION_RELATIONAL_RANK, /* by word */
  STEMMA_SECTION_TRAITS,          /* by code: what is known of a model, and above that 32 bits of flags */
  STEMMA_SECTION_WORD_START,      /* STEMMA_N_WORDS of them, by StemmaWordKind */
  STEMMA_SECTION_WORD_TEXT = STEMMA_SECTION_WORD_START + STEMMA_N_WORDS,
  STEMMA_SECTION_PACKED = STEMMA_SECTION_WORD_TEXT + STEMMA_N_WORDS, /* three for each StemmaPackedKind */
  STEMMA_N_SECTIONS = STEMMA_SECTION_PACKED + 3 * STEMMA_N_PACKED
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
  guint32 n_traits;
  struct
  {
    guint32 width;
    guint32 n_rest;
  } packed[STEMMA_N_PACKED];
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
  StemmaPacked name_order;
  StemmaPacked holder;
  StemmaPacked ghost_name;
  StemmaPacked parent_declared;
};

guint8 *stemma_image_new (StemmaImageHeader *header, const StemmaImageSizes *sizes);
void stemma_image_finish (guint8 *image);
gboolean stemma_image_check (const guint8 *image, gsize size);
gpointer stemma_image_section (guint8 *image, StemmaSection section);
gconstpointer stemma_image_const_section (const guint8 *image, StemmaSection section, gsize *size);
void stemma_image_write_packed (guint8 *image, StemmaPackedKind kind, const StemmaPacked *packed);
StemmaPacked stemma_image_get_packed (const guint8 *image, StemmaPackedKind kind);
StemmaSnapshot *stemma_snapshot_new_for_image (StemmaNames *names, const guint8 *image, GMappedFile *file);

static inline const StemmaImageHeader *
stemma_image_header (const guint8 *image)
{
  return (const StemmaImageHeader *) (gconstpointer) image;
}

G_END_DECLS
