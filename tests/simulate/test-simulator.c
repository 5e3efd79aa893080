#include "listing.h"

#include "simulate/stemma-hub-json.h"
#include "store/stemma-record-digest.h"

#include <math.h>
#include <string.h>

#define SCALE 0.004

static guint64
content_hash_of (const StemmaRecord *record)
{
  StemmaRecordHashes hashes;
  static const guint8 key[16] = { 0 };
  g_autoptr (StemmaRecordDigest) digest = stemma_record_digest_new (key);
  stemma_record_digest_take (digest, record, &hashes);
  return hashes.content;
}

static gboolean
add_bytes (const StemmaRecord *record, gpointer user_data, G_GNUC_UNUSED GError **error)
{
  g_autoptr (GString) json = g_string_new (NULL);
  stemma_hub_json_append (json, record);
  g_checksum_update (user_data, (const guchar *) json->str, (gssize) json->len);
  guint64 hash = content_hash_of (record);
  g_checksum_update (user_data, (const guchar *) &hash, sizeof hash);
  return TRUE;
}

static char *
digest_of (const StemmaSimulator *simulator, guint week)
{
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);
  g_assert_true (stemma_simulator_list (simulator, week, add_bytes, sum, NULL, NULL));
  return g_strdup (g_checksum_get_string (sum));
}

static void
test_same_seed_same_bytes (void)
{
  g_autoptr (StemmaSimulator) one = stemma_simulator_new (7, SCALE);
  g_autoptr (StemmaSimulator) same = stemma_simulator_new (7, SCALE);
  g_autoptr (StemmaSimulator) other = stemma_simulator_new (8, SCALE);
  g_autofree char *late = digest_of (one, 15);
  g_autofree char *early = digest_of (one, 2);
  g_autofree char *same_early = digest_of (same, 2);
  g_autofree char *same_late = digest_of (same, 15);
  g_autofree char *other_late = digest_of (other, 15);
  g_assert_cmpstr (early, ==, same_early);
  g_assert_cmpstr (late, ==, same_late);
  g_assert_cmpstr (late, !=, early);
  g_assert_cmpstr (late, !=, other_late);
}

static gboolean
is_good_segment (const char *text, gsize length)
{
  if (length == 0 || length > 96 || !g_ascii_isalnum (text[length - 1]))
    return FALSE;
  for (gsize i = 0; i < length; i++)
    if (!g_ascii_isalnum (text[i]) && strchr ("._-", text[i]) == NULL)
      return FALSE;
  return TRUE;
}

static gboolean
is_good_name (const char *name)
{
  const char *slash = strchr (name, '/');
  if (strstr (name, "--") != NULL || strstr (name, "..") != NULL || g_str_has_suffix (name, ".git"))
    return FALSE;
  if (slash == NULL)
    return is_good_segment (name, strlen (name));
  return is_good_segment (name, (gsize) (slash - name)) && is_good_segment (slash + 1, strlen (slash + 1));
}

static void
test_names (void)
{
  static const char *const known[]
    = { "llama", "qwen", "gemma", "mistral", "bert", "gpt-", "flux", "google", "meta" };
  g_autoptr (StemmaSimulator) simulator = stemma_simulator_new (3, SCALE);
  for (guint week = 0; week < stemma_simulator_get_n_weeks (simulator); week += 4)
    {
      g_autoptr (Listing) listing = listing_new (simulator, week);
      g_autoptr (GHashTable) lower = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
      gsize length = 0;
      for (guint i = 0; i < listing->models->len; i++)
        {
          const Listed *listed = listing_get (listing, i);
          length += strlen (listed->name);
          g_assert_true (is_good_name (listed->name));
          char *folded = g_ascii_strdown (listed->name, -1);
          for (guint j = 0; j < G_N_ELEMENTS (known); j++)
            g_assert_null (strstr (folded, known[j]));
          g_assert_true (g_hash_table_add (lower, folded));
        }
      double mean = (double) length / listing->models->len;
      g_assert_cmpfloat (mean, >, 28);
      g_assert_cmpfloat (mean, <, 44);
    }
}

