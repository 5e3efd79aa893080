#pragma once

#include "record/stemma-record.h"
#include "store/stemma-store.h"

G_BEGIN_DECLS

typedef struct _StemmaStage StemmaStage;

/** StemmaCrawlOutcome: what the Hub said of a name. Stored, so a number never changes its meaning. */
typedef enum
{
  STEMMA_CRAWL_GONE,      /* deleted or private */
  STEMMA_CRAWL_KEPT,      /* there, under its name */
  STEMMA_CRAWL_RENAMED,   /* there, under another name */
  STEMMA_CRAWL_RECREATED, /* another model bears the name */
  STEMMA_CRAWL_LEADS_ON,  /* the name leads to a model that bears another */
  STEMMA_N_CRAWL_OUTCOMES
} StemmaCrawlOutcome;

/**
 * StemmaCrawlAnswer:
 * @ord: of the question
 * @outcome: what the Hub said
 * @unread: it is there, but its record could not be read: what was known of it stays
 * @has_oid: whether @oid is known
 * @oid: of the model that the name leads to
 */
typedef struct
{
  gint64 ord;
  StemmaCrawlOutcome outcome;
  gboolean unread;
  gboolean has_oid;
  guint8 oid[STEMMA_OID_SIZE];
} StemmaCrawlAnswer;

/**
 * StemmaCrawlQuestion:
 * @ord: its place in the order
 * @name: what to look up
 * @has_oid: whether @oid is known
 * @oid: of the model that bore the name in the snapshot before
 */
typedef struct
{
  gint64 ord;
  char *name;
  gboolean has_oid;
  guint8 oid[STEMMA_OID_SIZE];
} StemmaCrawlQuestion;

/** StemmaCrawlTally: what a phase of looking up came to. */
typedef struct
{
  guint64 asked;
  guint64 outcomes[STEMMA_N_CRAWL_OUTCOMES];
  guint64 missing; /* models that are not listed any more, asked for or not */
} StemmaCrawlTally;

/** StemmaCrawlNameCheck: whether @name could be one of the Hub's at all. */
typedef gboolean (*StemmaCrawlNameCheck) (const char *name, gpointer user_data);

gboolean stemma_crawl_choose_missing (StemmaStage *stage, guint max, GError **error);
gboolean stemma_crawl_choose_ghosts (StemmaStage *stage, guint max, StemmaCrawlNameCheck check, gpointer user_data,
                                     GError **error);
GPtrArray *stemma_crawl_list_questions (StemmaStage *stage, gboolean ghosts, GError **error);
gboolean stemma_crawl_get_tally (StemmaStage *stage, gboolean ghosts, StemmaCrawlTally *tally, GError **error);

void stemma_crawl_question_free (StemmaCrawlQuestion *question);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (StemmaCrawlQuestion, stemma_crawl_question_free)

G_END_DECLS
