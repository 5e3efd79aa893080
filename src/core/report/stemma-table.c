#include "report/stemma-table.h"

#include <glib/gi18n-lib.h>

#include "export/stemma-csv.h"
#include "scene/stemma-text.h"

typedef enum
{
  CELL_TEXT,
  CELL_COUNT,
  CELL_NUMBER,
  CELL_NONE,
} CellType;

typedef struct
{
  CellType type;
  char *text; /* in files */
  char *label; /* (nullable): the same for a person */
  guint64 count;
  double number;
  guint decimals;
} Cell;

typedef struct
{
  char *key;
  char *title;
  StemmaColumnType type;
} Column;

struct _StemmaTable
{
  const char *name;
  gboolean optional;
  char *title;
  GArray *columns; /* Column */
  GArray *cells;   /* Cell, row after row */
};

static void
clear_cell (gpointer data)
{
  Cell *cell = data;
  g_free (cell->text);
  g_free (cell->label);
}

static void
clear_column (gpointer data)
{
  Column *column = data;
  g_free (column->key);
  g_free (column->title);
}

/** stemma_table_new: @title: what the table shows, translated. Returns: (transfer full): a table without columns */
StemmaTable *
stemma_table_new (const char *title)
{
  StemmaTable *table = g_new0 (StemmaTable, 1);
  table->title = g_strdup (title);
  table->columns = g_array_new (FALSE, FALSE, sizeof (Column));
  g_array_set_clear_func (table->columns, clear_column);
  table->cells = g_array_new (FALSE, FALSE, sizeof (Cell));
  g_array_set_clear_func (table->cells, clear_cell);
  return table;
}

/** stemma_table_free: @table: (nullable) (transfer full): what is done with */
void
stemma_table_free (StemmaTable *table)
{
  if (table == NULL)
    return;
  g_free (table->title);
  g_array_unref (table->columns);
  g_array_unref (table->cells);
  g_free (table);
}

/**
 * stemma_table_set_name:
 * @table: a table
 * @name: a word that lives on, never translated: what the table is asked for by
 * @optional: whether a person is not shown it while it has no rows
 */
void
stemma_table_set_name (StemmaTable *table, const char *name, gboolean optional)
{
  table->name = name;
  table->optional = optional;
}

/** stemma_table_get_name: Returns: (transfer none) (nullable): what the table is asked for by */
const char *
stemma_table_get_name (const StemmaTable *table)
{
  return table->name;
}

/**
 * stemma_table_add_column:
 * @table: a table without cells
 * @key: its name in files, never translated
 * @title: its name for a person, translated, with the unit where there is one
 * @type: how it is aligned
 */
void
stemma_table_add_column (StemmaTable *table, const char *key, const char *title, StemmaColumnType type)
{
  Column column = { g_strdup (key), g_strdup (title), type };
  g_array_append_val (table->columns, column);
}

/** stemma_table_add_text: @text: (nullable): the next cell */
void
stemma_table_add_text (StemmaTable *table, const char *text)
{
  Cell cell = { .type = text != NULL ? CELL_TEXT : CELL_NONE, .text = g_strdup (text) };
  g_array_append_val (table->cells, cell);
}

/**
 * stemma_table_add_label:
 * @table: a table
 * @word: (nullable): what stands in files, never translated; %NULL for nothing
 * @label: (nullable): what a person reads, translated
 *
 * Adds the next cell.
 */
void
stemma_table_add_label (StemmaTable *table, const char *word, const char *label)
{
  Cell cell = { .type = CELL_TEXT, .text = g_strdup (word), .label = g_strdup (label) };
  if (label == NULL)
    cell.type = CELL_NONE;
  g_array_append_val (table->cells, cell);
}

/** stemma_table_add_flag: @flag: the next cell, yes or no for a person, true or false in files */
void
stemma_table_add_flag (StemmaTable *table, gboolean flag)
{
  stemma_table_add_label (table, flag ? "true" : "false", flag ? _ ("yes") : _ ("no"));
}

/** stemma_table_add_count: @count: the next cell */
void
stemma_table_add_count (StemmaTable *table, guint64 count)
{
  Cell cell = { .type = CELL_COUNT, .count = count };
  g_array_append_val (table->cells, cell);
}

