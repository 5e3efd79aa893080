/* A text is found by a keyed hash of 62 bits, which makes an index of numbers: it is a third as large as one of texts
 * and takes half the time to add to. Texts that share a hash are told apart by the text itself. */
#include "store/stemma-intern.h"

#include <string.h>

#include "store/stemma-memory.h"
#include "store/stemma-rows.h"
#include "store/stemma-schema.h"
#include "store/stemma-text-hash.h"

typedef enum
{
  NAME,
  WORD,
  TEXT,
  N_KINDS
} Kind;

/* Of 16 bytes: 7.3 million names in 128 MB, twice as many as the Hub has models; few words; the texts of a million
 * models. What is beyond is looked up in the store. */
static const guint max_slots[N_KINDS] = { [NAME] = 1 << 23, [WORD] = 1 << 16, [TEXT] = 1 << 20 };

struct _StemmaIntern
{
  StemmaDb *db;
  gint64 first_name; /* names from here on were not there before */
  gint64 next_name;
  StemmaRows *names; /* not yet written, but remembered */
  gboolean complete[N_KINDS]; /* what is not remembered is not in the store */
  StemmaMemory *memory[N_KINDS];
  StemmaStatement *find[N_KINDS];
  StemmaStatement *add[N_KINDS];
};

static const char *const find_sql[N_KINDS] = {
  [NAME] = "SELECT id FROM name WHERE hash = ?1 AND text = ?2",
  [WORD] = "SELECT id FROM word WHERE hash = ?1 AND text = ?2",
  [TEXT] = "SELECT id FROM text WHERE hash = ?1 AND body = ?2",
};
static const char *const add_sql[N_KINDS] = {
  [WORD] = "INSERT INTO word (hash, text) VALUES (?, ?)",
  [TEXT] = "INSERT INTO text (hash, body) VALUES (?, ?)",
};
static const char *const count_sql[N_KINDS] = {
  [NAME] = "SELECT coalesce (max (id), 0) FROM name",
  [WORD] = "SELECT coalesce (max (id), 0) FROM word",
  [TEXT] = "SELECT coalesce (max (id), 0) FROM text",
};

/** stemma_intern_free: @intern: (nullable) (transfer full): what is done with */
void
stemma_intern_free (StemmaIntern *intern)
{
  if (intern == NULL)
    return;
  for (guint kind = 0; kind < N_KINDS; kind++)
    {
      stemma_memory_free (intern->memory[kind]);
      stemma_statement_release (intern->find[kind]);
      stemma_statement_release (intern->add[kind]);
    }
  stemma_rows_free (intern->names);
  g_free (intern);
}

static StemmaTextHash
hash_text (StemmaDb *db, const char *text)
{
  return stemma_text_hash (stemma_db_get_key (db), text, strlen (text));
}

static gint64
stored_hash (const StemmaTextHash *hash)
{
  return (gint64) (hash->low >> 2);
}

/* Every name that the store has: reading them one after the other takes less than looking them up does. */
static gboolean
remember_names (StemmaIntern *intern, GError **error)
{
  g_autoptr (StemmaStatement) find = stemma_db_prepare (intern->db, "SELECT id, text FROM name", error);
  if (find == NULL)
    return FALSE;
  intern->complete[NAME] = TRUE;
  StemmaStep step;
  while ((step = stemma_statement_step (find, error)) == STEMMA_STEP_ROW && intern->complete[NAME])
    {
      StemmaTextHash hash = hash_text (intern->db, stemma_statement_get_text (find, 1));
      intern->complete[NAME]
          = stemma_memory_add (intern->memory[NAME], &hash, (guint32) stemma_statement_get_int (find, 0));
    }
  return step != STEMMA_STEP_ERROR;
}

/**
 * stemma_intern_new:
 * @db: the writer's connection, which must outlive what is returned
 * @all: whether most names of the store are going to be asked for
 * @max: how many texts of each kind are remembered, roughly: a power of two; 0 for the usual bounds
 * @error: what went wrong
 *
 * Returns: (transfer full): a memory, or %NULL
 */
StemmaIntern *
stemma_intern_new (StemmaDb *db, gboolean all, guint max, GError **error)
{
  g_autoptr (StemmaIntern) intern = g_new0 (StemmaIntern, 1);
  intern->db = db;
  intern->names = stemma_rows_new (db, 3, "INSERT INTO name (id, hash, text) SELECT c0, c1, c2 FROM stemma_rows");
  for (guint kind = 0; kind < N_KINDS; kind++)
    {
      gint64 last = 0;
      intern->memory[kind] = stemma_memory_new (max != 0 ? max : max_slots[kind]);
      if (!stemma_db_get_int (db, count_sql[kind], &last, error))
        return NULL;
      intern->complete[kind] = last == 0;
      if (kind == NAME)
        intern->first_name = intern->next_name = last + 1;
    }
  if (all && !intern->complete[NAME] && !remember_names (intern, error))
    return NULL;
  return g_steal_pointer (&intern);
}

/** stemma_intern_get_first_name: Returns: the names from this id on were not in the store when @intern was made */
gint64
stemma_intern_get_first_name (StemmaIntern *intern)
{
  return intern->first_name;
}

