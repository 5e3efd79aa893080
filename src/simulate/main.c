#include "simulate/stemma-hub-json.h"
#include "simulate/stemma-simulator.h"

#include "base/stemma-error.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <locale.h>
#include <stdio.h>
#include <string.h>

typedef struct
{
  gint64 seed;
  double scale;
  int week;
  char *format, *changes, *output;
  gboolean measurements;
} Options;

typedef struct
{
  FILE *file;
  GString *line;
  GHashTable *wanted; /* names to write, or NULL for all */
} Writer;

static gboolean
flush_line (Writer *writer, GError **error)
{
  if (fwrite (writer->line->str, 1, writer->line->len, writer->file) == writer->line->len)
    {
      g_string_truncate (writer->line, 0);
      return TRUE;
    }
  g_set_error_literal (error, STEMMA_ERROR, STEMMA_ERROR_FULL, _ ("The listing could not be written."));
  return FALSE;
}

/* A cell in quotes where it needs them. */
static void
add_cell (GString *line, const char *text)
{
  if (strpbrk (text, ",\"\r\n") == NULL)
    {
      g_string_append (line, text);
      return;
    }
  g_string_append_c (line, '"');
  for (const char *c = text; *c != '\0'; c++)
    {
      if (*c == '"')
        g_string_append_c (line, '"');
      g_string_append_c (line, *c);
    }
  g_string_append_c (line, '"');
}

static gboolean
write_csv (const StemmaRecord *record, gpointer user_data, GError **error)
{
  Writer *writer = user_data;
  if (writer->wanted != NULL && !g_hash_table_contains (writer->wanted, record->name))
    return TRUE;
  add_cell (writer->line, record->name);
  g_string_append_c (writer->line, ',');
  if (record->n_edges > 0)
    g_string_append (writer->line, stemma_relation_word (record->relation));
  g_string_append_c (writer->line, ',');
  g_autoptr (GString) parents = g_string_new (NULL);
  /* Only a merge may have several parents in this form. */
  for (guint i = 0; i < record->n_edges && (i == 0 || record->relation == STEMMA_RELATION_MERGE); i++)
    g_string_append_printf (parents, "%s%s", i > 0 ? ", " : "", record->edges[i].parent);
  add_cell (writer->line, parents->str);
  g_string_append_c (writer->line, '\n');
  return flush_line (writer, error);
}

static gboolean
write_json (const StemmaRecord *record, gpointer user_data, GError **error)
{
  Writer *writer = user_data;
  stemma_hub_json_append (writer->line, record);
  g_string_append_c (writer->line, '\n');
  return flush_line (writer, error);
}

static gboolean
note_name (const StemmaRecord *record, gpointer user_data, G_GNUC_UNUSED GError **error)
{
  g_hash_table_add (user_data, g_strdup (record->name));
  return TRUE;
}

static gboolean
note_if_gone (const StemmaRecord *record, gpointer user_data, G_GNUC_UNUSED GError **error)
{
  g_hash_table_remove (user_data, record->name);
  return TRUE;
}

/* In a table of names a step is the difference of two sets of names: who is renamed goes and comes. */
static gboolean
write_changes (const StemmaSimulator *simulator, const Options *options, Writer *writer, GError **error)
{
  gboolean added = g_str_equal (options->changes, "added");
  guint now = (guint) options->week, from = added ? now : now - 1, other = added ? now - 1 : now;
  writer->wanted = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  return stemma_simulator_list (simulator, from, note_name, writer->wanted, NULL, error)
         && stemma_simulator_list (simulator, other, note_if_gone, writer->wanted, NULL, error)
         && stemma_simulator_list (simulator, from, write_csv, writer, NULL, error);
}

typedef struct
{
  Writer *writer;
  double base[3], derived[3], stated[3];
  guint n;
} Pair;

static void
add_rates (GString *line, const double rates[3])
{
  for (guint i = 0; i < 3; i++)
    {
      char digits[G_ASCII_DTOSTR_BUF_SIZE];
      g_string_append_printf (line, ",%s", g_ascii_formatd (digits, sizeof digits, "%.4f", rates[i]));
    }
}

/* Three metrics make a row. */
static gboolean
write_measurement (const StemmaSimulatorMeasurement *measurement, gpointer user_data, GError **error)
{
  Pair *pair = user_data;
  GString *line = pair->writer->line;
  pair->base[pair->n] = measurement->base_value;
  pair->derived[pair->n] = measurement->value;
  pair->stated[pair->n] = measurement->stated;
  if (++pair->n < 3)
    return TRUE;
  pair->n = 0;
  g_string_append_printf (line, "%s,%s%s%s,%s%s%s", measurement->group, measurement->base,
                          measurement->base_variant != NULL ? " " : "",
                          measurement->base_variant != NULL ? measurement->base_variant : "",
                          measurement->model, measurement->variant != NULL ? " " : "",
                          measurement->variant != NULL ? measurement->variant : "");
  add_rates (line, pair->base);
  add_rates (line, pair->derived);
  add_rates (line, pair->stated);
  g_string_append_c (line, '\n');
  return flush_line (pair->writer, error);
}