/** stemma_table_add_number: @number: the next cell, shown with @decimals */
void
stemma_table_add_number (StemmaTable *table, double number, guint decimals)
{
  Cell cell = { .type = CELL_NUMBER, .number = number, .decimals = decimals };
  g_array_append_val (table->cells, cell);
}

/** stemma_table_add_none: the next cell stays empty */
void
stemma_table_add_none (StemmaTable *table)
{
  stemma_table_add_text (table, NULL);
}

/** stemma_table_get_n_rows: Returns: complete rows */
guint
stemma_table_get_n_rows (const StemmaTable *table)
{
  return table->columns->len > 0 ? table->cells->len / table->columns->len : 0;
}

static const Cell *
get_cell (const StemmaTable *table, guint row, guint column)
{
  return &g_array_index (table->cells, Cell, row * table->columns->len + column);
}

static char *
cell_to_text (const Cell *cell)
{
  switch (cell->type)
    {
    case CELL_TEXT:
      return stemma_text_clean (cell->label != NULL ? cell->label : cell->text);
    case CELL_COUNT:
      return g_strdup_printf ("%'" G_GUINT64_FORMAT, cell->count);
    case CELL_NUMBER:
      return g_strdup_printf ("%'.*f", (int) cell->decimals, cell->number);
    case CELL_NONE:
      return g_strdup ("–");
    }
  g_return_val_if_reached (NULL);
}

static guint
width_of (const char *text)
{
  guint width = 0;
  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at))
    width += g_unichar_iszerowidth (g_utf8_get_char (at)) ? 0 : g_unichar_iswide (g_utf8_get_char (at)) ? 2 : 1;
  return width;
}

static void
pad (GString *out, guint n)
{
  for (guint i = 0; i < n; i++)
    g_string_append_c (out, ' ');
}

static void
write_padded (GString *out, const char *text, guint width, gboolean right, gboolean last)
{
  guint space = width - width_of (text);
  if (right)
    pad (out, space);
  g_string_append (out, text);
  if (!right && !last)
    pad (out, space);
  g_string_append (out, last ? "\n" : "  ");
}

/* The columns that a person is shown, by number. */
static GArray *
list_shown (const StemmaTable *table)
{
  GArray *shown = g_array_new (FALSE, FALSE, sizeof (guint));
  for (guint c = 0; c < table->columns->len; c++)
    if (g_array_index (table->columns, Column, c).type != STEMMA_COLUMN_IN_FILES)
      g_array_append_val (shown, c);
  return shown;
}

/**
 * stemma_table_write_text:
 * @table: a table
 * @out: where to append it
 *
 * For a terminal: a title, aligned columns, digits grouped as the locale does, nothing that a terminal would act on.
 */
void
stemma_table_write_text (const StemmaTable *table, GString *out)
{
  g_autoptr (GArray) shown = list_shown (table);
  guint n = shown->len, rows = stemma_table_get_n_rows (table);
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);
  g_autofree guint *widths = g_new0 (guint, n);
  g_autofree char *title = stemma_text_clean (table->title);
  for (guint c = 0; c < n; c++)
    g_ptr_array_add (texts, g_strdup (g_array_index (table->columns, Column, g_array_index (shown, guint, c)).title));
  for (guint row = 0; row < rows; row++)
    for (guint c = 0; c < n; c++)
      g_ptr_array_add (texts, cell_to_text (get_cell (table, row, g_array_index (shown, guint, c))));
  for (guint i = 0; i < texts->len; i++)
    widths[i % n] = MAX (widths[i % n], width_of (texts->pdata[i]));

  g_string_append_printf (out, "%s\n", title);
  for (guint i = 0; i < texts->len; i++)
    {
      const Column *column = &g_array_index (table->columns, Column, g_array_index (shown, guint, i % n));
      write_padded (out, texts->pdata[i], widths[i % n], column->type == STEMMA_COLUMN_NUMBER, i % n == n - 1);
    }
}

/**
 * stemma_tables_write_text:
 * @tables: (array length=n_tables): tables
 * @n_tables: how many
 * @out: where to append them
 *
 * As stemma_table_write_text(), one after the other; an optional one that is empty is left out.
 */
void
stemma_tables_write_text (StemmaTable *const *tables, guint n_tables, GString *out)
{
  gboolean first = TRUE;
  for (guint i = 0; i < n_tables; i++)
    {
      if (tables[i]->optional && tables[i]->cells->len == 0)
        continue;
      if (!first)
        g_string_append_c (out, '\n');
      stemma_table_write_text (tables[i], out);
      first = FALSE;
    }
}

