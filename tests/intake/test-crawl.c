/* The crawl's state machine, against a Hub of a few lines: what is asked, what is kept, and what becomes of it. */
#include <glib/gstdio.h>
#include <string.h>

#include "base/stemma-error.h"
#include "intake/stemma-crawl.h"
#include "intake/stemma-family-fetch.h"
#include "record/stemma-finding.h"
#include "store/stemma-check.h"
#include "store/stemma-snapshots.h"
#include "store/stemma-store-model.h"

#define NOW G_GINT64_CONSTANT (1750000000)

/* A Hub: pages of models, and answers to single names. */
typedef struct
{
  const char *const *pages;   /* JSON arrays; NULL ends them */
  const char *const *answers; /* "name=JSON" or "name" for one that is gone */
  guint at;                   /* the page that comes next */
  int fail_at;                /* page at which the network goes, -1 for never */
  int refuse_after;           /* lookups after which the token is refused, -1 for never */
  GCancellable *cancel;       /* (nullable): cancelled at page 1 */
  StemmaHubOrder order;
  GString *asked;
} FakeHub;

static void
fake_open (gpointer data, const char *next_url)
{
  FakeHub *hub = data;
  hub->at = next_url != NULL ? (guint) g_ascii_strtoull (next_url, NULL, 10) : 0;
  g_string_append_printf (hub->asked, "open %u;", hub->at);
}

static gboolean
fake_wait (gpointer data, gint64 timeout G_GNUC_UNUSED)
{
  FakeHub *hub = data;
  if (hub->cancel != NULL && hub->at == 1)
    {
      g_cancellable_cancel (hub->cancel);
      return FALSE;
    }
  return TRUE;
}

static gboolean
fake_next (gpointer data, StemmaHubListPage **page, GCancellable *cancellable G_GNUC_UNUSED, GError **error)
{
  FakeHub *hub = data;
  *page = NULL;
  if ((int) hub->at == hub->fail_at)
    {
      g_set_error_literal (error, STEMMA_ERROR, STEMMA_ERROR_NETWORK, "the network is gone");
      return FALSE;
    }
  const char *json = hub->pages[hub->at];
  if (json == NULL)
    return TRUE;
  *page = g_new0 (StemmaHubListPage, 1);
  (*page)->json = g_bytes_new_static (json, strlen (json));
  (*page)->url = g_strdup_printf ("%u", hub->at++);
  (*page)->next_url = hub->pages[hub->at] != NULL ? g_strdup_printf ("%u", hub->at) : NULL;
  (*page)->order = hub->order;
  (*page)->date = NOW;
  return TRUE;
}

static void
fake_close (gpointer data G_GNUC_UNUSED)
{
}

static void
read_answer (StemmaHubLookup *lookup, const char *name, const char *json)
{
  g_autofree char *id = NULL;
  const char *start = strstr (json, "\"id\":\"") + 6, *oid = strstr (json, "\"_id\":\"") + 7;
  id = g_strndup (start, strcspn (start, "\""));
  lookup->presence = g_str_equal (id, name) ? STEMMA_HUB_FOUND : STEMMA_HUB_MOVED;
  lookup->id = g_steal_pointer (&id);
  lookup->oid = g_strndup (oid, 24);
  lookup->json = g_bytes_new (json, strlen (json));
}

static StemmaHubLookup *
fake_lookup (gpointer data, const char *id, GCancellable *cancellable G_GNUC_UNUSED, GError **error)
{
  FakeHub *hub = data;
  if (hub->refuse_after == 0)
    {
      g_set_error_literal (error, STEMMA_ERROR, STEMMA_ERROR_REFUSED, "the token is refused");
      return NULL;
    }
  hub->refuse_after -= hub->refuse_after > 0 ? 1 : 0;
  g_string_append_printf (hub->asked, "%s;", id);
  StemmaHubLookup *lookup = g_new0 (StemmaHubLookup, 1);
  lookup->presence = STEMMA_HUB_GONE;
  for (guint i = 0; hub->answers != NULL && hub->answers[i] != NULL; i++)
    {
      g_auto (GStrv) parts = g_strsplit (hub->answers[i], "=", 2);
      if (g_str_equal (parts[0], id) && parts[1] != NULL)
        read_answer (lookup, id, parts[1]);
    }
  return lookup;
}

