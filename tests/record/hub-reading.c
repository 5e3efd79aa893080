#include "hub-reading.h"

#include <string.h>

static void
note (const char *id, const char *kind, const char *text, gpointer user_data)
{
  HubReading *reading = user_data;
  g_assert_true (g_utf8_validate (text, -1, NULL));
  g_ptr_array_add (reading->findings, g_strdup_printf ("%s: %s", kind, text));
  g_ptr_array_add (reading->ids, g_strdup (id));
}

HubReading *
hub_reading_of_bytes (const char *json, gsize length)
{
  HubReading *reading = g_new0 (HubReading, 1);
  reading->arena = stemma_arena_new ();
  reading->findings = g_ptr_array_new_with_free_func (g_free);
  reading->ids = g_ptr_array_new_with_free_func (g_free);
  /* An exact copy on the heap, so that a sanitizer sees one byte too many. */
  g_autofree char *copy = g_memdup2 (json, length);
  reading->read = stemma_hub_record_parse (copy, length, reading->arena, &reading->record, note, reading,
                                           &reading->error);
  g_assert_true (reading->read == (reading->error == NULL));
  return reading;
}

HubReading *
hub_reading_of (const char *json)
{
  return hub_reading_of_bytes (json, strlen (json));
}

void
hub_reading_free (HubReading *reading)
{
  stemma_arena_free (reading->arena);
  g_ptr_array_unref (reading->findings);
  g_ptr_array_unref (reading->ids);
  g_clear_error (&reading->error);
  g_free (reading);
}

guint
hub_reading_count (const HubReading *reading, const char *kind)
{
  guint count = 0;
  g_autofree char *start = g_strconcat (kind, ":", NULL);
  for (guint i = 0; i < reading->findings->len; i++)
    if (g_str_has_prefix (g_ptr_array_index (reading->findings, i), start))
      count++;
  return count;
}

/* "relation parent source; ..." of every edge, the word itself where the relation is none of the four. */
char *
hub_reading_parents (const HubReading *reading)
{
  g_autoptr (GString) text = g_string_new (NULL);
  for (guint i = 0; i < reading->record.n_edges; i++)
    {
      const StemmaRecordEdge *edge = &reading->record.edges[i];
      g_string_append_printf (text, "%s%s %s %s%s", i > 0 ? "; " : "",
                              edge->relation_word != NULL ? edge->relation_word
                                                          : stemma_relation_word (edge->relation),
                              edge->parent, stemma_edge_source_word (edge->source),
                              edge->has_oid ? " oid" : "");
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}
