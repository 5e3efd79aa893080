#include "store/stemma-intern.h"

#include <string.h>

#define CACHE_SIZE 16384 /* a power of two */

typedef struct
{
  char *text;
  gint64 id;
} Slot;

struct _StemmaIntern
{
  StemmaDb *db;
  gboolean expect_new; /* the last name looked up was not there: insert first, look after */
  Slot names[CACHE_SIZE];
  Slot words[CACHE_SIZE];
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
  for (guint i = 0; i < CACHE_SIZE; i++)
    {
      g_free (intern->names[i].text);
      g_free (intern->words[i].text);
    }
  g_free (intern);
}

static Slot *
find_slot (Slot *slots, const char *text)
{
  return &slots[g_str_hash (text) & (CACHE_SIZE - 1)];
}

static void
remember (Slot *slot, const char *text, gint64 id)
{
  g_free (slot->text);
  slot->text = g_strdup (text);
  slot->id = id;
}

typedef struct
{
  const char *select, *insert; /* each takes the text as its only parameter */
} Queries;

static const Queries name_queries
    = { "SELECT id FROM name WHERE text = ?", "INSERT INTO name (text) VALUES (?) ON CONFLICT DO NOTHING" };
static const Queries word_queries
    = { "SELECT id FROM word WHERE text = ?", "INSERT INTO word (text) VALUES (?) ON CONFLICT DO NOTHING" };

/* Leaves 0 in @id if there is none. */
static gboolean
find_id (StemmaDb *db, const Queries *queries, const char *text, gint64 *id, GError **error)
{
  g_autoptr (StemmaStatement) find = stemma_db_prepare (db, queries->select, error);
  if (find == NULL)
    return FALSE;
  stemma_statement_bind_text (find, 0, text);
  StemmaStep step = stemma_statement_step (find, error);
  *id = step == STEMMA_STEP_ROW ? stemma_statement_get_int (find, 0) : 0;
  return step != STEMMA_STEP_ERROR;
}

/* Leaves 0 in @id if the text was there. */
static gboolean
add_id (StemmaDb *db, const Queries *queries, const char *text, gint64 *id, GError **error)
{
  g_autoptr (StemmaStatement) add = stemma_db_prepare (db, queries->insert, error);
  if (add == NULL)
    return FALSE;
  stemma_statement_bind_text (add, 0, text);
  if (!stemma_statement_run (add, error))
    return FALSE;
  *id = stemma_db_changes (db) > 0 ? stemma_db_last_id (db) : 0;
  return TRUE;
}

/* Returns 0 with @error set, or the id. */
static gint64
look_up (StemmaIntern *intern, const Queries *queries, const char *text, gboolean *is_new, GError **error)
{
  gint64 id = 0;
  if (!intern->expect_new && !find_id (intern->db, queries, text, &id, error))
    return 0;
  if (id == 0)
    {
      if (!add_id (intern->db, queries, text, &id, error))
        return 0;
      *is_new = id != 0;
    }
  if (id == 0 && !find_id (intern->db, queries, text, &id, error))
    return 0;
  intern->expect_new = *is_new;
  return id;
}

/**
 * stemma_intern_name:
 * @intern: a memory
 * @text: the name of a model or a dataset
 * @is_new: (out): whether the store had never met it
 * @error: what went wrong
 *
 * Returns: its id, from 1; 0 on error
 */
gint64
stemma_intern_name (StemmaIntern *intern, const char *text, gboolean *is_new, GError **error)
{
  *is_new = FALSE;
  Slot *slot = find_slot (intern->names, text);
  if (slot->text != NULL && strcmp (slot->text, text) == 0)
    return slot->id;
  gint64 id = look_up (intern, &name_queries, text, is_new, error);
  if (id != 0)
    remember (slot, text, id);
  return id;
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
  if (text == NULL)
    return 0;
  Slot *slot = find_slot (intern->words, text);
  if (slot->text != NULL && strcmp (slot->text, text) == 0)
    return slot->id;
  gboolean is_new = FALSE;
  gint64 id = look_up (intern, &word_queries, text, &is_new, error);
  if (id != 0)
    remember (slot, text, id);
  return id != 0 ? id : -1;
}

static gint64
find_text (StemmaDb *db, const guint8 *hash, GError **error)
{
  g_autoptr (StemmaStatement) find = stemma_db_prepare (db, "SELECT id FROM text WHERE hash = ?", error);
  if (find == NULL)
    return -1;
  stemma_statement_bind_blob (find, 0, hash, 16);
  StemmaStep step = stemma_statement_step (find, error);
  if (step == STEMMA_STEP_ERROR)
    return -1;
  return step == STEMMA_STEP_ROW ? stemma_statement_get_int (find, 0) : 0;
}

/**
 * stemma_intern_text:
 * @intern: a memory
 * @text: (nullable): a long text that many models may share: a chat template, a list of tags
 * @error: what went wrong
 *
 * Texts are told apart by the first 16 bytes of their SHA-256.
 *
 * Returns: its id, from 1; 0 for %NULL; -1 on error
 */
gint64
stemma_intern_text (StemmaIntern *intern, const char *text, GError **error)
{
  if (text == NULL)
    return 0;
  guint8 digest[32];
  gsize length = sizeof digest;
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);
  g_checksum_update (sum, (const guchar *) text, (gssize) strlen (text));
  g_checksum_get_digest (sum, digest, &length);

  gint64 id = find_text (intern->db, digest, error);
  if (id != 0)
    return id;
  g_autoptr (StemmaStatement) add
      = stemma_db_prepare (intern->db, "INSERT INTO text (hash, body) VALUES (?, ?)", error);
  if (add == NULL)
    return -1;
  stemma_statement_bind_blob (add, 0, digest, 16);
  stemma_statement_bind_text (add, 1, text);
  return stemma_statement_run (add, error) ? stemma_db_last_id (intern->db) : -1;
}
