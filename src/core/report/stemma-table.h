#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

typedef enum
{
  STEMMA_COLUMN_TEXT,
  STEMMA_COLUMN_NUMBER,
  STEMMA_COLUMN_IN_FILES, /* what a person reads elsewhere; left out of the text form */
} StemmaColumnType;

/**
 * StemmaTable:
 *
 * A result as rows: a title, columns with a key for files and a title for people, cells in the order in which they
 * are added, row after row. Numbers are kept exact; only the text form groups their digits as the locale does, and only
 * there words are translated.
 */
typedef struct _StemmaTable StemmaTable;

StemmaTable *stemma_table_new (const char *title);
void stemma_table_free (StemmaTable *table);
void stemma_table_set_name (StemmaTable *table, const char *name, gboolean optional);
const char *stemma_table_get_name (const StemmaTable *table);
void stemma_table_add_column (StemmaTable *table, const char *key, const char *title, StemmaColumnType type);
void stemma_table_add_text (StemmaTable *table, const char *text);
void stemma_table_add_label (StemmaTable *table, const char *word, const char *label);
void stemma_table_add_flag (StemmaTable *table, gboolean flag);
void stemma_table_add_count (StemmaTable *table, guint64 count);
void stemma_table_add_number (StemmaTable *table, double number, guint decimals);
void stemma_table_add_none (StemmaTable *table);
guint stemma_table_get_n_rows (const StemmaTable *table);

void stemma_table_write_text (const StemmaTable *table, GString *out);
void stemma_table_write_csv (const StemmaTable *table, GString *out);
void stemma_tables_write_text (StemmaTable *const *tables, guint n_tables, GString *out);
void stemma_tables_write_long_csv (StemmaTable *const *tables, guint n_tables, GString *out);
JsonNode *stemma_table_to_json (const StemmaTable *table, const char *member);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (StemmaTable, stemma_table_free)

G_END_DECLS