static void
test_order_of_arrival (void)
{
  g_autoptr (StemmaSimulator) simulator = stemma_simulator_new (3, SCALE);
  g_autoptr (Listing) listing = listing_new (simulator, 16);
  guint64 day = (guint64) stemma_simulator_get_date (simulator, 16) * 86400;
  for (guint i = 0; i < listing->models->len; i++)
    {
      const Listed *listed = listing_get (listing, i);
      g_assert_cmpuint (listed->created, <, day);
      g_assert_cmpuint (listed->created, <=, listed->modified);
      g_assert_cmpuint (listed->modified, <, day);
      guint32 seconds = (guint32) listed->oid[0] << 24 | (guint32) listed->oid[1] << 16
                        | (guint32) listed->oid[2] << 8 | listed->oid[3];
      g_assert_cmpuint (seconds, ==, listed->created);
      if (i > 0)
        g_assert_cmpint (memcmp (listing_get (listing, i - 1)->oid, listed->oid, STEMMA_OID_SIZE), <, 0);
    }
}

typedef struct
{
  GHashTable *state; /* oid -> content hash */
  guint64 n_added, n_deleted, n_told;
} Replay;

static gboolean
replay_changed (const StemmaRecord *record, gpointer user_data, G_GNUC_UNUSED GError **error)
{
  Replay *replay = user_data;
  g_autofree char *key = listing_key_of_oid (record->oid);
  guint64 hash = content_hash_of (record), *before = g_hash_table_lookup (replay->state, key);
  replay->n_told++;
  replay->n_added += before == NULL;
  if (before != NULL)
    g_assert_cmpuint (*before, !=, hash);
  g_hash_table_insert (replay->state, g_steal_pointer (&key), g_memdup2 (&hash, sizeof hash));
  return TRUE;
}

static gboolean
replay_deleted (G_GNUC_UNUSED const char *name, const guint8 oid[STEMMA_OID_SIZE], gpointer user_data,
                G_GNUC_UNUSED GError **error)
{
  Replay *replay = user_data;
  g_autofree char *key = listing_key_of_oid (oid);
  g_assert_true (g_hash_table_remove (replay->state, key));
  replay->n_deleted++;
  return TRUE;
}

/* list (w) is list (w - 1) less what is deleted and with what is new or changed, and nothing else is told. */
static void
test_changes_lead_from_week_to_week (void)
{
  g_autoptr (StemmaSimulator) simulator = stemma_simulator_new (5, SCALE);
  Replay replay = { .state = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free) };
  for (guint week = 0; week < stemma_simulator_get_n_weeks (simulator); week++)
    {
      replay.n_added = replay.n_deleted = replay.n_told = 0;
      g_assert_true (
        stemma_simulator_list_changes (simulator, week, replay_changed, replay_deleted, &replay, NULL, NULL));
      g_autoptr (Listing) listing = listing_new (simulator, week);
      g_assert_cmpuint (g_hash_table_size (replay.state), ==, listing->models->len);
      for (guint i = 0; i < listing->models->len; i++)
        {
          const Listed *listed = listing_get (listing, i);
          g_autofree char *key = listing_key_of_oid (listed->oid);
          const guint64 *hash = g_hash_table_lookup (replay.state, key);
          g_assert_nonnull (hash);
          g_assert_cmpuint (*hash, ==, listed->hash);
        }
      StemmaSimulatorCounts counts;
      stemma_simulator_get_counts (simulator, week, &counts);
      if (week == 0)
        continue;
      g_assert_cmpuint (replay.n_added, ==, counts.added);
      g_assert_cmpuint (replay.n_deleted, ==, counts.deleted);
      g_assert_cmpuint (replay.n_told, >, replay.n_added);
    }
  g_hash_table_unref (replay.state);
}

