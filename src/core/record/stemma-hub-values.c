#include "record/stemma-hub-private.h"
#include "record/stemma-utf8.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Lists inside lists are taken apart that deep: enough for any slip of a hand, and no more stack. */
#define MAX_NESTED_LISTS 4

#define FEW 16

/**
 * stemma_hub_finding:
 * @reading: a record being read
 * @kind: one of the words of stemma-finding.h
 * @format: a printf format, translated
 * @...: its arguments
 *
 * Tells of an oddity in the record.
 */
void
stemma_hub_finding (const StemmaHubReading *reading, const char *kind, const char *format, ...)
{
  if (reading->finding == NULL)
    return;
  va_list args;
  va_start (args, format);
  g_autofree char *text = g_strdup_vprintf (format, args);
  va_end (args);
  reading->finding (reading->record->name, kind, text, reading->user_data);
}

/**
 * stemma_hub_ill_typed:
 * @reading: a record being read
 * @field: the field's path
 *
 * Tells that a field has not the shape it should have.
 */
void
stemma_hub_ill_typed (const StemmaHubReading *reading, const char *field)
{
  stemma_hub_finding (reading, STEMMA_FINDING_ILL_TYPED, _("%s is not of the expected type"), field);
}

/**
 * stemma_hub_is_long:
 * @reading: a record being read
 * @id: a name that the record refers to
 *
 * Returns: whether @id is too long to be one, which is a finding
 */
gboolean
stemma_hub_is_long (const StemmaHubReading *reading, const char *id)
{
  if (strlen (id) <= STEMMA_ID_MAX)
    return FALSE;
  char text[STEMMA_ID_SHORT_SIZE];
  stemma_hub_finding (reading, STEMMA_FINDING_LONG_ID, _("an id of more than %d bytes is passed over: “%s”"),
                      STEMMA_ID_MAX, stemma_id_shorten (id, text));
  return TRUE;
}

/**
 * stemma_hub_object:
 * @reading: a record being read
 * @value: a value
 * @field: its path, for the finding
 *
 * Returns: @value if it is an object; else an absent one, with a finding unless it was absent or null
 */
StemmaJson
stemma_hub_object (const StemmaHubReading *reading, StemmaJson value, const char *field)
{
  StemmaJsonType type = stemma_json_type (value);
  if (type == STEMMA_JSON_OBJECT)
    return value;
  if (type != STEMMA_JSON_ABSENT && type != STEMMA_JSON_NULL)
    stemma_hub_ill_typed (reading, field);
  return (StemmaJson) { NULL, NULL };
}

/* The string in @value without space around it, %NULL if nothing is left. */
static const char *
trimmed_text (const StemmaHubReading *reading, StemmaJson value, gboolean *damaged)
{
  const char *text = stemma_json_text (value, reading->arena, damaged);
  if (text == NULL)
    return NULL;
  gsize length = strlen (text);
  const char *start = stemma_utf8_trim (text, &length);
  if (length == 0)
    return NULL;
  return start[length] == '\0' ? start : stemma_arena_strndup (reading->arena, start, length);
}

static void
tell_damaged (const StemmaHubReading *reading, const char *field)
{
  stemma_hub_finding (reading, STEMMA_FINDING_BAD_TEXT,
                      _("%s holds a NUL or half a surrogate pair, replaced by U+FFFD"), field);
}

/**
 * stemma_hub_text:
 * @reading: a record being read
 * @value: a value
 * @field: its path, for the finding
 *
 * Returns: (transfer none) (nullable): the text in @value, trimmed, in the record's arena; %NULL if there is
 *   none or nothing but space, and with a finding if it is of another type
 */
const char *
stemma_hub_text (const StemmaHubReading *reading, StemmaJson value, const char *field)
{
  StemmaJsonType type = stemma_json_type (value);
  if (type == STEMMA_JSON_ABSENT || type == STEMMA_JSON_NULL)
    return NULL;
  if (type != STEMMA_JSON_STRING)
    {
      stemma_hub_ill_typed (reading, field);
      return NULL;
    }
  gboolean damaged = FALSE;
  const char *text = trimmed_text (reading, value, &damaged);
  if (damaged)
    tell_damaged (reading, field);
  return text;
}

