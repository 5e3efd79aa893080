#include "store/stemma-page.h"

/** stemma_page_new: @key: the identity of the store that it is for. Returns: (transfer full): an empty page */
StemmaPage *
stemma_page_new (const guint8 *key)
{
  StemmaPage *page = g_new0 (StemmaPage, 1);
  page->arena = stemma_arena_new ();
  page->digest = stemma_record_digest_new (key);
  page->records = g_array_new (FALSE, FALSE, sizeof (StemmaPageRecord));
  page->edges = g_array_new (FALSE, FALSE, sizeof (StemmaPageEdge));
  page->deletions = g_array_new (FALSE, FALSE, sizeof (StemmaPageDeletion));
  page->findings = g_array_new (FALSE, FALSE, sizeof (StemmaPageFinding));
  page->answers = g_array_new (FALSE, FALSE, sizeof (StemmaCrawlAnswer));
  return page;
}

/** stemma_page_free: @page: (nullable) (transfer full): what is done with */
void
stemma_page_free (StemmaPage *page)
{
  if (page == NULL)
    return;
  stemma_arena_free (page->arena);
  stemma_record_digest_free (page->digest);
  g_array_unref (page->records);
  g_array_unref (page->edges);
  g_array_unref (page->deletions);
  g_array_unref (page->findings);
  g_array_unref (page->answers);
  stemma_crawl_state_free (page->crawl);
  g_free (page);
}

/** stemma_page_clear: empties @page for the next use, keeping its memory */
void
stemma_page_clear (StemmaPage *page)
{
  stemma_arena_reset (page->arena);
  g_array_set_size (page->records, 0);
  g_array_set_size (page->edges, 0);
  g_array_set_size (page->deletions, 0);
  g_array_set_size (page->findings, 0);
  g_array_set_size (page->answers, 0);
  g_clear_pointer (&page->crawl, stemma_crawl_state_free);
}

/** stemma_page_get_size: Returns: records, edges and deletions together */
guint
stemma_page_get_size (const StemmaPage *page)
{
  return page->records->len + page->edges->len + page->deletions->len;
}

/** stemma_page_get_bytes: Returns: bytes that the texts of the page take, roughly */
gsize
stemma_page_get_bytes (const StemmaPage *page)
{
  return stemma_arena_get_size (page->arena);
}

static void
copy_edges (StemmaArena *arena, StemmaRecord *record)
{
  StemmaRecordEdge *edges = stemma_arena_memdup (arena, record->edges, record->n_edges * sizeof *edges);
  for (guint i = 0; i < record->n_edges; i++)
    {
      edges[i].parent = stemma_arena_strdup (arena, edges[i].parent);
      edges[i].relation_word = stemma_arena_strdup (arena, edges[i].relation_word);
    }
  record->edges = edges;
}

static void
copy_lists (StemmaArena *arena, StemmaRecord *record)
{
  const char **datasets = stemma_arena_alloc (arena, record->n_datasets * sizeof *datasets);
  for (guint i = 0; i < record->n_datasets; i++)
    datasets[i] = stemma_arena_strdup (arena, record->datasets[i]);
  record->datasets = datasets;

  StemmaRecordEvaluation *evaluations
      = stemma_arena_memdup (arena, record->evaluations, record->n_evaluations * sizeof *evaluations);
  for (guint i = 0; i < record->n_evaluations; i++)
    {
      const char **texts[] = { &evaluations[i].task,  &evaluations[i].dataset, &evaluations[i].config,
                               &evaluations[i].split, &evaluations[i].metric,  &evaluations[i].source };
      for (guint j = 0; j < G_N_ELEMENTS (texts); j++)
        *texts[j] = stemma_arena_strdup (arena, *texts[j]);
    }
  record->evaluations = evaluations;
}

/**
 * stemma_page_add_record:
 * @page: a page
 * @record: what to copy
 * @line: where it stood in its file, 0 where there is none
 */
void
stemma_page_add_record (StemmaPage *page, const StemmaRecord *record, guint64 line)
{
  StemmaPageRecord entry = { .record = *record, .line = line };
  StemmaRecord *copy = &entry.record;
  const char **texts[] = { &copy->name,        &copy->sha,        &copy->licence,       &copy->licence_name,
                           &copy->licence_link, &copy->task,       &copy->library,       &copy->new_version,
                           &copy->model_type,  &copy->template_text, &copy->code_repository, &copy->tags };
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    *texts[i] = stemma_arena_strdup (page->arena, *texts[i]);
  copy_edges (page->arena, copy);
  copy_lists (page->arena, copy);
  stemma_record_digest_take (page->digest, copy, &entry.hashes);
  g_array_append_val (page->records, entry);
}

/** stemma_page_add_edge: @edge: what to copy */
void
stemma_page_add_edge (StemmaPage *page, const StemmaPageEdge *edge)
{
  StemmaPageEdge copy = *edge;
  copy.parent = stemma_arena_strdup (page->arena, edge->parent);
  copy.child = stemma_arena_strdup (page->arena, edge->child);
  copy.word = stemma_arena_strdup (page->arena, edge->word);
  g_array_append_val (page->edges, copy);
}

/** stemma_page_add_deletion: @name: the model that is gone; @line: where its file says so */
void
stemma_page_add_deletion (StemmaPage *page, const char *name, guint64 line)
{
  StemmaPageDeletion deletion = { stemma_arena_strdup (page->arena, name), line };
  g_array_append_val (page->deletions, deletion);
}

/** stemma_page_add_finding: @id: the model or the line that is odd; @kind: a word; @text: for a person */
void
stemma_page_add_finding (StemmaPage *page, const char *id, const char *kind, const char *text)
{
  StemmaPageFinding finding = { stemma_arena_strdup (page->arena, id), stemma_arena_strdup (page->arena, kind),
                                stemma_arena_strdup (page->arena, text) };
  g_array_append_val (page->findings, finding);
}

/** stemma_page_add_answer: @answer: what the Hub said of a name; copied */
void
stemma_page_add_answer (StemmaPage *page, const StemmaCrawlAnswer *answer)
{
  g_array_append_val (page->answers, *answer);
}

/** stemma_page_set_crawl: @state: where the crawl stands once this page is written; copied */
void
stemma_page_set_crawl (StemmaPage *page, const StemmaCrawlState *state)
{
  stemma_crawl_state_free (page->crawl);
  page->crawl = stemma_crawl_state_copy (state);
}
