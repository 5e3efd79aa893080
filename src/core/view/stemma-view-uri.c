#include "view/stemma-view-private.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "base/stemma-error.h"

#define PREFIX "stemma:lineage?"
/* What stands unescaped in a value, beside letters, digits and "-._~". */
#define ALLOWED "/"

static const char *const fold_words[] = { "auto", "none" };
static const char *const colour_words[] = { "relation", "licence", "task", "change" };
static const char *const reading_words[] = { "exact", "paper" };
static const char *const direction_words[] = { "up", "down" };
static const char *const entry_keys[STEMMA_N_VIEW_ENTRY_KINDS]
    = { "open", "more", "pick", "collapse", "hide", "pin" };

static void
append_key (GString *uri, const char *key)
{
  if (uri->str[uri->len - 1] != '?')
    g_string_append_c (uri, '&');
  g_string_append (uri, key);
  g_string_append_c (uri, '=');
}

static void
append_text (GString *uri, const char *key, const char *text)
{
  if (text[0] == '\0')
    return;
  append_key (uri, key);
  g_string_append_uri_escaped (uri, text, ALLOWED, FALSE);
}

static void
append_number (GString *uri, const char *key, guint64 number, guint64 unless)
{
  if (number == unless)
    return;
  append_key (uri, key);
  g_string_append_printf (uri, "%" G_GUINT64_FORMAT, number);
}

static void
append_date (GString *uri, const char *key, StemmaDate date)
{
  char buffer[STEMMA_DATE_TEXT_SIZE];
  append_text (uri, key, stemma_date_format (date, buffer));
}

static void
append_relations (GString *uri, guint relations)
{
  gboolean first = TRUE;
  for (guint relation = 0; relation < STEMMA_N_RELATIONS; relation++)
    if (relations & (1u << relation))
      {
        if (!first)
          g_string_append_c (uri, ',');
        g_string_append (uri, stemma_relation_word (relation));
        first = FALSE;
      }
}

static void
append_entry (GString *uri, const StemmaViewEntry *entry)
{
  append_key (uri, entry_keys[entry->kind]);
  if (entry->kind <= STEMMA_VIEW_COLLAPSE)
    g_string_append_printf (uri, "%s,", direction_words[entry->direction]);
  g_string_append_uri_escaped (uri, entry->model, ALLOWED, FALSE);
  if (entry->kind <= STEMMA_VIEW_PICK)
    g_string_append_c (uri, ',');
  if (entry->kind == STEMMA_VIEW_OPEN)
    append_relations (uri, entry->value);
  else if (entry->kind == STEMMA_VIEW_MORE)
    g_string_append_printf (uri, "%u", entry->value);
  else if (entry->kind == STEMMA_VIEW_PICK)
    g_string_append_uri_escaped (uri, entry->member, ALLOWED, FALSE);
}

/**
 * stemma_view_to_uri:
 * @view: a view
 *
 * Writes the view as a link. Equal views give the same bytes; what is as it first opens is left out.
 *
 * Returns: (transfer full): "stemma:lineage?model=…", ASCII
 */
char *
stemma_view_to_uri (const StemmaView *view)
{
  GString *uri = g_string_new (PREFIX);
  append_key (uri, "model");
  g_string_append_uri_escaped (uri, view->focus, ALLOWED, FALSE);
  append_text (uri, "store", view->store);
  append_date (uri, "date", view->date);
  append_date (uri, "since", view->since);
  append_number (uri, "up", view->depth[STEMMA_UP], STEMMA_VIEW_ALL);
  append_number (uri, "down", view->depth[STEMMA_DOWN], STEMMA_VIEW_ALL);
  if (view->fold != STEMMA_FOLD_AUTO)
    append_text (uri, "fold", fold_words[view->fold]);
  if (view->relations != STEMMA_VIEW_ALL_RELATIONS)
    {
      append_key (uri, "relations");
      append_relations (uri, view->relations);
    }
  append_number (uri, "downloads", view->min_downloads, 0);
  append_text (uri, "text", view->text);
  if (view->colour_by != STEMMA_COLOUR_RELATION)
    append_text (uri, "colour", colour_words[view->colour_by]);
  if (view->reading != STEMMA_READING_EXACT)
    append_text (uri, "reading", reading_words[view->reading]);
  for (guint i = 0; i < view->entries->len; i++)
    append_entry (uri, &g_array_index (view->entries, StemmaViewEntry, i));
  if (view->order != NULL)
    {
      append_key (uri, "order");
      stemma_view_order_write (view, uri);
    }
  return g_string_free (uri, FALSE);
}