/* The children are the first page's models that name the parent in their tags. */
static GPtrArray *
fake_children (gpointer data, const char *id, guint max_models, gboolean *more,
               GCancellable *cancellable G_GNUC_UNUSED, GError **error G_GNUC_UNUSED)
{
  FakeHub *hub = data;
  GPtrArray *list = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  g_autofree char *tag = g_strdup_printf ("\"base_model:%s\"", id);
  g_string_append_printf (hub->asked, "<%s;", id);
  *more = FALSE;
  for (guint i = 0; hub->pages[i] != NULL; i++)
    if (strstr (hub->pages[i], tag) != NULL && list->len < max_models)
      g_ptr_array_add (list, g_bytes_new (hub->pages[i], strlen (hub->pages[i])));
    else if (strstr (hub->pages[i], tag) != NULL)
      *more = TRUE;
  return list;
}

static void
fake_status (gpointer data G_GNUC_UNUSED, StemmaHubStatus *status)
{
  *status = (StemmaHubStatus) { .quota = STEMMA_HUB_QUOTA_INIT };
}

typedef struct
{
  char *folder;
  char *path;
  StemmaStore *store;
  FakeHub fake;
  StemmaCrawlHub hub;
} Fixture;

static void
set_up (Fixture *f)
{
  g_autoptr (GError) error = NULL;
  *f = (Fixture) { .folder = g_dir_make_tmp ("stemma-crawl-XXXXXX", NULL) };
  f->path = g_build_filename (f->folder, "stemma.db", NULL);
  f->store = stemma_store_open (f->path, STEMMA_STORE_CREATE, &error);
  g_assert_no_error (error);
  f->fake = (FakeHub) { .fail_at = -1, .refuse_after = -1, .asked = g_string_new (NULL) };
  f->hub = (StemmaCrawlHub) { fake_open,   fake_wait,     fake_next,   fake_close, fake_lookup,
                              fake_children, fake_status, &f->fake, "http://hub.test" };
}

static void
tear_down (Fixture *f)
{
  g_autoptr (GDir) dir = g_dir_open (f->folder, 0, NULL);
  const char *name;
  stemma_store_unref (f->store);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (f->folder, name, NULL);
      g_unlink (path);
    }
  g_rmdir (f->folder);
  g_string_free (f->fake.asked, TRUE);
  g_free (f->folder);
  g_free (f->path);
}

static gboolean
crawl (Fixture *f, StemmaDate date, StemmaCrawlOptions options, StemmaCrawlSummary *summary, GError **error)
{
  options.date = date;
  g_string_truncate (f->fake.asked, 0);
  return stemma_crawl_run (f->store, &f->hub, &options, summary, f->fake.cancel, error);
}

static StemmaCrawlSummary
crawl_well (Fixture *f, StemmaDate date, StemmaCrawlOptions options)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) problems = g_ptr_array_new_with_free_func (g_free);
  StemmaCrawlSummary summary;
  crawl (f, date, options, &summary, &error);
  g_assert_no_error (error);
  stemma_store_check (f->store, problems, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (problems->len > 0 ? g_ptr_array_index (problems, 0) : NULL, ==, NULL);
  return summary;
}

#define PAGES(...) ((const char *const[]) { __VA_ARGS__, NULL })
#define LOOKUPS ((StemmaCrawlOptions) { .max_lookups = 10 })
/* An identity that was made in second @n after 1.7e9; @n in two digits. */
#define M(n, name) "{\"_id\":\"6553f1" n "aaaaaaaaaaaaaaaa\",\"id\":\"" name "\"}"
#define CHILD(n, name, parent)                                                                                       \
  "{\"_id\":\"6553f1" n "aaaaaaaaaaaaaaaa\",\"id\":\"" name "\",\"tags\":[\"base_model:" parent "\"]}"

static void
test_list (void)
{
  Fixture f;
  set_up (&f);
  f.fake.pages = PAGES ("[" M ("01", "a/one") "," M ("02", "a/two") "]", "[]",
                        "[" M ("02", "a/two") ", 17, {\"id\":\"\"}, {\"id\":\"a/broken\",}," M ("03", "a/three") "]");
  StemmaCrawlSummary summary = crawl_well (&f, 100, LOOKUPS);
  g_assert_cmpuint (summary.published.models, ==, 3);
  g_assert_cmpuint (summary.models, ==, 3);
  g_assert_cmpuint (summary.repeated, ==, 1);
  g_assert_cmpuint (summary.unreadable, ==, 3);
  g_assert_cmpuint (summary.pages, ==, 3);
  g_assert_true (summary.complete);
  g_assert_false (summary.resumed);
  g_autoptr (GPtrArray) findings = stemma_snapshots_list_findings (f.store, summary.published.snapshot, NULL, NULL);
  const StemmaStoredFinding *last = g_ptr_array_index (findings, findings->len - 1);
  g_assert_cmpstr (last->kind, ==, STEMMA_FINDING_NO_RECORD);
  g_assert_cmpstr (last->id, ==, "a/broken");
  tear_down (&f);
}

