#pragma once

#include "store/stemma-page.h"

G_BEGIN_DECLS

/**
 * StemmaCrawlReader:
 * @page: where findings go
 * @unreadable: values so far that were no record
 *
 * Reads what the Hub says of models into records that tell what was asked for.
 */
typedef struct
{
  StemmaPage *page;
  guint64 unreadable;
  /*< private >*/
  StemmaArena *arena;
  GPtrArray *keys; /* that were asked for */
} StemmaCrawlReader;

void stemma_crawl_reader_init (StemmaCrawlReader *reader, const char *const *keys);
void stemma_crawl_reader_clear (StemmaCrawlReader *reader);
void stemma_crawl_reader_drop_keys (StemmaCrawlReader *reader, const char *dropped);
gboolean stemma_crawl_reader_read (StemmaCrawlReader *reader, const char *text, gsize length, StemmaRecord *record);
gint64 stemma_crawl_oid_second (const guint8 oid[STEMMA_OID_SIZE]);

G_END_DECLS