/** stemma_intern_flush: writes the names that wait. Returns: whether all are written */
gboolean
stemma_intern_flush (StemmaIntern *intern, GError **error)
{
  return stemma_rows_flush (intern->names, error);
}

/* Leaves 0 in @id if there is none. */
static gboolean
run_find (StemmaStatement *find, gint64 hash, const char *text, gint64 *id, GError **error)
{
  stemma_statement_bind_int (find, 0, hash);
  stemma_statement_bind_text (find, 1, text);
  StemmaStep step = stemma_statement_step (find, error);
  *id = step == STEMMA_STEP_ROW ? stemma_statement_get_int (find, 0) : 0;
  stemma_statement_reset (find);
  return step != STEMMA_STEP_ERROR;
}

static gboolean
find_id (StemmaIntern *intern, Kind kind, gint64 hash, const char *text, gint64 *id, GError **error)
{
  StemmaStatement *find = stemma_db_keep (intern->db, &intern->find[kind], find_sql[kind], error);
  return find != NULL && run_find (find, hash, text, id, error);
}

/* Nothing more can be remembered: from here on the store is asked, by its index. */
static gboolean
overflow (StemmaIntern *intern, Kind kind, GError **error)
{
  if (!intern->complete[kind])
    return TRUE;
  intern->complete[kind] = FALSE;
  return kind != NAME || (stemma_rows_flush (intern->names, error) && stemma_schema_index_names (intern->db, error));
}

/* Returns 0 with @error set, or the id. */
static gint64
add_name (StemmaIntern *intern, gint64 hash, const char *text, gboolean waits, GError **error)
{
  StemmaCell *row = stemma_rows_add (intern->names, error);
  if (row == NULL)
    return 0;
  stemma_cell_set_int (&row[0], intern->next_name);
  stemma_cell_set_int (&row[1], hash);
  stemma_cell_set_text (&row[2], text);
  if (!waits && !stemma_rows_flush (intern->names, error))
    return 0;
  return intern->next_name++;
}

static gint64
add_text (StemmaIntern *intern, Kind kind, gint64 hash, const char *text, GError **error)
{
  StemmaStatement *add = stemma_db_keep (intern->db, &intern->add[kind], add_sql[kind], error);
  if (add == NULL)
    return 0;
  stemma_statement_bind_int (add, 0, hash);
  stemma_statement_bind_text (add, 1, text);
  return stemma_statement_run (add, error) ? stemma_db_last_id (intern->db) : 0;
}

/* Returns 0 with @error set, or the id. */
static gint64
look_up (StemmaIntern *intern, Kind kind, const char *text, GError **error)
{
  StemmaMemory *memory = intern->memory[kind];
  StemmaTextHash hash = hash_text (intern->db, text);
  gint64 id = stemma_memory_find (memory, &hash);
  if (id != 0)
    return id;
  if (stemma_memory_is_full (memory) && !overflow (intern, kind, error))
    return 0;
  if (!intern->complete[kind] && !find_id (intern, kind, stored_hash (&hash), text, &id, error))
    return 0;
  if (id == 0)
    id = kind == NAME ? add_name (intern, stored_hash (&hash), text, !stemma_memory_is_full (memory), error)
                      : add_text (intern, kind, stored_hash (&hash), text, error);
  if (id != 0)
    stemma_memory_add (memory, &hash, (guint32) id);
  return id;
}

/**
 * stemma_intern_name:
 * @intern: a memory
 * @text: the name of a model, or of a dataset that something refers to; must live until stemma_intern_flush()
 * @error: what went wrong
 *
 * Returns: its id, from 1; 0 on error
 */
gint64
stemma_intern_name (StemmaIntern *intern, const char *text, GError **error)
{
  return look_up (intern, NAME, text, error);
}

static gint64
intern_if_any (StemmaIntern *intern, Kind kind, const char *text, GError **error)
{
  if (text == NULL)
    return 0;
  gint64 id = look_up (intern, kind, text, error);
  return id != 0 ? id : -1;
}

/**
 * stemma_intern_word:
 * @intern: a memory
 * @text: (nullable): a short text of which there are few: a licence, a task, a metric
 * @error: what went wrong
 *
 * Returns: its id, from 1; 0 for %NULL; -1 on error
 */
gint64
stemma_intern_word (StemmaIntern *intern, const char *text, GError **error)
{
  return intern_if_any (intern, WORD, text, error);
}

/**
 * stemma_intern_text:
 * @intern: a memory
 * @text: (nullable): a long text that many models may share: a chat template, a list of tags
 * @error: what went wrong
 *
 * Returns: its id, from 1; 0 for %NULL; -1 on error
 */
gint64
stemma_intern_text (StemmaIntern *intern, const char *text, GError **error)
{
  return intern_if_any (intern, TEXT, text, error);
}

/**
 * stemma_intern_find_name:
 * @db: any connection to a store
 * @text: a name
 * @id: (out): its id, from 1; 0 if the store has never met it
 * @error: what went wrong
 *
 * Returns: whether it could be looked up
 */
gboolean
stemma_intern_find_name (StemmaDb *db, const char *text, gint64 *id, GError **error)
{
  StemmaTextHash hash = hash_text (db, text);
  g_autoptr (StemmaStatement) find = stemma_db_prepare (db, find_sql[NAME], error);
  return find != NULL && run_find (find, stored_hash (&hash), text, id, error);
}
