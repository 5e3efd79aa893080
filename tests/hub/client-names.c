#include "client-server.h"

#include "base/stemma-error.h"
#include "hub/stemma-hub-id.h"
#include "hub/stemma-hub-link.h"
#include "hub/stemma-hub-url.h"

#include <string.h>

#define HUB "https://huggingface.co"

static void
test_urls (void)
{
  const char *keys[] = { "author", "model-index", "a&b", NULL };
  StemmaHubQuery query = { .expand = keys };
  g_autofree char *list = stemma_hub_url_list (HUB, &query);
  g_assert_cmpstr (
      list, ==,
      HUB "/api/models?limit=1000&sort=createdAt&direction=1&expand=author&expand=model-index&expand=a%26b");
  query.order = STEMMA_HUB_DESCENDING;
  query.base_model = "amber/fin ch&limit=1";
  query.limit = 7;
  g_autofree char *children = stemma_hub_url_list (HUB "/sub", &query);
  g_assert_true (g_str_has_prefix (children,
                                   HUB "/sub/api/models?limit=7&sort=createdAt&direction=-1"
                                       "&filter=base_model:amber/fin%20ch%26limit%3D1&expand=author&"));
  g_autofree char *detail = stemma_hub_url_detail (HUB, "am?ber/fi#n%ch", keys);
  g_assert_cmpstr (detail, ==,
                   HUB "/api/models/am%3Fber/fi%23n%25ch?expand=author&expand=model-index&expand=a%26b");
  StemmaHubQuery plain = { 0 };
  g_autofree char *all = stemma_hub_url_list (HUB, &plain);
  for (guint i = 0; stemma_hub_list_keys[i] != NULL; i++)
    {
      g_autofree char *parameter = g_strconcat ("&expand=", stemma_hub_list_keys[i], NULL);
      g_assert_nonnull (strstr (all, parameter));
    }
  g_assert_cmpuint (g_strv_length ((char **) stemma_hub_list_keys), ==, 21);
}

static void
test_parameters (void)
{
  static const char url[] = HUB
      "/api/models?limit=3&expand=a&expand%5B%5D=b&expand[]=c&expander=a&direction=-1&cursor=abc%3D";
  const char *allowed[] = { "a", "z", NULL };
  g_autoptr (GPtrArray) dropped = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *kept = stemma_hub_url_keep_expand (url, allowed, dropped);
  g_assert_cmpstr (kept, ==, HUB "/api/models?limit=3&expand=a&expander=a&direction=-1&cursor=abc%3D");
  g_assert_cmpuint (dropped->len, ==, 2);
  g_assert_cmpstr (g_ptr_array_index (dropped, 0), ==, "b");
  g_assert_cmpstr (g_ptr_array_index (dropped, 1), ==, "c");
  g_assert_null (stemma_hub_url_keep_expand (kept, allowed, dropped));
  g_assert_null (stemma_hub_url_keep_expand (HUB, allowed, dropped));
  g_assert_cmpuint (stemma_hub_url_get_limit (url), ==, 3);
  g_assert_cmpuint (stemma_hub_url_get_limit (HUB "?limit=99999999999"), ==, 0);
  g_assert_cmpuint (stemma_hub_url_get_limit (HUB), ==, 0);
  g_autofree char *one = stemma_hub_url_set_limit (url, 1);
  g_assert_true (g_str_has_prefix (one, HUB "/api/models?limit=1&expand=a&"));
  g_assert_true (g_str_has_suffix (one, "&cursor=abc%3D"));
  g_autofree char *same = stemma_hub_url_set_limit (HUB, 1);
  g_assert_cmpstr (same, ==, HUB);
  g_assert_cmpint (stemma_hub_url_get_order (url), ==, STEMMA_HUB_DESCENDING);
  g_assert_cmpint (stemma_hub_url_get_order (HUB "?direction=1"), ==, STEMMA_HUB_ASCENDING);
  g_assert_cmpint (stemma_hub_url_get_order (HUB "?redirection=1"), ==, STEMMA_HUB_UNSORTED);
}

