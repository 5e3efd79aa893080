#include <glib/gi18n-lib.h>

#include "report/stemma-report-model.h"
#include "report/stemma-report-private.h"
#include "scene/stemma-text.h"

static const char *
last_name (const StemmaStoredHistory *history)
{
  return g_array_index (history->facts, StemmaFactSpan, history->facts->len - 1).name;
}

static void
add_event (JsonBuilder *json, const StemmaModelEvent *event)
{
  char date[STEMMA_DATE_TEXT_SIZE];
  json_builder_begin_object (json);
  stemma_json_add_text (json, "date", stemma_date_format (event->date, date));
  stemma_json_add_text (json, "kind", stemma_model_event_word (event->kind));
  stemma_json_add_text (json, "before", event->before);
  stemma_json_add_text (json, "after", event->after);
  if (event->other != 0)
    stemma_json_add_count (json, "other_key", event->other);
  json_builder_end_object (json);
}

static void
add_events (JsonBuilder *json, const StemmaStoredHistory *history, GPtrArray *events)
{
  stemma_json_add_text (json, "model", last_name (history));
  stemma_json_add_count (json, "key", history->key);
  json_builder_set_member_name (json, "events");
  json_builder_begin_array (json);
  for (guint i = 0; i < events->len; i++)
    add_event (json, g_ptr_array_index (events, i));
  json_builder_end_array (json);
}

static void
add_counter (JsonBuilder *json, const char *member, const StemmaStoredHistory *history, gsize offset)
{
  char date[STEMMA_DATE_TEXT_SIZE];
  json_builder_set_member_name (json, member);
  json_builder_begin_array (json);
  for (guint i = 0; i < history->weeks->len; i++)
    {
      const StemmaModelWeek *week = &g_array_index (history->weeks, StemmaModelWeek, i);
      guint64 value = G_STRUCT_MEMBER (guint64, week, offset);
      if (value == G_MAXUINT64 || stemma_stored_history_at (history, week->snapshot) == NULL)
        continue;
      json_builder_begin_object (json);
      stemma_json_add_text (json, "date", stemma_date_format (week->date, date));
      stemma_json_add_count (json, "value", value);
      json_builder_end_object (json);
    }
  json_builder_end_array (json);
}

/* A model of the same name has a history of its own. */
static void
add_namesakes (JsonBuilder *json, const StemmaModelSheet *sheet)
{
  json_builder_set_member_name (json, "namesakes");
  json_builder_begin_array (json);
  for (guint i = 0; i < sheet->namesakes->len; i++)
    {
      const StemmaStoredHistory *other = g_ptr_array_index (sheet->namesakes, i);
      g_autoptr (GPtrArray) events = stemma_model_events_new (other, NULL);
      json_builder_begin_object (json);
      add_events (json, other, events);
      json_builder_end_object (json);
    }
  json_builder_end_array (json);
}

static void
add_event_table (StemmaReport *report, const char *name, const char *title, GPtrArray *events)
{
  StemmaTable *table = stemma_report_add_table (report, name, title);
  stemma_table_add_column (table, "date", _ ("Date"), STEMMA_COLUMN_TEXT);
  stemma_table_add_column (table, "kind", _ ("What happened"), STEMMA_COLUMN_TEXT);
  stemma_table_add_column (table, "before", _ ("Before"), STEMMA_COLUMN_TEXT);
  stemma_table_add_column (table, "after", _ ("After"), STEMMA_COLUMN_TEXT);
  for (guint i = 0; i < events->len; i++)
    {
      const StemmaModelEvent *event = g_ptr_array_index (events, i);
      char date[STEMMA_DATE_TEXT_SIZE];
      stemma_table_add_text (table, stemma_date_format (event->date, date));
      stemma_table_add_label (table, stemma_model_event_word (event->kind), stemma_model_event_title (event->kind));
      stemma_table_add_text (table, event->before);
      stemma_table_add_text (table, event->after);
    }
}

static void
add_count_cell (StemmaTable *table, guint64 count)
{
  if (count != G_MAXUINT64)
    stemma_table_add_count (table, count);
  else
    stemma_table_add_none (table);
}

static void
add_counter_table (StemmaReport *report, const StemmaStoredHistory *history)
{
  StemmaTable *table = stemma_report_add_table (report, "weeks", _ ("Downloads and likes, week by week"));
  stemma_table_set_name (table, "weeks", TRUE);
  stemma_table_add_column (table, "date", _ ("Date"), STEMMA_COLUMN_TEXT);
  stemma_table_add_column (table, "downloads", _ ("Downloads, 30 days"), STEMMA_COLUMN_NUMBER);
  stemma_table_add_column (table, "likes", _ ("Likes"), STEMMA_COLUMN_NUMBER);
  for (guint i = 0; i < history->weeks->len; i++)
    {
      const StemmaModelWeek *week = &g_array_index (history->weeks, StemmaModelWeek, i);
      char date[STEMMA_DATE_TEXT_SIZE];
      if ((week->downloads == G_MAXUINT64 && week->likes == G_MAXUINT64)
          || stemma_stored_history_at (history, week->snapshot) == NULL)
        continue;
      stemma_table_add_text (table, stemma_date_format (week->date, date));
      add_count_cell (table, week->downloads);
      add_count_cell (table, week->likes);
    }
}

static void
add_tables (StemmaReport *report, const StemmaModelSheet *sheet)
{
  g_autofree char *name = stemma_text_clean (last_name (sheet->stored));
  g_autofree char *title = g_strdup_printf (_ ("What happened to %s"), name);
  add_event_table (report, "events", title, sheet->events);
  for (guint i = 0; i < sheet->namesakes->len; i++)
    {
      const StemmaStoredHistory *other = g_ptr_array_index (sheet->namesakes, i);
      g_autoptr (GPtrArray) events = stemma_model_events_new (other, NULL);
      g_autofree char *other_name = stemma_text_clean (last_name (other));
      g_autofree char *other_title
        = g_strdup_printf (_ ("Another model that bore its name: what happened to %s"), other_name);
      g_autofree char *table_name = g_strdup_printf ("namesake-%u", i + 1);
      add_event_table (report, g_intern_string (table_name), other_title, events);
    }
  add_counter_table (report, sheet->stored);
}

/**
 * stemma_report_history:
 * @sheet: a model that was listed in some week
 *
 * Returns: (transfer full): what happened to it, and to others of its name, by week
 */
StemmaReport *
stemma_report_history (const StemmaModelSheet *sheet)
{
  g_autoptr (JsonBuilder) json = json_builder_new ();
  json_builder_begin_object (json);
  add_events (json, sheet->stored, sheet->events);
  add_counter (json, "downloads", sheet->stored, G_STRUCT_OFFSET (StemmaModelWeek, downloads));
  add_counter (json, "likes", sheet->stored, G_STRUCT_OFFSET (StemmaModelWeek, likes));
  add_namesakes (json, sheet);
  json_builder_end_object (json);
  StemmaReport *report = stemma_report_new (json);
  add_tables (report, sheet);
  return report;
}
