#include "record/stemma-hub-name.h"

/* Names come from anywhere; only what the Hub itself would accept becomes an address. */
static void
test_links (void)
{
  static const struct
  {
    const char *name;
    const char *link;
  } rows[] = {
    { "acme/Base-1.5_b", "https://huggingface.co/acme/Base-1.5_b" },
    { "legacy", "https://huggingface.co/legacy" },
    { "_acme_/_x_", "https://huggingface.co/_acme_/_x_" },
    { "", NULL },
    { "acme/", NULL },
    { "/acme", NULL },
    { "acme/a b", NULL },
    { "acme/x/y", NULL },
    { "acme/..", NULL },
    { "acme/.x", NULL },
    { "acme/x.", NULL },
    { "-acme/x", NULL },
    { "acme-/x", NULL },
    { "acme/a--b", NULL },
    { "acme/a..b", NULL },
    { "acme/base.git", NULL },
    { "acme/\"onload=", NULL },
    { "acme/\xC3\xBC", NULL },
    { "javascript:alert(1)", NULL },
    { "https://elsewhere.example/x", NULL },
  };
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *link = stemma_hub_link (rows[i].name);
      g_assert_cmpstr (link, ==, rows[i].link);
    }
  g_autofree char *most = g_strnfill (96, 'x'), *more = g_strnfill (97, 'x');
  g_autofree char *link = stemma_hub_link (most), *none = stemma_hub_link (more);
  g_assert_nonnull (link);
  g_assert_null (none);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/hub-name/links", test_links);
  return g_test_run ();
}