static void
test_origins (void)
{
  g_assert_true (stemma_hub_url_same_origin (HUB, "https://HuggingFace.co:443/x?y"));
  g_assert_false (stemma_hub_url_same_origin (HUB, "http://huggingface.co"));
  g_assert_false (stemma_hub_url_same_origin (HUB, "https://huggingface.co:8443"));
  g_assert_false (stemma_hub_url_same_origin (HUB, "https://huggingface.co.evil.invalid"));
  g_assert_false (stemma_hub_url_same_origin (HUB, "https://evil.invalid\\@huggingface.co"));
  g_assert_false (stemma_hub_url_same_origin (HUB, "https://huggingface.co@evil.invalid"));
  g_assert_false (stemma_hub_url_same_origin (HUB, "nonsense"));
}

static const struct
{
  const char *text;
  const char *id; /* NULL: refused */
} pastes[] = {
  { "amber/finch", "amber/finch" },
  { "  finch\n", "finch" },
  { "Amber-1/finch.7_B", "Amber-1/finch.7_B" },
  { "hf://amber/finch", "amber/finch" },
  { HUB "/amber/finch", "amber/finch" },
  { "\t" HUB "/amber/finch/ ", "amber/finch" },
  { HUB "/amber/finch/tree/main", "amber/finch" },
  { HUB "/amber/finch/blob/main/config.json?x=1#L7", "amber/finch" },
  { HUB "/amber/finch?library=x", "amber/finch" },
  { HUB "/amber/finch#files", "amber/finch" },
  { HUB "/finch/tree/main", "finch" },
  { HUB "/finch", "finch" },
  { HUB "/models/amber/finch", "amber/finch" },
  { HUB "/api/models/amber/finch?expand=sha", "amber/finch" },
  { HUB "/amber%2Ffinch", "amber/finch" },
  { HUB "/amber%252Ffinch", NULL },
  { HUB "/am%62er/finch", "amber/finch" },
  { "HTTPS://HuggingFace.co/amber/finch", "amber/finch" },
  { "http://hf.co/amber/finch", "amber/finch" },
  { "hf.co/amber/finch", "amber/finch" },
  { "huggingface.co/amber/finch/tree/main", "amber/finch" },
  { "//huggingface.co/amber/finch", "amber/finch" },
  { "https://mirror.invalid:9/hub/amber/finch/tree/main", "amber/finch" },
  { "mirror.invalid/hub/amber/finch", "amber/finch" },
  { "", NULL },
  { " \n", NULL },
  { "amber/finch/owl", NULL },
  { "/amber/finch", NULL },
  { "amber/", NULL },
  { "am ber/finch", NULL },
  { "amber/fin--ch", NULL },
  { "amber/..", NULL },
  { "../etc", NULL },
  { ".", NULL },
  { "amber/finch.git", NULL },
  { "amber/f\xc3\xa9", NULL },
  { "amber/\xff", NULL },
  { "<b>amber</b>", NULL },
  { HUB, NULL },
  { HUB "/", NULL },
  { HUB "/datasets/amber/seeds", NULL },
  { HUB "/spaces/amber/nest", NULL },
  { HUB "/docs", NULL },
  { "https://github.invalid/amber/finch", NULL },
  { "https://huggingface.co.evil.invalid/amber/finch", NULL },
  { "https://huggingface.co@evil.invalid/amber/finch", NULL },
  { "https://u@huggingface.co/amber/finch", NULL },
  { "ftp://huggingface.co/amber/finch", NULL },
};

static void
test_paste (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (pastes); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *id = stemma_hub_id_parse (pastes[i].text, "https://mirror.invalid:9/hub", &error);
      g_test_message ("row %u", i);
      g_assert_cmpstr (id, ==, pastes[i].id);
      if (pastes[i].id == NULL)
        g_assert_error (error, STEMMA_ERROR, STEMMA_ERROR_INPUT);
      else
        g_assert_no_error (error);
    }
  g_autofree char *long_one = g_strnfill (97, 'a');
  g_assert_false (stemma_hub_id_check (long_one, NULL));
  g_assert_true (stemma_hub_id_check (long_one + 1, NULL));
}