static void
write_csv_cell (StemmaCsv *csv, const Cell *cell)
{
  if (cell->type == CELL_COUNT)
    stemma_csv_unsigned (csv, cell->count);
  else if (cell->type == CELL_NUMBER)
    stemma_csv_real (csv, cell->number, cell->decimals);
  else if (cell->type == CELL_TEXT)
    stemma_csv_text (csv, cell->text);
  else
    stemma_csv_empty (csv);
}

static void
append_csv (StemmaCsv *csv, GString *out)
{
  g_autoptr (GBytes) bytes = stemma_csv_finish (csv);
  gsize size;
  const char *text = g_bytes_get_data (bytes, &size);
  g_string_append_len (out, text, (gssize) size);
}

/**
 * stemma_table_write_csv:
 * @table: a table
 * @out: where to append it
 *
 * As RFC 4180 has it, with the columns' keys as header; harmless to a spreadsheet.
 */
void
stemma_table_write_csv (const StemmaTable *table, GString *out)
{
  g_autoptr (StemmaCsv) csv = stemma_csv_new ();
  for (guint c = 0; c < table->columns->len; c++)
    stemma_csv_text (csv, g_array_index (table->columns, Column, c).key);
  stemma_csv_end_row (csv);
  for (guint i = 0; i < stemma_table_get_n_rows (table) * table->columns->len; i++)
    {
      write_csv_cell (csv, &g_array_index (table->cells, Cell, i));
      if ((i + 1) % table->columns->len == 0)
        stemma_csv_end_row (csv);
    }
  append_csv (csv, out);
}

/**
 * stemma_tables_write_long_csv:
 * @tables: (array length=n_tables): tables with names
 * @n_tables: how many
 * @out: where to append them
 *
 * All tables as one, a cell a row: `table,row,column,value`, rows counted from 1.
 */
void
stemma_tables_write_long_csv (StemmaTable *const *tables, guint n_tables, GString *out)
{
  static const char *const header[] = { "table", "row", "column", "value", NULL };
  g_autoptr (StemmaCsv) csv = stemma_csv_new ();
  stemma_csv_header (csv, header);
  for (guint t = 0; t < n_tables; t++)
    for (guint row = 0; row < stemma_table_get_n_rows (tables[t]); row++)
      for (guint c = 0; c < tables[t]->columns->len; c++)
        {
          stemma_csv_text (csv, tables[t]->name);
          stemma_csv_unsigned (csv, row + 1);
          stemma_csv_text (csv, g_array_index (tables[t]->columns, Column, c).key);
          write_csv_cell (csv, get_cell (tables[t], row, c));
          stemma_csv_end_row (csv);
        }
  append_csv (csv, out);
}

static void
add_json_cell (JsonBuilder *json, const Cell *cell)
{
  switch (cell->type)
    {
    case CELL_TEXT:
      if (cell->text != NULL)
        json_builder_add_string_value (json, cell->text);
      else
        json_builder_add_null_value (json);
      break;
    case CELL_COUNT:
      json_builder_add_int_value (json, (gint64) MIN (cell->count, (guint64) G_MAXINT64));
      break;
    case CELL_NUMBER:
      json_builder_add_double_value (json, cell->number);
      break;
    case CELL_NONE:
      json_builder_add_null_value (json);
      break;
    }
}

/**
 * stemma_table_to_json:
 * @table: a table
 * @member: the name of the array of rows
 *
 * Returns: (transfer full): an object whose @member holds an object a row, by the columns' keys
 */
JsonNode *
stemma_table_to_json (const StemmaTable *table, const char *member)
{
  g_autoptr (JsonBuilder) json = json_builder_new ();
  json_builder_begin_object (json);
  json_builder_set_member_name (json, member);
  json_builder_begin_array (json);
  for (guint row = 0; row < stemma_table_get_n_rows (table); row++)
    {
      json_builder_begin_object (json);
      for (guint c = 0; c < table->columns->len; c++)
        {
          json_builder_set_member_name (json, g_array_index (table->columns, Column, c).key);
          add_json_cell (json, get_cell (table, row, c));
        }
      json_builder_end_object (json);
    }
  json_builder_end_array (json);
  json_builder_end_object (json);
  return json_builder_get_root (json);
}