/* Unescapes strictly: valid percent escapes, valid UTF-8, no NUL. */
static char *
unescape (const char *text, gsize length)
{
  char *plain = g_uri_unescape_segment (text, text + length, NULL);
  if (plain == NULL || g_utf8_validate (plain, -1, NULL))
    return plain;
  g_free (plain);
  return NULL;
}

static gboolean
read_text (const char *value, char **place)
{
  char *plain = unescape (value, strlen (value));
  if (plain == NULL)
    return FALSE;
  g_ref_string_release (*place);
  *place = g_ref_string_new (plain);
  g_free (plain);
  return TRUE;
}

static gboolean
read_number (const char *value, guint64 max, guint64 *number)
{
  return g_ascii_isdigit (value[0]) && g_ascii_string_to_unsigned (value, 10, 0, max, number, NULL);
}

static gboolean
read_depth (const char *value, guint *depth)
{
  guint64 number;
  if (!read_number (value, G_MAXUINT, &number))
    return FALSE;
  *depth = (guint) number;
  return TRUE;
}

static gboolean
read_word (const char *value, gsize length, const char *const *words, guint n_words, guint *place)
{
  for (guint i = 0; i < n_words; i++)
    if (strlen (words[i]) == length && strncmp (words[i], value, length) == 0)
      {
        *place = i;
        return TRUE;
      }
  return FALSE;
}

static gboolean
read_relations (const char *value, guint *relations)
{
  const char *words[STEMMA_N_RELATIONS];
  for (guint i = 0; i < STEMMA_N_RELATIONS; i++)
    words[i] = stemma_relation_word (i);
  *relations = 0;
  for (;;)
    {
      gsize length = strcspn (value, ",");
      guint relation;
      if (!read_word (value, length, words, STEMMA_N_RELATIONS, &relation))
        return FALSE;
      *relations |= 1u << relation;
      if (value[length] == '\0')
        return TRUE;
      value += length + 1;
    }
}

/* The part of an entry after its model: relations, a count or a member. */
static gboolean
read_entry_rest (const char *rest, StemmaViewEntry *entry, char **member)
{
  guint64 count;
  switch (entry->kind)
    {
    case STEMMA_VIEW_OPEN:
      return rest != NULL && read_relations (rest, &entry->value);
    case STEMMA_VIEW_MORE:
      if (rest == NULL || !read_number (rest, G_MAXUINT, &count) || count == 0)
        return FALSE;
      entry->value = (guint) count;
      return TRUE;
    case STEMMA_VIEW_PICK:
      *member = rest != NULL ? unescape (rest, strlen (rest)) : NULL;
      return *member != NULL && (*member)[0] != '\0';
    default:
      return rest == NULL;
    }
}

static gboolean
read_entry (StemmaView *view, StemmaViewEntryKind kind, const char *value)
{
  StemmaViewEntry entry = { kind, STEMMA_DOWN, NULL, "", 0 };
  if (kind <= STEMMA_VIEW_COLLAPSE)
    {
      gsize length = strcspn (value, ",");
      guint direction;
      if (!read_word (value, length, direction_words, 2, &direction) || value[length] == '\0')
        return FALSE;
      entry.direction = direction;
      value += length + 1;
    }
  gsize length = strcspn (value, ",");
  g_autofree char *model = unescape (value, length);
  g_autofree char *member = NULL;
  if (model == NULL || model[0] == '\0'
      || !read_entry_rest (value[length] != '\0' ? value + length + 1 : NULL, &entry, &member))
    return FALSE;
  entry.model = model;
  if (member != NULL)
    entry.member = member;
  if (stemma_view_lookup_entry (view, &entry) != NULL || view->entries->len >= STEMMA_VIEW_MAX_ENTRIES)
    return FALSE;
  stemma_view_put_entry (view, &entry);
  return TRUE;
}

typedef enum
{
  KEY_MODEL,
  KEY_STORE,
  KEY_DATE,
  KEY_SINCE,
  KEY_UP,
  KEY_DOWN,
  KEY_FOLD,
  KEY_RELATIONS,
  KEY_DOWNLOADS,
  KEY_TEXT,
  KEY_COLOUR,
  KEY_READING,
  KEY_ORDER,
  N_KEYS
} Key;