/* What was made after the start is left for the next crawl; in ascending order the list ends there. */
static void
test_stops_at_the_start (void)
{
  static const char young[] = "{\"_id\":\"684ee181aaaaaaaaaaaaaaaa\",\"id\":\"a/young\"}"; /* NOW + 1 */
  static const char just[] = "{\"_id\":\"684ee17faaaaaaaaaaaaaaaa\",\"id\":\"a/just\"}";   /* NOW - 1 */
  g_autofree char *page = g_strdup_printf ("[%s,%s,%s]", M ("01", "a/one"), just, young);
  for (guint order = STEMMA_HUB_ASCENDING; order <= STEMMA_HUB_UNSORTED; order++)
    {
      Fixture f;
      set_up (&f);
      f.fake.order = order;
      f.fake.pages = PAGES (page, "[" M ("02", "a/two") "]");
      g_assert_cmpuint (crawl_well (&f, 100, LOOKUPS).models, ==, order == STEMMA_HUB_ASCENDING ? 2 : 3);
      g_autoptr (GArray) keys = stemma_store_find_keys (f.store, "a/young", NULL, NULL);
      g_assert_cmpuint (keys->len, ==, 0);
      tear_down (&f);
    }
}

static void
test_goes_on (void)
{
  Fixture f;
  set_up (&f);
  g_autoptr (GError) error = NULL;
  StemmaCrawlSummary summary;
  f.fake.pages = PAGES ("[" M ("01", "a/one") "]", "[" M ("02", "a/two") "]", "[" M ("03", "a/three") "]");
  f.fake.fail_at = 2;
  g_assert_false (crawl (&f, 100, LOOKUPS, &summary, &error));
  g_assert_error (error, STEMMA_ERROR, STEMMA_ERROR_NETWORK);
  g_assert_nonnull (strstr (error->message, "the network is gone. 2 pages with 2 models are kept"));
  g_clear_error (&error);
  /* Another process, another store: the state is in the file. */
  stemma_store_unref (f.store);
  f.store = stemma_store_open (f.path, STEMMA_STORE_WRITE, &error);
  g_assert_no_error (error);
  g_assert_false (crawl (&f, 101, LOOKUPS, &summary, &error));
  g_assert_error (error, STEMMA_ERROR, STEMMA_ERROR_INPUT);
  g_clear_error (&error);
  f.fake.fail_at = -1;
  summary = crawl_well (&f, STEMMA_DATE_NONE, LOOKUPS);
  g_assert_cmpstr (f.fake.asked->str, ==, "open 2;");
  g_assert_true (summary.resumed);
  g_assert_cmpint (summary.date, ==, 100);
  g_assert_cmpuint (summary.published.models, ==, 3);
  tear_down (&f);
}

