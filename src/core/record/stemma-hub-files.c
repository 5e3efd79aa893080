#include "record/stemma-hub-private.h"

#include <string.h>

/* @suffix is in small letters. */
static gboolean
ends_in (const char *name, gsize length, const char *suffix)
{
  gsize n = strlen (suffix);
  return length >= n && g_ascii_tolower (name[length - 1]) == suffix[n - 1] && g_ascii_strncasecmp (name + length - n, suffix, n) == 0;
}

/* Weights that are unpickled when they are loaded. ".bin" alone says little (OpenVINO, GGML and sentencepiece
 * use it too), and an optimizer's state is never loaded by who only uses the model. */
static gboolean
is_pickle (const char *base, gsize length)
{
  static const char *const suffixes[] = { ".pt", ".pth", ".pkl", ".pickle", ".ckpt" };
  static const char *const state[] = { "optimizer", "scheduler", "rng_state", "training_args", "scaler" };
  static const char *const stems[]
    = { "pytorch_model", "adapter_model", "diffusion_pytorch_model", "model-" };
  for (guint i = 0; i < G_N_ELEMENTS (state); i++)
    if (length > strlen (state[i]) && strncmp (base, state[i], strlen (state[i])) == 0)
      return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (suffixes); i++)
    if (ends_in (base, length, suffixes[i]))
      return TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (stems); i++)
    if (length > strlen (stems[i]) && strncmp (base, stems[i], strlen (stems[i])) == 0)
      return ends_in (base, length, ".bin");
  return FALSE;
}

static guint32
flags_of (const char *name, gsize length)
{
  const char *slash = memrchr (name, '/', length);
  const char *base = slash == NULL ? name : slash + 1;
  gsize n = length - (gsize) (base - name);
  if (ends_in (base, n, ".safetensors"))
    return STEMMA_FLAG_SAFETENSORS;
  if (ends_in (base, n, ".gguf"))
    return STEMMA_FLAG_GGUF | STEMMA_FLAG_SAFETENSORS;
  if (n == strlen ("adapter_config.json") && strncmp (base, "adapter_config.json", n) == 0)
    return STEMMA_FLAG_ADAPTER_FILES;
  if (n == strlen ("chat_template.jinja") && strncmp (base, "chat_template.jinja", n) == 0)
    return STEMMA_FLAG_TEMPLATE;
  return is_pickle (base, n) ? STEMMA_FLAG_PICKLE : 0;
}

/**
 * stemma_hub_read_files:
 * @reading: a record being read
 *
 * Reads from the list of files which kinds of weights there are. Names are judged as they stand in the text:
 * one that is spelt with escapes tells nothing.
 */
void
stemma_hub_read_files (StemmaHubReading *reading)
{
  gboolean sound = stemma_json_type (reading->top[HUB_SIBLINGS]) <= STEMMA_JSON_NULL
                   || stemma_json_type (reading->top[HUB_SIBLINGS]) == STEMMA_JSON_ARRAY;
  StemmaJsonIter iter;
  StemmaJson file;
  stemma_json_iter_init (&iter, reading->top[HUB_SIBLINGS]);
  while (stemma_json_iter_next (&iter, NULL, &file))
    {
      StemmaJson name = file;
      if (stemma_json_type (file) == STEMMA_JSON_OBJECT)
        name = stemma_json_member (file, "rfilename");
      if (stemma_json_type (name) == STEMMA_JSON_STRING)
        reading->record->flags |= flags_of (name.start + 1, (gsize) (name.end - name.start) - 2);
      else
        sound = FALSE;
    }
  if (!sound)
    stemma_hub_ill_typed (reading, "siblings");
}