static const char *const keys[N_KEYS] = { "model", "store",     "date",      "since", "up",     "down",
                                          "fold",  "relations", "downloads", "text",  "colour", "reading", "order" };

static gboolean
read_key (StemmaView *view, Key key, const char *value)
{
  gsize length = strlen (value);
  switch (key)
    {
    case KEY_MODEL:
      return read_text (value, &view->focus) && view->focus[0] != '\0';
    case KEY_STORE:
      return read_text (value, &view->store);
    case KEY_DATE:
      return stemma_date_parse (value, &view->date);
    case KEY_SINCE:
      return stemma_date_parse (value, &view->since);
    case KEY_UP:
      return read_depth (value, &view->depth[STEMMA_UP]);
    case KEY_DOWN:
      return read_depth (value, &view->depth[STEMMA_DOWN]);
    case KEY_FOLD:
      return read_word (value, length, fold_words, G_N_ELEMENTS (fold_words), &view->fold);
    case KEY_RELATIONS:
      return read_relations (value, &view->relations);
    case KEY_DOWNLOADS:
      return read_number (value, G_MAXUINT64, &view->min_downloads);
    case KEY_TEXT:
      return read_text (value, &view->text);
    case KEY_ORDER:
      return stemma_view_order_read (view, value);
    case KEY_COLOUR:
      return read_word (value, length, colour_words, G_N_ELEMENTS (colour_words), &view->colour_by);
    default:
      return read_word (value, length, reading_words, G_N_ELEMENTS (reading_words), &view->reading);
    }
}

/* What is quoted comes from anywhere: it is cut short and made printable. */
static gboolean
refuse (GError **error, const char *problem, const char *what)
{
  g_autofree char *valid = g_utf8_make_valid (what, (gssize) strnlen (what, 60));
  g_autofree char *plain = g_strescape (valid, NULL);
  g_set_error (error, STEMMA_ERROR, STEMMA_ERROR_INPUT, "%s: “%s”", problem, plain);
  return FALSE;
}

static gboolean
read_field (StemmaView *view, char *field, guint *seen, GError **error)
{
  char *equals = strchr (field, '=');
  guint key;
  if (equals == NULL)
    return refuse (error, _ ("The link is not understood; a value is missing"), field);
  *equals = '\0';
  if (read_word (field, strlen (field), keys, N_KEYS, &key))
    {
      if (*seen & (1u << key))
        return refuse (error, _ ("The link is not understood; this stands in it twice"), field);
      *seen |= 1u << key;
      if (read_key (view, key, equals + 1))
        return TRUE;
    }
  else if (read_word (field, strlen (field), entry_keys, STEMMA_N_VIEW_ENTRY_KINDS, &key))
    {
      if (read_entry (view, key, equals + 1))
        return TRUE;
    }
  else
    return refuse (error, _ ("The link is not understood; this is not known here"), field);
  return refuse (error, _ ("The link is not understood; the value of this makes no sense"), field);
}

/**
 * stemma_view_from_uri:
 * @uri: a link as stemma_view_to_uri() writes it, from anywhere
 * @error: return location
 *
 * Reads a link, strictly: anything that is not known, stands twice, or is out of bounds refuses it as a whole
 * (%STEMMA_ERROR_INPUT).
 *
 * Returns: (transfer full) (nullable): the view, or %NULL with @error set
 */
StemmaView *
stemma_view_from_uri (const char *uri, GError **error)
{
  if (!g_str_has_prefix (uri, PREFIX))
    {
      refuse (error, _ ("Not a link to a lineage: it does not begin with “stemma:lineage?”"), uri);
      return NULL;
    }
  if (strnlen (uri, STEMMA_VIEW_MAX_URI + 1) > STEMMA_VIEW_MAX_URI)
    {
      refuse (error, _ ("The link is too long"), uri);
      return NULL;
    }
  g_autoptr (StemmaView) view = stemma_view_new ("");
  g_autofree char *fields = g_strdup (uri + strlen (PREFIX));
  guint seen = 0;
  char *rest = fields;
  for (char *field = strsep (&rest, "&"); field != NULL; field = strsep (&rest, "&"))
    if (!read_field (view, field, &seen, error))
      return NULL;
  if (!(seen & (1u << KEY_MODEL)))
    {
      g_set_error_literal (error, STEMMA_ERROR, STEMMA_ERROR_INPUT,
                           _ ("The link is not understood; it names no model"));
      return NULL;
    }
  return g_steal_pointer (&view);
}