static void
recount (const Listing *listing, StemmaSimulatorCounts *counts)
{
  g_autofree guint8 *base = g_new0 (guint8, listing->models->len + 1);
  g_autoptr (GHashTable) ghosts = g_hash_table_new (g_str_hash, g_str_equal);
  counts->models = listing->models->len;
  for (guint i = 0; i < listing->models->len; i++)
    {
      const Listed *listed = listing_get (listing, i);
      gboolean derived = listed->n_edges > 0;
      counts->derived += derived;
      counts->edges += listed->n_edges;
      counts->fine_tuned += derived && listed->relation <= STEMMA_RELATION_ADAPTER;
      counts->adapters += derived && listed->relation == STEMMA_RELATION_ADAPTER;
      counts->merged += derived && listed->relation == STEMMA_RELATION_MERGE;
      counts->quantized += derived && listed->relation == STEMMA_RELATION_QUANTIZED;
      counts->models_in_cycles += listing->in_cycle[i];
      for (guint j = 0; j < listed->n_edges; j++)
        {
          counts->self_loops += listed->parents[j] == i;
          if (listed->parents[j] == LISTING_GHOST)
            g_hash_table_add (ghosts, listed->declared[j]);
          else
            base[listed->parents[j]] = TRUE;
        }
    }
  for (guint i = 0; i < listing->models->len; i++)
    {
      counts->base += base[i];
      counts->roots += base[i] && listing_get (listing, i)->n_edges == 0;
    }
  counts->isolated = counts->models - counts->derived - counts->roots;
  counts->ghosts = g_hash_table_size (ghosts);
}

static GHashTable *
owners_of (const Listing *listing)
{
  GHashTable *owners = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; i < listing->models->len; i++)
    {
      const char *name = listing_get (listing, i)->name;
      g_hash_table_add (owners, g_strndup (name, strcspn (name, "/")));
    }
  return owners;
}

/* What parts two weeks, told by names and oids alone; @seen holds every name of the weeks before. */
static void
recount_step (const Listing *before, const Listing *now, GHashTable *seen, StemmaSimulatorCounts *counts)
{
  for (guint i = 0; i < now->models->len; i++)
    {
      const Listed *listed = listing_get (now, i);
      g_autofree char *key = listing_key_of_oid (listed->oid);
      gpointer place = NULL;
      gboolean known = g_hash_table_lookup_extended (before->by_oid, key, NULL, &place);
      counts->added += !known;
      counts->renamed
        += known && strcmp (listing_get (before, GPOINTER_TO_UINT (place))->name, listed->name) != 0;
      counts->recreated += !known && g_hash_table_contains (seen, listed->name);
    }
  counts->deleted = before->models->len + counts->added - now->models->len;
  g_autoptr (GHashTable) owners_before = owners_of (before);
  g_autoptr (GHashTable) owners_now = owners_of (now);
  GHashTableIter iter;
  gpointer owner;
  g_hash_table_iter_init (&iter, owners_before);
  while (g_hash_table_iter_next (&iter, &owner, NULL))
    counts->vanished_owners += !g_hash_table_contains (owners_now, owner);
}

static void
test_planted_is_found_again (void)
{
  g_autoptr (StemmaSimulator) simulator = stemma_simulator_new (11, 0.01);
  g_autoptr (Listing) before = NULL;
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint week = 0; week < stemma_simulator_get_n_weeks (simulator); week++)
    {
      g_autoptr (Listing) now = listing_new (simulator, week);
      StemmaSimulatorCounts planted, found = { 0 };
      stemma_simulator_get_counts (simulator, week, &planted);
      recount (now, &found);
      if (before != NULL)
        recount_step (before, now, seen, &found);
      g_assert_cmpmem (&found, sizeof found, &planted, sizeof planted);
      if (week > 0)
        g_assert_cmpuint (planted.renamed, >, 0);
      if (week > 1)
        g_assert_cmpuint (planted.recreated, >, 0);
      g_assert_cmpuint (planted.self_loops, >, 0);
      g_assert_cmpuint (planted.ghosts, >, 0);
      for (guint i = 0; i < now->models->len; i++)
        g_hash_table_add (seen, g_strdup (listing_get (now, i)->name));
      g_clear_pointer (&before, listing_free);
      before = g_steal_pointer (&now);
    }
  StemmaSimulatorCounts last;
  stemma_simulator_get_counts (simulator, 16, &last);
  g_assert_cmpuint (last.models_in_cycles, >=, 2);
}

