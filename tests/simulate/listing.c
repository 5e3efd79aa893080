#include "listing.h"
#include "store/stemma-record-digest.h"

static guint64
content_hash_of (const StemmaRecord *record)
{
  StemmaRecordHashes hashes;
  static const guint8 key[16] = { 0 };
  g_autoptr (StemmaRecordDigest) digest = stemma_record_digest_new (key);
  stemma_record_digest_take (digest, record, &hashes);
  return hashes.content;
}

static void
listed_free (gpointer data)
{
  Listed *listed = data;
  g_free (listed->name);
  g_strfreev (listed->declared);
  g_free (listed->parents);
  g_free (listed);
}

char *
listing_key_of_oid (const guint8 oid[STEMMA_OID_SIZE])
{
  char text[2 * STEMMA_OID_SIZE + 1];
  stemma_oid_format (oid, text);
  return g_strdup (text);
}

static gboolean
collect (const StemmaRecord *record, gpointer user_data, G_GNUC_UNUSED GError **error)
{
  Listing *listing = user_data;
  Listed *listed = g_new0 (Listed, 1);
  listed->name = g_strdup (record->name);
  memcpy (listed->oid, record->oid, STEMMA_OID_SIZE);
  listed->relation = record->relation;
  listed->n_edges = record->n_edges;
  listed->declared = g_new0 (char *, record->n_edges + 1);
  listed->parents = g_new0 (guint, record->n_edges + 1);
  for (guint i = 0; i < record->n_edges; i++)
    listed->declared[i] = record->edges[i].has_oid ? listing_key_of_oid (record->edges[i].parent_oid)
                                                   : g_strdup (record->edges[i].parent);
  listed->hash = content_hash_of (record);
  listed->created = (guint64) record->created;
  listed->modified = (guint64) record->modified;
  listed->downloads = record->downloads;
  listed->has_task = record->task != NULL;
  gpointer place = GUINT_TO_POINTER (listing->models->len);
  g_assert_true (g_hash_table_insert (listing->by_name, listed->name, place));
  g_assert_true (g_hash_table_insert (listing->by_oid, listing_key_of_oid (listed->oid), place));
  g_ptr_array_add (listing->models, listed);
  return TRUE;
}

static void
resolve (Listing *listing)
{
  for (guint i = 0; i < listing->models->len; i++)
    {
      Listed *listed = listing_get (listing, i);
      for (guint j = 0; j < listed->n_edges; j++)
        {
          gpointer place = NULL;
          gboolean found
            = g_hash_table_lookup_extended (listing->by_oid, listed->declared[j], NULL, &place)
              || g_hash_table_lookup_extended (listing->by_name, listed->declared[j], NULL, &place);
          listed->parents[j] = found ? GPOINTER_TO_UINT (place) : LISTING_GHOST;
        }
    }
}

/* What is left when all that has no parent left and all that has no child left is taken away, again and
 * again. */
static void
find_cycles (Listing *listing)
{
  guint n = listing->models->len;
  listing->in_cycle = g_malloc (n + 1);
  memset (listing->in_cycle, 1, n);
  for (gboolean changed = TRUE; changed;)
    {
      g_autofree guint8 *has_child = g_new0 (guint8, n + 1);
      changed = FALSE;
      for (guint i = 0; i < n; i++)
        {
          const Listed *listed = listing_get (listing, i);
          gboolean has_parent = FALSE;
          for (guint j = 0; listing->in_cycle[i] && j < listed->n_edges; j++)
            {
              guint parent = listed->parents[j];
              if (parent == LISTING_GHOST || parent == i || !listing->in_cycle[parent])
                continue;
              has_parent = TRUE;
              has_child[parent] = TRUE;
            }
          if (listing->in_cycle[i] && !has_parent)
            listing->in_cycle[i] = 0, changed = TRUE;
        }
      for (guint i = 0; i < n; i++)
        if (listing->in_cycle[i] && !has_child[i])
          listing->in_cycle[i] = 0, changed = TRUE;
    }
}

static void
find_children (Listing *listing)
{
  for (guint i = 0; i < listing->models->len; i++)
    g_ptr_array_add (listing->children, g_array_new (FALSE, FALSE, sizeof (guint)));
  for (guint i = 0; i < listing->models->len; i++)
    {
      const Listed *listed = listing_get (listing, i);
      for (guint j = 0; j < listed->n_edges; j++)
        {
          guint parent = listed->parents[j];
          if (parent != LISTING_GHOST && parent != i && !listing->in_cycle[i])
            g_array_append_val ((GArray *) g_ptr_array_index (listing->children, parent), i);
        }
    }
}

Listing *
listing_new (const StemmaSimulator *simulator, guint week)
{
  Listing *listing = g_new0 (Listing, 1);
  listing->models = g_ptr_array_new_with_free_func (listed_free);
  listing->by_name = g_hash_table_new (g_str_hash, g_str_equal);
  listing->by_oid = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  listing->children = g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);
  GError *error = NULL;
  g_assert_true (stemma_simulator_list (simulator, week, collect, listing, NULL, &error));
  g_assert_no_error (error);
  resolve (listing);
  find_cycles (listing);
  find_children (listing);
  return listing;
}

void
listing_free (Listing *listing)
{
  g_hash_table_unref (listing->by_name);
  g_hash_table_unref (listing->by_oid);
  g_ptr_array_unref (listing->models);
  g_ptr_array_unref (listing->children);
  g_free (listing->in_cycle);
  g_free (listing);
}