static gboolean
write_all (const StemmaSimulator *simulator, const Options *options, Writer *writer, GError **error)
{
  if (options->measurements)
    {
      Pair pair = { .writer = writer };
      g_string_append (writer->line,
                       "Type,Base,Derive,Base HR,Base JSR,Base PSR,Derive HR,Derive JSR,Derive PSR,"
                       "Delta HR,Delta JSR,Delta PSR\n");
      return flush_line (writer, error)
             && stemma_simulator_list_measurements (simulator, write_measurement, &pair, error);
    }
  guint week = (guint) options->week;
  if (g_str_equal (options->format, "json"))
    return stemma_simulator_list (simulator, week, write_json, writer, NULL, error);
  g_string_append (writer->line, "Model ID,Type,Base Model\n");
  if (!flush_line (writer, error))
    return FALSE;
  return options->changes != NULL ? write_changes (simulator, options, writer, error)
                                  : stemma_simulator_list (simulator, week, write_csv, writer, NULL, error);
}

static gboolean
check_options (const Options *options, GError **error)
{
  const char *fault = NULL;
  if (!g_str_equal (options->format, "csv") && !g_str_equal (options->format, "json"))
    fault = _ ("--format is csv or json.");
  else if (options->changes != NULL && !g_str_equal (options->changes, "added")
           && !g_str_equal (options->changes, "deleted"))
    fault = _ ("--changes is added or deleted.");
  else if (options->changes != NULL && g_str_equal (options->format, "json"))
    fault = _ ("--changes are written as csv.");
  else if (options->week < (options->changes != NULL ? 1 : 0) || options->week > 16)
    fault = _ ("--week is 0 to 16, and for --changes 1 to 16.");
  else if (options->seed < 0 || options->seed > G_MAXUINT32)
    fault = _ ("--seed is 0 to 4294967295.");
  else if (!(options->scale >= STEMMA_SIMULATOR_MIN_SCALE && options->scale <= STEMMA_SIMULATOR_MAX_SCALE))
    fault = _ ("--scale is 0.0005 to 4.");
  if (fault != NULL)
    g_set_error_literal (error, STEMMA_ERROR, STEMMA_ERROR_USAGE, fault);
  return fault == NULL;
}

static gboolean
parse_options (Options *options, int *argc, char ***argv, GError **error)
{
  const GOptionEntry entries[]
    = { { "seed", 0, 0, G_OPTION_ARG_INT64, &options->seed, N_ ("Where all chance comes from"), "N" },
        { "scale", 0, 0, G_OPTION_ARG_DOUBLE, &options->scale, N_ ("Size; 1 is 1,817,398 models"), "S" },
        { "week", 0, 0, G_OPTION_ARG_INT, &options->week, N_ ("0 is 2025-03-12, 16 is 2025-07-02"), "W" },
        { "format", 0, 0, G_OPTION_ARG_STRING, &options->format,
          N_ ("A table of names, or a Hub record a line"), "csv|json" },
        { "changes", 0, 0, G_OPTION_ARG_STRING, &options->changes, N_ ("Only what came or went"),
          "added|deleted" },
        { "measurements", 0, 0, G_OPTION_ARG_NONE, &options->measurements,
          N_ ("Invented risk measurements instead"), NULL },
        { "output", 'o', 0, G_OPTION_ARG_FILENAME, &options->output,
          N_ ("File to write instead of standard output"), "FILE" },
        { NULL, 0, 0, G_OPTION_ARG_NONE, NULL, NULL, NULL } };
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);
  g_option_context_set_summary (context,
                                _ ("Writes a weekly listing of a Hub of models that are all invented."));
  g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
  g_autoptr (GError) fault = NULL;
  if (!g_option_context_parse (context, argc, argv, &fault))
    {
      g_set_error_literal (error, STEMMA_ERROR, STEMMA_ERROR_USAGE, fault->message);
      return FALSE;
    }
  if (*argc > 1)
    {
      g_set_error (error, STEMMA_ERROR, STEMMA_ERROR_USAGE, _ ("What is “%s” for?"), (*argv)[1]);
      return FALSE;
    }
  if (options->format == NULL)
    options->format = g_strdup ("csv");
  return check_options (options, error);
}

static gboolean
run (const Options *options, GError **error)
{
  FILE *file = options->output == NULL ? stdout : g_fopen (options->output, "wb");
  if (file == NULL)
    {
      g_set_error (error, STEMMA_ERROR, STEMMA_ERROR_INPUT, _ ("%s cannot be opened for writing."),
                   options->output);
      return FALSE;
    }
  g_autoptr (GString) line = g_string_new (NULL);
  Writer writer = { file, line, NULL };
  g_autoptr (StemmaSimulator) simulator = stemma_simulator_new ((guint32) options->seed, options->scale);
  gboolean done = write_all (simulator, options, &writer, error);
  g_clear_pointer (&writer.wanted, g_hash_table_unref);
  gboolean closed = (file == stdout ? fflush (file) : fclose (file)) == 0;
  if (done && !closed)
    g_set_error_literal (error, STEMMA_ERROR, STEMMA_ERROR_FULL, _ ("The listing could not be written."));
  return done && closed;
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "");
  Options options = { .seed = 1, .scale = 0.02 };
  g_autoptr (GError) error = NULL;
  gboolean done = parse_options (&options, &argc, &argv, &error) && run (&options, &error);
  if (!done)
    g_printerr ("stemma-simulate: %s\n", error->message);
  g_free (options.format);
  g_free (options.changes);
  g_free (options.output);
  return done ? 0 : stemma_error_exit_status (error);
}