static gboolean
check_rename (const char *before, const char *after, const guint8 oid[STEMMA_OID_SIZE], gpointer user_data,
              G_GNUC_UNUSED GError **error)
{
  Listing **weeks = user_data;
  g_autofree char *key = listing_key_of_oid (oid);
  for (guint i = 0; i < 2; i++)
    {
      gpointer place = NULL;
      g_assert_true (g_hash_table_lookup_extended (weeks[i]->by_oid, key, NULL, &place));
      g_assert_cmpstr (listing_get (weeks[i], GPOINTER_TO_UINT (place))->name, ==, i == 0 ? before : after);
    }
  g_assert_cmpstr (before, !=, after);
  weeks[2] = weeks[0];
  return TRUE;
}

static void
test_renames (void)
{
  g_autoptr (StemmaSimulator) simulator = stemma_simulator_new (2, SCALE);
  g_autoptr (Listing) before = listing_new (simulator, 5);
  g_autoptr (Listing) now = listing_new (simulator, 6);
  Listing *weeks[3] = { before, now, NULL };
  g_assert_true (stemma_simulator_list_renames (simulator, 6, check_rename, weeks, NULL));
  g_assert_nonnull (weeks[2]);
}

static gboolean
stop_at_100 (G_GNUC_UNUSED const StemmaRecord *record, gpointer user_data, GError **error)
{
  if (++*(guint *) user_data < 100)
    return TRUE;
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE, "enough");
  return FALSE;
}

static gboolean
cancel_at_2000 (G_GNUC_UNUSED const StemmaRecord *record, gpointer user_data, G_GNUC_UNUSED GError **error)
{
  gpointer *both = user_data;
  if (++*(guint *) both[0] == 2000)
    g_cancellable_cancel (both[1]);
  return TRUE;
}

static void
test_stops (void)
{
  g_autoptr (StemmaSimulator) simulator = stemma_simulator_new (2, SCALE);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  guint n = 0;
  g_assert_false (stemma_simulator_list (simulator, 0, stop_at_100, &n, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE);
  g_assert_cmpuint (n, ==, 100);
  g_clear_error (&error);
  n = 0;
  gpointer both[] = { &n, cancellable };
  g_assert_false (stemma_simulator_list (simulator, 0, cancel_at_2000, both, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (n, <, 4000);
  g_clear_error (&error);
  n = 0;
  g_assert_false (
    stemma_simulator_list_changes (simulator, 3, cancel_at_2000, NULL, both, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (n, ==, 0);
}

static void
test_smallest_and_odd_scales (void)
{
  static const double scales[] = { 0.0005, 0, -1, 0.0013, 0.001 };
  for (guint i = 0; i <= G_N_ELEMENTS (scales); i++)
    {
      g_autoptr (StemmaSimulator) simulator
        = stemma_simulator_new (i, i < G_N_ELEMENTS (scales) ? scales[i] : (double) NAN);
      g_assert_nonnull (strstr (stemma_simulator_get_source (simulator), "sample"));
      for (guint week = 0; week < stemma_simulator_get_n_weeks (simulator); week++)
        {
          g_autoptr (Listing) listing = listing_new (simulator, week);
          StemmaSimulatorCounts planted;
          stemma_simulator_get_counts (simulator, week, &planted);
          g_assert_cmpuint (planted.models, ==, listing->models->len);
          g_assert_cmpuint (planted.models, >, 600);
          g_assert_cmpuint (planted.derived, >, 100);
        }
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/simulator/same-seed-same-bytes", test_same_seed_same_bytes);
  g_test_add_func ("/simulator/names", test_names);
  g_test_add_func ("/simulator/order-of-arrival", test_order_of_arrival);
  g_test_add_func ("/simulator/changes-lead-from-week-to-week", test_changes_lead_from_week_to_week);
  g_test_add_func ("/simulator/planted-is-found-again", test_planted_is_found_again);
  g_test_add_func ("/simulator/renames", test_renames);
  g_test_add_func ("/simulator/stops", test_stops);
  g_test_add_func ("/simulator/smallest-and-odd-scales", test_smallest_and_odd_scales);
  return g_test_run ();
}
