#pragma once

#include "store/stemma-crawl-lookup.h"
#include "store/stemma-crawl-state.h"
#include "store/stemma-record-digest.h"

G_BEGIN_DECLS

/** StemmaPageEdge: one row of a list of edges. */
typedef struct
{
  const char *parent; /* (nullable): none: the row only names @child */
  const char *child;
  const char *word; /* (nullable): a relation that is none of the four */
  StemmaRelation relation;
  guint64 line;
} StemmaPageEdge;

typedef struct
{
  StemmaRecord record;
  StemmaRecordHashes hashes; /* made by the thread that fills the page, not by the writer, which is the busier one */
  guint64 line;              /* in its file, 0 where there is none */
} StemmaPageRecord;

typedef struct
{
  const char *name;
  guint64 line;
} StemmaPageDeletion;

typedef struct
{
  const char *id;
  const char *kind;
  const char *text;
} StemmaPageFinding;

/**
 * StemmaPage:
 *
 * What is staged in one transaction: copies of records, rows of edges, deletions, findings. Filled by one thread, then
 * handed to the writer.
 */
typedef struct
{
  StemmaArena *arena;
  StemmaRecordDigest *digest;
  GArray *records;   /* StemmaPageRecord */
  GArray *edges;     /* StemmaPageEdge */
  GArray *deletions; /* StemmaPageDeletion */
  GArray *findings;  /* StemmaPageFinding */
  GArray *answers;   /* StemmaCrawlAnswer */
  StemmaCrawlState *crawl; /* (nullable): where a crawl stands after this page */
} StemmaPage;

StemmaPage *stemma_page_new (const guint8 *key);
void stemma_page_free (StemmaPage *page);
void stemma_page_clear (StemmaPage *page);
guint stemma_page_get_size (const StemmaPage *page);
gsize stemma_page_get_bytes (const StemmaPage *page);
void stemma_page_add_record (StemmaPage *page, const StemmaRecord *record, guint64 line);
void stemma_page_add_edge (StemmaPage *page, const StemmaPageEdge *edge);
void stemma_page_add_deletion (StemmaPage *page, const char *name, guint64 line);
void stemma_page_add_finding (StemmaPage *page, const char *id, const char *kind, const char *text);
void stemma_page_add_answer (StemmaPage *page, const StemmaCrawlAnswer *answer);
void stemma_page_set_crawl (StemmaPage *page, const StemmaCrawlState *state);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (StemmaPage, stemma_page_free)

G_END_DECLS
