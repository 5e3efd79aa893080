#include "intake/stemma-feed.h"

#include "base/stemma-error.h"

/* Records of one transaction: enough that a commit is soon forgotten, and few enough that what one thread has filled is
 * not out of the processor's caches when the other writes it. */
#define PAGE_SIZE 8192
/* Bytes of one page at most, so that records with long texts do not fill the memory. */
#define PAGE_BYTES (8 * 1024 * 1024)

struct _StemmaFeed
{
  StemmaStore *store;
  StemmaStage *stage;
  StemmaPage *page;
  char *file; /* (nullable): what an error in the page that is being written may be about */
};

/**
 * stemma_feed_begin:
 * @store: a store that may be written
 * @options: what is coming
 * @error: what went wrong
 *
 * Returns: (transfer full): a feed, or %NULL
 */
StemmaFeed *
stemma_feed_begin (StemmaStore *store, const StemmaStageOptions *options, GError **error)
{
  StemmaStage *stage = stemma_stage_begin (store, options, error);
  if (stage == NULL)
    return NULL;
  StemmaFeed *feed = g_new0 (StemmaFeed, 1);
  feed->store = stemma_store_ref (store);
  feed->stage = stage;
  feed->page = stemma_stage_take_page (stage);
  return feed;
}

/** stemma_feed_free: @feed: (nullable) (transfer full): what is staged stays staged */
void
stemma_feed_free (StemmaFeed *feed)
{
  if (feed == NULL)
    return;
  stemma_stage_free (feed->stage);
  stemma_page_free (feed->page);
  stemma_store_unref (feed->store);
  g_free (feed->file);
  g_free (feed);
}

/** stemma_feed_set_file: @path: the file that what follows comes from, for messages */
void
stemma_feed_set_file (StemmaFeed *feed, const char *path)
{
  g_free (feed->file);
  feed->file = g_strdup (path);
}

static gboolean
name_file (StemmaFeed *feed, gboolean done, GError **error)
{
  if (!done && feed->file != NULL && g_error_matches (error != NULL ? *error : NULL, STEMMA_ERROR, STEMMA_ERROR_INPUT))
    g_prefix_error (error, "%s: ", feed->file);
  return done;
}

static gboolean
write_page (StemmaFeed *feed, GError **error)
{
  gboolean written = stemma_stage_write_page (feed->stage, g_steal_pointer (&feed->page), error);
  feed->page = stemma_stage_take_page (feed->stage);
  return name_file (feed, written, error);
}

static gboolean
write_if_full (StemmaFeed *feed, GError **error)
{
  gboolean full = stemma_page_get_size (feed->page) >= PAGE_SIZE || stemma_page_get_bytes (feed->page) >= PAGE_BYTES;
  return !full || write_page (feed, error);
}

/**
 * stemma_feed_add:
 * @feed: a feed
 * @record: a model; copied
 * @line: where it stands in its file, 0 where there is none
 * @error: what went wrong with this or an earlier page
 *
 * Returns: whether to go on
 */
gboolean
stemma_feed_add (StemmaFeed *feed, const StemmaRecord *record, guint64 line, GError **error)
{
  stemma_page_add_record (feed->page, record, line);
  return write_if_full (feed, error);
}

/** stemma_feed_add_edge: @edge: a row of a list of edges; copied. Returns: whether to go on */
gboolean
stemma_feed_add_edge (StemmaFeed *feed, const StemmaPageEdge *edge, GError **error)
{
  stemma_page_add_edge (feed->page, edge);
  return write_if_full (feed, error);
}

/** stemma_feed_delete: @name: a model that is gone; @line: where its file says so. Returns: whether to go on */
gboolean
stemma_feed_delete (StemmaFeed *feed, const char *name, guint64 line, GError **error)
{
  stemma_page_add_deletion (feed->page, name, line);
  return write_if_full (feed, error);
}

/** stemma_feed_add_finding: an oddity that does not end the intake */
void
stemma_feed_add_finding (StemmaFeed *feed, const char *id, const char *kind, const char *text)
{
  stemma_page_add_finding (feed->page, id, kind, text);
}

/**
 * stemma_feed_flush:
 * @feed: a feed
 * @error: what went wrong
 *
 * Waits until everything added so far is staged; called between two files, so that errors name the right one.
 *
 * Returns: whether it is
 */
gboolean
stemma_feed_flush (StemmaFeed *feed, GError **error)
{
  return write_page (feed, error) && write_page (feed, error);
}

/**
 * stemma_feed_publish:
 * @feed: a feed
 * @published: (out): what changed
 * @error: what went wrong; the store is as before then
 *
 * Returns: whether there is a new snapshot
 */
gboolean
stemma_feed_publish (StemmaFeed *feed, StemmaPublished *published, GError **error)
{
  return stemma_feed_flush (feed, error) && stemma_stage_publish (feed->stage, published, error);
}

/** stemma_feed_drop: forgets what is staged. An error here changes nothing: the next intake drops it too */
void
stemma_feed_drop (StemmaFeed *feed)
{
  g_autoptr (GError) ignored = NULL;
  if (!stemma_stage_drop (feed->stage, &ignored))
    g_debug ("could not drop the stage: %s", ignored->message);
}
