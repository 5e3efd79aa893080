#include "client-server.h"

#include "base/stemma-error.h"
#include "hub/stemma-hub-client.h"

#include <glib/gstdio.h>
#include <string.h>

static const char *
from_table (const char *name, gpointer user_data)
{
  const char *const *pairs = user_data;
  for (; *pairs != NULL; pairs += 2)
    if (strcmp (*pairs, name) == 0)
      return pairs[1];
  return NULL;
}

static StemmaHubOptions *
make (const char *endpoint, const char *token, const char *const *pairs)
{
  g_autoptr (GError) error = NULL;
  StemmaHubOptions *options = stemma_hub_options_new (endpoint, token, from_table, (gpointer) pairs, &error);
  g_assert_no_error (error);
  return options;
}

static void
refuse (const char *endpoint, const char *token, const char *const *pairs, const char *says)
{
  g_autoptr (GError) error = NULL;
  g_assert_null (stemma_hub_options_new (endpoint, token, from_table, (gpointer) pairs, &error));
  g_assert_error (error, STEMMA_ERROR, STEMMA_ERROR_USAGE);
  g_assert_nonnull (strstr (error->message, says));
  g_assert_null (strstr (error->message, "hf_secret"));
}

static void
test_defaults (void)
{
  const char *none[] = { NULL };
  g_autoptr (StemmaHubOptions) options = make (NULL, NULL, none);
  g_assert_cmpstr (options->endpoint, ==, "https://huggingface.co");
  g_assert_null (options->token);
  g_assert_false (options->offline);
  g_assert_cmpfloat (options->share, ==, 0.6);
  g_assert_cmpuint (options->max_body, ==, 64u * 1024 * 1024);
  g_assert_true (g_str_has_prefix (options->user_agent, "Stemma/" STEMMA_VERSION "; glib/2."));
  g_assert_nonnull (strstr (options->user_agent, "; libsoup/3."));
  g_assert_null (strstr (options->user_agent, "origin"));
}

static void
test_endpoint (void)
{
  const char *set[] = { "HF_ENDPOINT", " http://mirror.invalid:8080/hub// ", NULL };
  g_autoptr (StemmaHubOptions) options = make (NULL, NULL, set);
  g_assert_cmpstr (options->endpoint, ==, "http://mirror.invalid:8080/hub");
  g_autoptr (StemmaHubOptions) given = make ("https://other.invalid/", NULL, set);
  g_assert_cmpstr (given->endpoint, ==, "https://other.invalid");
  static const char *const bad[] = {
    "huggingface.co",
    "ftp://x.invalid",
    "file:///etc",
    "https://",
    "https://u:hf_secret@x.invalid",
    "http://x y/",
    "https://hf_secret@x.invalid",
    "https://x.invalid?token=hf_secret",
    "https://x.invalid/#a",
    "javascript:1",
    "/",
    " ",
  };
  const char *none[] = { NULL };
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_test_message ("row %u", i);
      refuse (bad[i], NULL, none, "HF_ENDPOINT");
    }
}

static void
test_true_words (void)
{
  static const struct
  {
    const char *word;
    gboolean is_true;
  } rows[] = { { "1", TRUE }, { "on", TRUE },  { "Yes", TRUE }, { "TRUE", TRUE },  { "0", FALSE },
               { "", FALSE }, { "no", FALSE }, { "2", FALSE },  { "true ", FALSE } };
  static const char *const names[] = { "HF_HUB_OFFLINE", "TRANSFORMERS_OFFLINE" };
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    for (guint j = 0; j < 2; j++)
      {
        const char *set[] = { names[j], rows[i].word, NULL };
        g_autoptr (StemmaHubOptions) options = make (NULL, NULL, set);
        g_assert_cmpint (options->offline, ==, rows[i].is_true);
      }
}

static void
test_user_agent (void)
{
  const char *set[] = { "HF_HUB_USER_AGENT_ORIGIN", " amber/1\r\nX-Evil: é ", NULL };
  g_autoptr (StemmaHubOptions) options = make (NULL, NULL, set);
  g_assert_true (g_str_has_suffix (options->user_agent, "; origin/amber/1 X-Evil: __"));
}