/* A name comes back out of every kind of link to it. */
static void
test_paste_property (void)
{
  static const char letters[] = "abcXYZ019._-";
  static const char *const heads[] = { "", HUB "/", "hf.co/", " http://huggingface.co/", HUB "/api/models/" };
  static const char *const tails[] = { "",  "/tree/main",    "?a=b/c", "#x", "/blob/main/a/b.json",
                                       "/", "/discussions/7" };
  g_autoptr (GRand) rand = g_rand_new_with_seed (99);
  guint sound = 0;
  for (guint i = 0; i < 3000; i++)
    {
      g_autoptr (GString) id = g_string_new (NULL);
      for (guint j = 0, n = (guint) g_rand_int_range (rand, 1, 12); j < n; j++)
        g_string_append_c (id, letters[g_rand_int_range (rand, 0, sizeof letters - 1)]);
      g_string_append_c (id, '/');
      for (guint j = 0, n = (guint) g_rand_int_range (rand, 1, 12); j < n; j++)
        g_string_append_c (id, letters[g_rand_int_range (rand, 0, sizeof letters - 1)]);
      gboolean valid = stemma_hub_id_check (id->str, NULL);
      sound += valid ? 1 : 0;
      const char *head = heads[g_rand_int_range (rand, 0, G_N_ELEMENTS (heads))];
      const char *tail = *head != '\0' ? tails[g_rand_int_range (rand, 0, G_N_ELEMENTS (tails))] : "";
      g_autofree char *text = g_strconcat (head, id->str, tail, NULL);
      g_autofree char *parsed = stemma_hub_id_parse (text, NULL, NULL);
      g_assert_cmpstr (parsed, ==, valid ? id->str : NULL);
    }
  g_assert_cmpuint (sound, >, 1000);
}

static void
test_link_header (void)
{
  static const struct
  {
    const char *header;
    const char *next;
  } rows[] = {
    { "<https://x/a?b=1>; rel=\"next\"", "https://x/a?b=1" },
    { "<https://x/1>; rel=\"first\", <https://x/2>; rel=\"next\", <https://x/3>; rel=\"last\"",
      "https://x/2" },
    { "<https://x/a,b;c=\"d\">;rel=next", "https://x/a,b;c=\"d\"" },
    { "<https://x/1>; title=\"a, <https://evil/>; rel=\\\"next\\\"\"; rel=\"prev\", <https://x/2>; "
      "rel=\"next\"",
      "https://x/2" },
    { "<https://x/1>; rel=\"prev next\"", "https://x/1" },
    { "<https://x/1> ; REL = \"NEXT\" ; foo", "https://x/1" },
    { "<https://x/1>; rel=prev; rel=next, <https://x/2>; rel=next", "https://x/2" },
    { ",, <https://x/1>;;rel=next", NULL },
    { "</relative>; rel=next", "/relative" },
    { "<>; rel=next", "" },
    { "https://x/1; rel=next", NULL },
    { "<https://x/1; rel=next", NULL },
    { "<https://x/1>; rel=\"next", "https://x/1" },
    { "<https://x/1>; xrel=next", NULL },
    { "<https://x/1>; rel=nextish", NULL },
    { "junk, <https://x/1>; rel=next", "https://x/1" },
    { "<https://x/1> junk; rel=next, <https://x/2>; rel=next", "https://x/2" },
    { "", NULL },
    { NULL, NULL },
  };
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *next = stemma_hub_link_find (rows[i].header, "next");
      g_test_message ("row %u", i);
      if (i != 7) /* an empty parameter: either way will do */
        g_assert_cmpstr (next, ==, rows[i].next);
    }
}