static void
test_cancel (void)
{
  Fixture f;
  set_up (&f);
  g_autoptr (GError) error = NULL;
  StemmaCrawlSummary summary;
  f.fake.pages = PAGES ("[" M ("01", "a/one") "]", "[" M ("02", "a/two") "]");
  f.fake.cancel = g_cancellable_new ();
  g_assert_false (crawl (&f, 100, LOOKUPS, &summary, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_nonnull (strstr (error->message, "1 page with 1 model"));
  g_clear_object (&f.fake.cancel);
  g_assert_cmpuint (crawl_well (&f, 100, LOOKUPS).published.models, ==, 2);
  tear_down (&f);
}

static const char *const week_1[]
    = { "[" M ("01", "a/kept") "," M ("02", "a/gone") "," M ("03", "a/moved") "," M ("04", "a/taken") ","
        M ("05", "a/left") "," M ("06", "a/one") "," M ("07", "a/two") "," M ("08", "a/three") "," M ("09", "a/four") ","
        CHILD ("10", "a/child", "a/gone") "]", NULL };

static void
test_confirm (void)
{
  Fixture f;
  set_up (&f);
  f.fake.pages = week_1;
  crawl_well (&f, 100, LOOKUPS);
  f.fake.pages = PAGES ("[" M ("06", "a/one") "," M ("07", "a/two") "," M ("08", "a/three") "," M ("09", "a/four") ","
                        CHILD ("10", "a/child", "a/gone") "," M ("21", "b/other") "," M ("22", "b/more") ","
                        M ("23", "b/and") "," M ("24", "b/so") "," M ("25", "b/on") "]");
  f.fake.answers = PAGES ("a/kept=" M ("01", "a/kept"), "a/moved=" M ("03", "b/moved"), "a/taken=" M ("31", "a/taken"),
                          "a/left=" M ("21", "b/other"));
  StemmaCrawlSummary summary = crawl_well (&f, 107, LOOKUPS);
  /* The one with a child first, then in the order of keys. */
  g_assert_cmpstr (f.fake.asked->str, ==, "open 0;a/gone;a/kept;a/moved;a/taken;a/left;");
  const guint64 *n = summary.missing.outcomes;
  g_assert_cmpuint (n[STEMMA_CRAWL_GONE], ==, 1);
  g_assert_cmpuint (n[STEMMA_CRAWL_KEPT], ==, 1);
  g_assert_cmpuint (n[STEMMA_CRAWL_RENAMED], ==, 1);
  g_assert_cmpuint (n[STEMMA_CRAWL_RECREATED], ==, 1);
  g_assert_cmpuint (n[STEMMA_CRAWL_LEADS_ON], ==, 1);
  g_assert_cmpuint (summary.published.renamed, ==, 1);
  g_assert_cmpuint (summary.published.deleted, ==, 3);
  g_assert_cmpuint (summary.published.models, ==, 12);
  tear_down (&f);
}

/* Nothing is read from an answer that is for the token's sake, and what was asked before is not asked again. */
static void
test_token_is_no_deletion (void)
{
  Fixture f;
  set_up (&f);
  g_autoptr (GError) error = NULL;
  StemmaCrawlSummary summary;
  f.fake.pages = week_1;
  crawl_well (&f, 100, LOOKUPS);
  f.fake.pages = PAGES ("[" M ("05", "a/left") "," M ("06", "a/one") "," M ("07", "a/two") "," M ("08", "a/three") ","
                        M ("09", "a/four") "," CHILD ("10", "a/child", "a/gone") "," M ("21", "b/1") "," M ("22", "b/2")
                        "," M ("23", "b/3") "]");
  f.fake.refuse_after = 2;
  g_assert_false (crawl (&f, 107, LOOKUPS, &summary, &error));
  g_assert_error (error, STEMMA_ERROR, STEMMA_ERROR_REFUSED);
  g_assert_cmpstr (f.fake.asked->str, ==, "open 0;a/gone;a/kept;");
  f.fake.refuse_after = -1;
  summary = crawl_well (&f, 107, LOOKUPS);
  g_assert_cmpstr (f.fake.asked->str, ==, "a/moved;a/taken;");
  g_assert_cmpuint (summary.published.deleted, ==, 4);
  tear_down (&f);
}

static void
test_far_short (void)
{
  Fixture f;
  set_up (&f);
  g_autoptr (GError) error = NULL;
  StemmaCrawlSummary summary;
  f.fake.pages = week_1;
  crawl_well (&f, 100, LOOKUPS);
  f.fake.pages = PAGES ("[" M ("06", "a/one") "]");
  g_assert_false (crawl (&f, 107, LOOKUPS, &summary, &error));
  g_assert_error (error, STEMMA_ERROR, STEMMA_ERROR_INPUT);
  g_assert_cmpstr (f.fake.asked->str, ==, "open 0;");
  StemmaCrawlOptions accept = { .accept = TRUE };
  summary = crawl_well (&f, 107, accept);
  g_assert_cmpstr (f.fake.asked->str, ==, "");
  g_assert_cmpuint (summary.published.models, ==, 1);
  tear_down (&f);
}

typedef struct
{
  guint32 name, former;
} Former;

static gboolean
take_former (guint32 name G_GNUC_UNUSED, guint32 model, gpointer data, GError **error G_GNUC_UNUSED)
{
  ((Former *) data)->former = model;
  return TRUE;
}

static gboolean
ignore_model (const StemmaStoredModel *model G_GNUC_UNUSED, gpointer data G_GNUC_UNUSED, GError **error G_GNUC_UNUSED)
{
  return TRUE;
}

static gboolean
ignore_edge (const StemmaStoredEdge *edge G_GNUC_UNUSED, gpointer data G_GNUC_UNUSED, GError **error G_GNUC_UNUSED)
{
  return TRUE;
}

/* Where a name leads is asked for once, most declared first, and holds from that week on. */
static void
test_resolve (void)
{
  Fixture f;
  set_up (&f);
  f.fake.pages = PAGES ("[" M ("01", "a/base") "," CHILD ("02", "a/x", "old/base") "," CHILD ("03", "a/y", "no/where") ","
                        CHILD ("04", "a/z", "no/where") "," CHILD ("05", "a/w", "/home/me/model") ","
                        CHILD ("06", "a/v", "a/base") "]");
  f.fake.answers = PAGES ("old/base=" M ("01", "a/base"));
  StemmaCrawlSummary summary = crawl_well (&f, 100, LOOKUPS);
  g_assert_cmpstr (f.fake.asked->str, ==, "open 0;no/where;old/base;");
  g_assert_cmpuint (summary.ghosts.outcomes[STEMMA_CRAWL_LEADS_ON], ==, 1);
  Former former = { 0 };
  StemmaSnapshotVisitor visitor = { take_former, ignore_model, ignore_edge, &former };
  g_assert_true (stemma_snapshots_visit (f.store, summary.published.snapshot, &visitor, NULL, NULL));
  g_assert_cmpuint (former.former, ==, 1);
  crawl_well (&f, 107, LOOKUPS);
  g_assert_cmpstr (f.fake.asked->str, ==, "open 0;");
  crawl_well (&f, 100 + 57, LOOKUPS);
  g_assert_cmpstr (f.fake.asked->str, ==, "open 0;no/where;");
  tear_down (&f);
}

static void
test_nothing_is_no_hub (void)
{
  Fixture f;
  set_up (&f);
  g_autoptr (GError) error = NULL;
  StemmaCrawlSummary summary;
  f.fake.pages = PAGES ("[]");
  g_assert_false (crawl (&f, 100, LOOKUPS, &summary, &error));
  g_assert_error (error, STEMMA_ERROR, STEMMA_ERROR_NETWORK);
  g_autoptr (StemmaCrawlState) state = NULL;
  g_assert_true (stemma_crawl_state_load (f.store, &state, NULL, NULL));
  g_assert_null (state);
  tear_down (&f);
}

static void
test_family (void)
{
  Fixture f;
  set_up (&f);
  g_autoptr (GError) error = NULL;
  f.fake.pages = PAGES (CHILD ("03", "a/child", "a/me"), CHILD ("04", "a/grandchild", "a/child"),
                        CHILD ("03", "a/child", "a/grandchild")); /* a ring */
  f.fake.answers = PAGES ("a/me=" CHILD ("02", "a/me", "a/parent"), "a/parent=" CHILD ("01", "a/parent", "a/parent"));
  StemmaFamilyOptions options = { .model = "a/me", .date = 100 };
  StemmaFamilySummary summary;
  stemma_family_fetch_run (f.store, &f.hub, &options, &summary, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (f.fake.asked->str, ==, "a/me;a/parent;<a/me;<a/child;<a/grandchild;");
  g_assert_cmpstr (summary.model, ==, "a/me");
  g_assert_cmpuint (summary.ancestors, ==, 1);
  g_assert_cmpuint (summary.descendants, ==, 2);
  g_assert_false (summary.bounded);
  g_assert_cmpuint (summary.published.models, ==, 4);
  g_clear_pointer (&summary.model, g_free);
  g_autoptr (GPtrArray) list = stemma_snapshots_list (f.store, NULL, NULL);
  g_assert_false (((StemmaSnapshotInfo *) g_ptr_array_index (list, 0))->complete);
  options.model = "a/nobody";
  g_assert_false (stemma_family_fetch_run (f.store, &f.hub, &options, &summary, NULL, &error));
  g_assert_error (error, STEMMA_ERROR, STEMMA_ERROR_NOT_FOUND);
  tear_down (&f);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/crawl/list", test_list);
  g_test_add_func ("/crawl/stops-at-the-start", test_stops_at_the_start);
  g_test_add_func ("/crawl/goes-on", test_goes_on);
  g_test_add_func ("/crawl/cancel", test_cancel);
  g_test_add_func ("/crawl/confirm", test_confirm);
  g_test_add_func ("/crawl/token-is-no-deletion", test_token_is_no_deletion);
  g_test_add_func ("/crawl/far-short", test_far_short);
  g_test_add_func ("/crawl/resolve", test_resolve);
  g_test_add_func ("/crawl/nothing-is-no-hub", test_nothing_is_no_hub);
  g_test_add_func ("/crawl/family", test_family);
  return g_test_run ();
}