/* Each source stands before those behind it. */
static void
test_token_order (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = g_dir_make_tmp ("stemma-hub-XXXXXX", &error);
  g_assert_no_error (error);
  g_autofree char *sub = g_build_filename (folder, "huggingface", NULL);
  g_autofree char *home_cache = g_build_filename (folder, ".cache", "huggingface", NULL);
  g_assert_cmpint (g_mkdir (sub, 0700), ==, 0);
  g_assert_cmpint (g_mkdir_with_parents (home_cache, 0700), ==, 0);
  g_autofree char *path = g_build_filename (folder, "mine", NULL);
  g_autofree char *in_home = g_build_filename (folder, "token", NULL);
  g_autofree char *in_cache = g_build_filename (sub, "token", NULL);
  g_autofree char *in_default = g_build_filename (home_cache, "token", NULL);
  g_assert_true (g_file_set_contents (path, "hf_path\n", -1, NULL));
  g_assert_true (g_file_set_contents (in_home, "  hf_home \r\n", -1, NULL));
  g_assert_true (g_file_set_contents (in_cache, "hf_cache", -1, NULL));
  g_assert_true (g_file_set_contents (in_default, "hf_default", -1, NULL));
  const char *pairs[] = { "HF_TOKEN", " hf_one ", "HUGGING_FACE_HUB_TOKEN", "hf_two", "HF_TOKEN_PATH", path,
                          "HF_HOME",  "~",        "XDG_CACHE_HOME",         folder,   "HOME",          folder,
                          NULL };
  static const char *const expected[] = {
    "hf_one", "hf_two", "hf_path", "hf_home", "hf_cache", "hf_default"
  };
  g_autoptr (StemmaHubOptions) given = make (NULL, "hf_given", pairs);
  g_assert_cmpstr (given->token, ==, "hf_given");
  for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
    {
      g_autoptr (StemmaHubOptions) options = make (NULL, NULL, pairs);
      g_assert_cmpstr (options->token, ==, expected[i]);
      pairs[2 * i + 1] = ""; /* empty is as good as not set */
    }
  g_autoptr (StemmaHubOptions) none = make (NULL, NULL, pairs);
  g_assert_null (none->token);
  const char *disabled[] = {
    "HF_HUB_DISABLE_IMPLICIT_TOKEN", "yes", "HF_TOKEN", "hf_one", "HF_TOKEN_PATH", path, NULL
  };
  g_autoptr (StemmaHubOptions) implicit = make (NULL, NULL, disabled);
  g_assert_null (implicit->token);
  g_autoptr (StemmaHubOptions) explicit_one = make (NULL, "hf_given", disabled);
  g_assert_cmpstr (explicit_one->token, ==, "hf_given");
  g_assert_true (g_file_set_contents (path, "hf_secret\0x", 11, NULL));
  const char *nul[] = { "HF_TOKEN_PATH", path, NULL };
  refuse (NULL, NULL, nul, path);
  g_assert_true (g_file_set_contents (path, "hf_secret\nhf_secret", -1, NULL));
  refuse (NULL, NULL, nul, path);
  const char *directory[] = { "HF_TOKEN_PATH", sub, NULL };
  refuse (NULL, NULL, directory, "cannot be read");
  g_unlink (path);
  g_autoptr (StemmaHubOptions) missing = make (NULL, NULL, nul);
  g_assert_null (missing->token);
  g_unlink (in_home);
  g_unlink (in_cache);
  g_unlink (in_default);
  g_rmdir (sub);
  g_rmdir (home_cache);
  g_autofree char *cache = g_path_get_dirname (home_cache);
  g_rmdir (cache);
  g_rmdir (folder);
}

static void
test_bad_tokens (void)
{
  g_autofree char *longer = g_strnfill (5000, 'a');
  const char *bad[] = { "hf_secret\nX-Evil: 1", "hf_secret hf",  "hf_secret\x01", "hf_secret\xc3\xa9",
                        "hf_secret\tx",         "hf_secret\x7f", longer };
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      const char *none[] = { NULL };
      const char *first[] = { "HF_TOKEN", bad[i], NULL };
      const char *second[] = { "HUGGING_FACE_HUB_TOKEN", bad[i], NULL };
      refuse (NULL, bad[i], none, "the caller");
      refuse (NULL, NULL, first, "HF_TOKEN");
      refuse (NULL, NULL, second, "HUGGING_FACE_HUB_TOKEN");
    }
}

int
main (int argc, char **argv)
{
  hub_test_init (&argc, &argv);
  g_test_add_func ("/hub/options/defaults", test_defaults);
  g_test_add_func ("/hub/options/endpoint", test_endpoint);
  g_test_add_func ("/hub/options/true-words", test_true_words);
  g_test_add_func ("/hub/options/user-agent", test_user_agent);
  g_test_add_func ("/hub/options/token-order", test_token_order);
  g_test_add_func ("/hub/options/bad-tokens", test_bad_tokens);
  return g_test_run ();
}
