/* The token in the desktop's secret store: the only code that knows libsecret. */
#include "app/fetch/stemma-secret.h"

#include <glib/gi18n.h>
#include <string.h>

#include "base/stemma-error.h"

#ifdef STEMMA_WITH_SECRET
#include <libsecret/secret.h>

/* The address is a part of the key: a token of the Hub is not for a mirror. */
static const SecretSchema schema = {
  .name = "io.github.stemma.Stemma.HubToken",
  .flags = SECRET_SCHEMA_NONE,
  .attributes = { { "endpoint", SECRET_SCHEMA_ATTRIBUTE_STRING } },
};
#endif

/** stemma_secret_is_built: Returns: whether Stemma was built with a way to the desktop's secret store */
gboolean
stemma_secret_is_built (void)
{
#ifdef STEMMA_WITH_SECRET
  return TRUE;
#else
  return FALSE;
#endif
}

static gboolean
fail (const char *why, GError **error)
{
  g_set_error (
    error, STEMMA_ERROR, STEMMA_ERROR_FAILED,
    _ (
      "This desktop has no secret store that can be used (%s), so no token was kept. Set the variable "
      "HF_TOKEN, or put the token into the file of the Hub’s own tools, ~/.cache/huggingface/token: both are "
      "honoured"),
    why);
  return FALSE;
}

#ifdef STEMMA_WITH_SECRET
static gboolean
check (GError *fault, GError **error)
{
  g_autoptr (GError) owned = fault;
  if (fault == NULL)
    return TRUE;
  if (!g_error_matches (fault, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return fail (fault->message, error);
  g_propagate_error (error, g_steal_pointer (&owned));
  return FALSE;
}

/**
 * stemma_secret_look_up:
 * @endpoint: the Hub that the token is for
 * @token: (out) (nullable): the token, to be freed with stemma_secret_free(); %NULL if none is kept
 * @cancellable: (nullable): to give up
 * @error: that there is no secret store
 *
 * Blocks, for as long as the user takes to unlock the store.
 *
 * Returns: whether the secret store could be asked
 */
gboolean
stemma_secret_look_up (const char *endpoint, char **token, GCancellable *cancellable, GError **error)
{
  GError *fault = NULL;
  *token = secret_password_lookup_sync (&schema, cancellable, &fault, "endpoint", endpoint, NULL);
  return check (fault, error);
}

/** stemma_secret_store: keeps @token, which is for the Hub at @endpoint; blocks. Returns: whether that went
 * well */
gboolean
stemma_secret_store (const char *endpoint, const char *token, GCancellable *cancellable, GError **error)
{
  GError *fault = NULL;
  g_autofree char *label = g_strdup_printf (_ ("Stemma: token of %s"), endpoint);
  secret_password_store_sync (&schema, SECRET_COLLECTION_DEFAULT, label, token, cancellable, &fault,
                              "endpoint", endpoint, NULL);
  return check (fault, error);
}

/** stemma_secret_clear: forgets the token of the Hub at @endpoint; blocks. Returns: whether that went well */
gboolean
stemma_secret_clear (const char *endpoint, GCancellable *cancellable, GError **error)
{
  GError *fault = NULL;
  secret_password_clear_sync (&schema, cancellable, &fault, "endpoint", endpoint, NULL);
  return check (fault, error);
}

/** stemma_secret_free: @token: (nullable) (transfer full): wiped, then freed */
void
stemma_secret_free (char *token)
{
  secret_password_free (token);
}
#else
gboolean
stemma_secret_look_up (const char *endpoint G_GNUC_UNUSED,
                       char **token,
                       GCancellable *cancellable G_GNUC_UNUSED,
                       GError **error)
{
  *token = NULL;
  return fail (_ ("Stemma was built without libsecret"), error);
}

gboolean
stemma_secret_store (const char *endpoint G_GNUC_UNUSED,
                     const char *token G_GNUC_UNUSED,
                     GCancellable *cancellable G_GNUC_UNUSED,
                     GError **error)
{
  return fail (_ ("Stemma was built without libsecret"), error);
}

gboolean
stemma_secret_clear (const char *endpoint G_GNUC_UNUSED,
                     GCancellable *cancellable G_GNUC_UNUSED,
                     GError **error)
{
  return fail (_ ("Stemma was built without libsecret"), error);
}

void
stemma_secret_free (char *token)
{
  if (token != NULL)
    explicit_bzero (token, strlen (token));
  g_free (token);
}
#endif
