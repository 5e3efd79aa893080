#include "record/stemma-hub-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Tags that the Hub works out by itself: they come and go without anybody having touched the model. */
static const char *const computed[] = {
  "endpoints_compatible", "autotrain_compatible", "text-generation-inference", "text-embeddings-inference",
  "eval-results",         "custom_code",
};

/* Tags that are computed, or told elsewhere in the record. */
static const char *const prefixes[] = { "region:", "deploy:", "base_model:", "license:", "dataset:" };

static const struct
{
  const char *tag;
  guint32 flags;
} flag_tags[] = {
  { "custom_code", STEMMA_FLAG_CUSTOM_CODE },
  { "eval-results", STEMMA_FLAG_PERFORMANCE },
  { "conversational", STEMMA_FLAG_CHAT },
  { "safetensors", STEMMA_FLAG_SAFETENSORS },
  { "gguf", STEMMA_FLAG_GGUF | STEMMA_FLAG_SAFETENSORS },
};

/* Most tags differ in their first byte: that is worth asking before a call. */
static gboolean
is_same (const char *tag, const char *other)
{
  return tag[0] == other[0] && strcmp (tag, other) == 0;
}

static gboolean
is_other (const char *tag)
{
  for (guint i = 0; i < G_N_ELEMENTS (computed); i++)
    if (is_same (tag, computed[i]))
      return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (prefixes); i++)
    if (tag[0] == prefixes[i][0] && g_str_has_prefix (tag, prefixes[i]))
      return FALSE;
  /* Tags are kept one a line. */
  return strchr (tag, '\n') == NULL;
}

static int
compare (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* The Hub mostly gives them so. */
static gboolean
is_sorted (const GPtrArray *texts)
{
  for (guint i = 1; i < texts->len; i++)
    if (strcmp (texts->pdata[i - 1], texts->pdata[i]) > 0)
      return FALSE;
  return TRUE;
}

/* The lasting tags, sorted, so that two fetches can be compared as sets. */
static const char *
join_other (const StemmaHubReading *reading)
{
  g_autoptr (GPtrArray) others = g_ptr_array_new ();
  gsize size = 0;
  for (guint i = 0; i < reading->n_tags; i++)
    if (is_other (reading->tags[i]))
      {
        g_ptr_array_add (others, (gpointer) reading->tags[i]);
        size += strlen (reading->tags[i]) + 1;
      }
  if (others->len == 0)
    return NULL;
  if (!is_sorted (others))
    g_ptr_array_sort (others, compare);
  char *joined = stemma_arena_alloc (reading->arena, size);
  char *out = joined;
  for (guint i = 0; i < others->len; i++)
    {
      out = g_stpcpy (out, g_ptr_array_index (others, i));
      *out++ = '\n';
    }
  out[-1] = '\0';
  return joined;
}

static void
take_flags (StemmaRecord *record, const char *tag)
{
  for (guint i = 0; i < G_N_ELEMENTS (flag_tags); i++)
    if (is_same (tag, flag_tags[i].tag))
      {
        record->flags |= flag_tags[i].flags;
        if (flag_tags[i].flags & STEMMA_FLAG_SAFETENSORS)
          record->known |= STEMMA_KNOWN_FILES;
      }
}

/* "4-bit", "8-bit": what is left when config says nothing. */
static void
take_bits (StemmaRecord *record, const char *tag)
{
  char *end = NULL;
  if (record->bits != 0 || !g_ascii_isdigit (*tag))
    return;
  guint64 bits = g_ascii_strtoull (tag, &end, 10);
  if (bits >= 1 && bits <= 64 && strcmp (end, "-bit") == 0)
    record->bits = (guint) bits;
}

/**
 * stemma_hub_read_tags:
 * @reading: a record being read
 *
 * Decodes the tags for those who look for theirs among them (parents, licence, datasets), keeps the lasting
 * rest, and takes the facts that a computed tag states.
 */
void
stemma_hub_read_tags (StemmaHubReading *reading)
{
  g_autoptr (GPtrArray) tags = stemma_hub_texts (reading, reading->top[HUB_TAGS], "tags");
  if (stemma_json_type (reading->top[HUB_TAGS]) == STEMMA_JSON_STRING)
    stemma_hub_ill_typed (reading, "tags");
  reading->n_tags = tags->len;
  reading->tags = stemma_arena_memdup (reading->arena, tags->pdata, tags->len * sizeof *tags->pdata);
  for (guint i = 0; i < reading->n_tags; i++)
    {
      take_flags (reading->record, reading->tags[i]);
      take_bits (reading->record, reading->tags[i]);
    }
  reading->record->tags = join_other (reading);
}
