/* A text is found by a keyed hash of 62 bits, which makes an index of numbers: it is a third as large as one of texts
 * and takes half the time to add to. Texts that share a hash stand at it and at the next ones; the text itself
 * decides. */
#include "store/stemma-intern.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/stemma-error.h"
#include "store/stemma-text-hash.h"

#define CACHE_SIZE 16384 /* a power of two */
/* How many texts can share a hash; also written into the queries. */
#define MAX_SHARED 8

typedef enum
{
  NAME,
  WORD,
  TEXT,
  N_KINDS
} Kind;

typedef struct
{
  StemmaTextHash hash;
  gint64 id; /* 0: nothing */
} Slot;

struct _StemmaIntern
{
  StemmaDb *db;
  gboolean expect_new[N_KINDS + 1]; /* the last one looked up was not there: insert first, look after */
  StemmaStatement *find[N_KINDS];
  StemmaStatement *add[N_KINDS];
  Slot slots[N_KINDS][CACHE_SIZE];
};

static const char *const find_sql[N_KINDS] = {
  [NAME] = "SELECT id FROM name WHERE hash >= ?1 AND hash < ?1 + 8 AND text = ?2",
  [WORD] = "SELECT id FROM word WHERE hash >= ?1 AND hash < ?1 + 8 AND text = ?2",
  [TEXT] = "SELECT id FROM text WHERE hash >= ?1 AND hash < ?1 + 8 AND body = ?2",
};
static const char *const add_sql[N_KINDS] = {
  [NAME] = "INSERT INTO name (hash, text) VALUES (?, ?) ON CONFLICT DO NOTHING",
  [WORD] = "INSERT INTO word (hash, text) VALUES (?, ?) ON CONFLICT DO NOTHING",
  [TEXT] = "INSERT INTO text (hash, body) VALUES (?, ?) ON CONFLICT DO NOTHING",
};

/**
 * stemma_intern_new:
 * @db: the writer's connection, which must outlive what is returned
 *
 * Returns: (transfer full): with an empty memory
 */
StemmaIntern *
stemma_intern_new (StemmaDb *db)
{
  StemmaIntern *intern = g_new0 (StemmaIntern, 1);
  intern->db = db;
  return intern;
}

/** stemma_intern_free: @intern: (nullable) (transfer full): what is done with */
void
stemma_intern_free (StemmaIntern *intern)
{
  if (intern == NULL)
    return;
  for (guint kind = 0; kind < N_KINDS; kind++)
    {
      stemma_statement_release (intern->find[kind]);
      stemma_statement_release (intern->add[kind]);
    }
  g_free (intern);
}

static StemmaTextHash
hash_text (StemmaDb *db, const char *text)
{
  return stemma_text_hash (stemma_db_get_key (db), text, strlen (text));
}

/* So that the hashes that follow it are numbers too. */
static gint64
stored_hash (StemmaTextHash hash)
{
  return (gint64) (hash.low >> 2);
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

/* Leaves 0 in @id if the place is taken. */
static gboolean
add_id (StemmaIntern *intern, Kind kind, gint64 hash, const char *text, gint64 *id, GError **error)
{
  StemmaStatement *add = stemma_db_keep (intern->db, &intern->add[kind], add_sql[kind], error);
  if (add == NULL)
    return FALSE;
  stemma_statement_bind_int (add, 0, hash);
  stemma_statement_bind_text (add, 1, text);
  if (!stemma_statement_run (add, error))
    return FALSE;
  *id = stemma_db_changes (intern->db) > 0 ? stemma_db_last_id (intern->db) : 0;
  return TRUE;
}

/* The place of @text's hash is taken by another text. */
static gint64
add_beside (StemmaIntern *intern, Kind kind, gint64 hash, const char *text, GError **error)
{
  gint64 id = 0;
  for (guint i = 1; i < MAX_SHARED; i++)
    if (!add_id (intern, kind, hash + i, text, &id, error) || id != 0)
      return id;
  g_set_error (error, STEMMA_ERROR, STEMMA_ERROR_DAMAGED, _ ("The store %s is damaged: no place for “%s”"),
               stemma_db_get_path (intern->db), text);
  return 0;
}

/* Returns 0 with @error set, or the id. */
static gint64
look_up (StemmaIntern *intern, Kind kind, gboolean expect_new, gint64 hash, const char *text, gboolean *is_new,
         GError **error)
{
  gint64 id = 0;
  *is_new = FALSE;
  if (!expect_new && (!find_id (intern, kind, hash, text, &id, error) || id != 0))
    return id;
  if (!add_id (intern, kind, hash, text, &id, error))
    return 0;
  *is_new = id != 0;
  if (id != 0 || !find_id (intern, kind, hash, text, &id, error) || id != 0)
    return id;
  id = add_beside (intern, kind, hash, text, error);
  *is_new = id != 0;
  return id;
}

static gint64
remembered (StemmaIntern *intern, Kind kind, const char *text, gboolean *is_new, GError **error)
{
  StemmaTextHash hash = hash_text (intern->db, text);
  Slot *slot = &intern->slots[kind][hash.low & (CACHE_SIZE - 1)];
  *is_new = FALSE;
  if (slot->id != 0 && slot->hash.low == hash.low && slot->hash.high == hash.high)
    return slot->id;
  gint64 id = look_up (intern, kind, intern->expect_new[kind], stored_hash (hash), text, is_new, error);
  intern->expect_new[kind] = *is_new;
  if (id != 0)
    *slot = (Slot) { hash, id };
  return id;
}

/**
 * stemma_intern_own_name:
 * @intern: a memory
 * @text: the name under which a model is listed: it is listed once, so it is not remembered
 * @is_new: (out): whether the store had never met it
 * @error: what went wrong
 *
 * Returns: its id, from 1; 0 on error
 */
gint64
stemma_intern_own_name (StemmaIntern *intern, const char *text, gboolean *is_new, GError **error)
{
  gint64 hash = stored_hash (hash_text (intern->db, text));
  gint64 id = look_up (intern, NAME, intern->expect_new[N_KINDS], hash, text, is_new, error);
  intern->expect_new[N_KINDS] = *is_new;
  return id;
}

/**
 * stemma_intern_name:
 * @intern: a memory
 * @text: the name of a model or a dataset that something refers to
 * @is_new: (out): whether the store had never met it
 * @error: what went wrong
 *
 * Returns: its id, from 1; 0 on error
 */
gint64
stemma_intern_name (StemmaIntern *intern, const char *text, gboolean *is_new, GError **error)
{
  return remembered (intern, NAME, text, is_new, error);
}

static gint64
intern_if_any (StemmaIntern *intern, Kind kind, const char *text, GError **error)
{
  gboolean is_new;
  if (text == NULL)
    return 0;
  gint64 id = remembered (intern, kind, text, &is_new, error);
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
  g_autoptr (StemmaStatement) find = stemma_db_prepare (db, find_sql[NAME], error);
  return find != NULL && run_find (find, stored_hash (hash_text (db, text)), text, id, error);
}