typedef struct
{
  GPtrArray *texts;
  GHashTable *seen; /* (nullable) */
  gboolean damaged;
  gboolean odd;
} Gathering;

static gboolean
is_gathered (Gathering *g, const char *text)
{
  if (g->seen != NULL)
    return !g_hash_table_add (g->seen, (gpointer) text);
  for (guint i = 0; i < g->texts->len; i++)
    if (strcmp (g_ptr_array_index (g->texts, i), text) == 0)
      return TRUE;
  if (g->texts->len >= FEW)
    {
      g->seen = g_hash_table_new (g_str_hash, g_str_equal);
      for (guint i = 0; i < g->texts->len; i++)
        g_hash_table_add (g->seen, g_ptr_array_index (g->texts, i));
      g_hash_table_add (g->seen, (gpointer) text);
    }
  return FALSE;
}

static void
gather (const StemmaHubReading *reading, Gathering *g, StemmaJson value, guint level)
{
  StemmaJsonType type = stemma_json_type (value);
  if (type == STEMMA_JSON_STRING)
    {
      const char *text = trimmed_text (reading, value, &g->damaged);
      if (text != NULL && !is_gathered (g, text))
        g_ptr_array_add (g->texts, (gpointer) text);
      return;
    }
  if (type != STEMMA_JSON_ARRAY || level > MAX_NESTED_LISTS)
    {
      g->odd = TRUE;
      return;
    }
  g->odd |= level > 0;
  StemmaJsonIter iter;
  StemmaJson element;
  stemma_json_iter_init (&iter, value);
  while (stemma_json_iter_next (&iter, NULL, &element))
    gather (reading, g, element, level + 1);
}

/**
 * stemma_hub_texts:
 * @reading: a record being read
 * @value: a string or a list of strings
 * @field: its path, for findings
 *
 * Takes every string it can find, lists inside lists included, each once, trimmed and not empty. Whatever
 * else stands there is one finding.
 *
 * Returns: (transfer full) (element-type utf8): the texts, in the record's arena
 */
GPtrArray *
stemma_hub_texts (const StemmaHubReading *reading, StemmaJson value, const char *field)
{
  Gathering g = { .texts = g_ptr_array_new () };
  if (stemma_json_type (value) > STEMMA_JSON_NULL)
    gather (reading, &g, value, 0);
  g_clear_pointer (&g.seen, g_hash_table_unref);
  if (g.odd)
    stemma_hub_ill_typed (reading, field);
  if (g.damaged)
    tell_damaged (reading, field);
  return g.texts;
}

/**
 * stemma_hub_count:
 * @reading: a record being read
 * @value: a value
 * @field: its path, for findings
 * @count: (out): the count
 *
 * Digits in a string are taken, with a finding; a negative count, a fraction or one past 2^64 - 1 is not.
 *
 * Returns: whether there is a count
 */
gboolean
stemma_hub_count (const StemmaHubReading *reading, StemmaJson value, const char *field, guint64 *count)
{
  if (stemma_json_count (value, count))
    return TRUE;
  StemmaJsonType type = stemma_json_type (value);
  if (type == STEMMA_JSON_ABSENT || type == STEMMA_JSON_NULL)
    return FALSE;
  stemma_hub_ill_typed (reading, field);
  gboolean damaged = FALSE;
  const char *text = trimmed_text (reading, value, &damaged);
  return text != NULL && g_ascii_string_to_unsigned (text, 10, 0, G_MAXUINT64, count, NULL);
}

/**
 * stemma_hub_tag_value:
 * @tag: a tag
 * @prefix: what stands before the colon, with the colon
 *
 * Returns: (transfer none) (nullable): what follows @prefix and space, %NULL if @tag has another one or
 * nothing follows
 */
const char *
stemma_hub_tag_value (const char *tag, const char *prefix)
{
  if (tag[0] != prefix[0])
    return NULL;
  gsize n = strlen (prefix);
  if (strncmp (tag, prefix, n) != 0)
    return NULL;
  while (g_ascii_isspace (tag[n]))
    n++;
  return tag[n] != '\0' ? tag + n : NULL;
}