static void
test_link_next (void)
{
  static const char base[] = "https://mirror.invalid/hub/api/models?limit=3";
  static const char endpoint[] = "https://mirror.invalid/hub";
  static const struct
  {
    const char *target;
    const char *next; /* NULL: refused */
  } rows[] = {
    { "https://huggingface.co/api/models?limit=3&cursor=abc%3D",
      "https://mirror.invalid/hub/api/models?limit=3&cursor=abc%3D" },
    { "https://mirror.invalid/hub/api/models?cursor=a", "https://mirror.invalid/hub/api/models?cursor=a" },
    { "http://evil.invalid:7/api/models?cursor=a", "https://mirror.invalid/hub/api/models?cursor=a" },
    { "/api/models?cursor=a", "https://mirror.invalid/hub/api/models?cursor=a" },
    { "?cursor=a", "https://mirror.invalid/hub/api/models?cursor=a" },
    { "https://evil.invalid/steal?cursor=a", NULL },
    { "https://huggingface.co/api/models/../datasets?x=1", NULL },
    { "https://huggingface.co/api/models/", NULL },
    { "https://huggingface.co/api/models", NULL },
    { "file:///api/models?x=1", NULL },
    { "javascript:alert(1)", NULL },
    { "", NULL },
  };
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *header = g_strdup_printf ("<%s>; rel=\"next\"", rows[i].target);
      g_autoptr (GError) error = NULL;
      g_autofree char *next = stemma_hub_link_next (header, base, endpoint, &error);
      g_test_message ("row %u", i);
      if (*rows[i].target != '\0')
        g_assert_cmpstr (next, ==, rows[i].next);
      if (next == NULL)
        g_assert_error (error, STEMMA_ERROR, STEMMA_ERROR_NETWORK);
    }
  g_autoptr (GError) error = NULL;
  g_assert_null (stemma_hub_link_next ("<x>; rel=prev", base, endpoint, &error));
  g_assert_no_error (error);
}

/* Links that are written in every way that the rules allow come back as they were. */
static void
test_link_property (void)
{
  static const char *const noise[] = { "; title=\"a;b,c\"", "; type=text/plain", " ; x", ";y=\"\\\"<z>\\\"\"",
                                       "" };
  static const char *const rels[] = { "; rel=\"%s\"", ";rel=%s", " ;\tRel = \"%s\"", "; rel=\"up %s\"" };
  g_autoptr (GRand) rand = g_rand_new_with_seed (1234);
  for (guint i = 0; i < 3000; i++)
    {
      guint n = (guint) g_rand_int_range (rand, 1, 6);
      guint wanted = (guint) g_rand_int_range (rand, 0, (gint32) n);
      g_autoptr (GString) header = g_string_new (NULL);
      for (guint j = 0; j < n; j++)
        {
          g_autofree char *rel = g_strdup (rels[g_rand_int_range (rand, 0, G_N_ELEMENTS (rels))]);
          g_auto (GStrv) halves = g_strsplit (rel, "%s", 2);
          g_string_append_printf (header, "%s<https://h.invalid/%u?a=1,2;3>%s%s%s%s%s", j > 0 ? " , " : "", j,
                                  noise[g_rand_int_range (rand, 0, G_N_ELEMENTS (noise))], halves[0],
                                  j == wanted ? "next" : "prev", halves[1],
                                  noise[g_rand_int_range (rand, 0, G_N_ELEMENTS (noise))]);
        }
      g_autofree char *expected = g_strdup_printf ("https://h.invalid/%u?a=1,2;3", wanted);
      g_autofree char *found = stemma_hub_link_find (header->str, "next");
      g_assert_cmpstr (found, ==, expected);
    }
}

int
main (int argc, char **argv)
{
  hub_test_init (&argc, &argv);
  g_test_add_func ("/hub/names/urls", test_urls);
  g_test_add_func ("/hub/names/parameters", test_parameters);
  g_test_add_func ("/hub/names/origins", test_origins);
  g_test_add_func ("/hub/names/paste", test_paste);
  g_test_add_func ("/hub/names/paste-property", test_paste_property);
  g_test_add_func ("/hub/names/link-header", test_link_header);
  g_test_add_func ("/hub/names/link-next", test_link_next);
  g_test_add_func ("/hub/names/link-property", test_link_property);
  return g_test_run ();
}
