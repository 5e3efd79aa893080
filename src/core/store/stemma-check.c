#include "store/stemma-check.h"

#include <glib/gi18n-lib.h>

#include "store/stemma-db.h"

/* Each query counts rows that cannot be. */
static const struct
{
  const char *sql;
  const char *text;
} rules[] = {
  { "SELECT count(*) FROM fact WHERE from_s >= to_s", N_ ("%s: spans that end before they begin") },
  { "SELECT count(*) FROM edge WHERE from_s >= to_s", N_ ("%s: edges that end before they begin") },
  { "SELECT count(*) FROM fact a JOIN fact b ON a.model = b.model AND a.from_s < b.from_s AND a.to_s > b.from_s",
    N_ ("%s: spans of one model that overlap") },
  { "SELECT count(*) FROM fact WHERE model NOT IN (SELECT key FROM model)", N_ ("%s: spans of unknown models") },
  { "SELECT count(*) FROM fact WHERE name NOT IN (SELECT id FROM name)", N_ ("%s: spans with unknown names") },
  { "SELECT count(*) FROM edge WHERE parent NOT IN (SELECT id FROM name)", N_ ("%s: edges to unknown names") },
  { "SELECT count(*) FROM model m WHERE (m.hash IS NOT NULL) <> EXISTS "
    "(SELECT 1 FROM fact f WHERE f.model = m.key AND f.to_s = 0x7fffffff)",
    N_ ("%s: models whose presence and spans disagree") },
  { "SELECT count(*) FROM snapshot s WHERE s.models <> "
    "(SELECT count(*) FROM fact f WHERE f.from_s <= s.id AND f.to_s > s.id)",
    N_ ("%s: snapshots that hold another number of models than they say") },
  /* What an intake brings before it is published begins behind stage.first_key. */
  { "SELECT count(*) FROM fact WHERE from_s > (SELECT coalesce (max (id), 0) FROM snapshot) "
    "AND model < coalesce ((SELECT first_key FROM stage), 0x7fffffff)",
    N_ ("%s: spans from a snapshot that is not there") },
  { "SELECT count(*) - count(DISTINCT text) FROM name", N_ ("%s: names that are there twice") },
  { "SELECT (SELECT coalesce (max (id), 0) FROM name) <> (SELECT count(*) FROM name)",
    N_ ("%s: gaps in the numbering of names") },
};

static gboolean
check_pages (StemmaDb *db, GPtrArray *problems, GError **error)
{
  g_autoptr (StemmaStatement) check = stemma_db_prepare (db, "PRAGMA integrity_check (20)", error);
  if (check == NULL)
    return FALSE;
  StemmaStep step;
  while ((step = stemma_statement_step (check, error)) == STEMMA_STEP_ROW)
    {
      const char *text = stemma_statement_get_text (check, 0);
      if (g_strcmp0 (text, "ok") != 0)
        g_ptr_array_add (problems, g_strdup_printf ("%s: %s", stemma_db_get_path (db), text));
    }
  return step == STEMMA_STEP_DONE;
}

static gboolean
check_job (StemmaDb *db, gpointer data, GCancellable *cancellable G_GNUC_UNUSED, GError **error)
{
  GPtrArray *problems = data;
  if (!check_pages (db, problems, error))
    return FALSE;
  for (guint i = 0; problems->len == 0 && i < G_N_ELEMENTS (rules); i++)
    {
      gint64 count = 0;
      if (!stemma_db_get_int (db, rules[i].sql, &count, error))
        return FALSE;
      if (count == 0)
        continue;
      g_autofree char *where = g_strdup_printf ("%s (%" G_GINT64_FORMAT ")", stemma_db_get_path (db), count);
      g_autoptr (GString) text = g_string_new (_ (rules[i].text));
      g_string_replace (text, "%s", where, 1);
      g_ptr_array_add (problems, g_string_free (g_steal_pointer (&text), FALSE));
    }
  return TRUE;
}

/**
 * stemma_store_check:
 * @store: a store
 * @problems: (element-type utf8): where to add what is wrong, a line each
 * @cancellable: (nullable): to give up
 * @error: what kept the check from being made
 *
 * Looks at every page of the file, then at what the tables say of each other.
 *
 * Returns: whether the check could be made
 */
gboolean
stemma_store_check (StemmaStore *store, GPtrArray *problems, GCancellable *cancellable, GError **error)
{
  return stemma_store_read (store, check_job, problems, cancellable, error);
}
