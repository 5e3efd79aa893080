#include "file-reading.h"

#include "base/stemma-error.h"

#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

/* "LINE name [relation=parent ...]"; the relation's own word where it is none of the four. */
static gboolean
tell_record (const StemmaRecord *record, guint64 line, gpointer user_data, GError **error G_GNUC_UNUSED)
{
  FileReading *reading = user_data;
  reading->n_records++;
  reading->n_edges += record->n_edges;
  g_string_append_printf (reading->told, "%" G_GUINT64_FORMAT " %s", line, record->name);
  for (guint i = 0; i < record->n_edges; i++)
    {
      const StemmaRecordEdge *edge = &record->edges[i];
      g_assert_true (*edge->parent != '\0');
      g_string_append_printf (reading->told, " %s=%s",
                              edge->relation_word != NULL ? edge->relation_word
                                                          : stemma_relation_word (edge->relation),
                              edge->parent);
      if (reading->kind == STEMMA_FILE_MODELS_CSV)
        g_assert_cmpint (edge->source, ==, STEMMA_EDGE_SOURCE_FILE);
    }
  if (reading->kind == STEMMA_FILE_MODELS_CSV)
    g_assert_cmpuint (record->known, ==, STEMMA_KNOWN_PARENTS);
  g_string_append_c (reading->told, '\n');
  return TRUE;
}

static gboolean
tell_edge (const char *parent, const char *child, StemmaRelation relation, const char *word, guint64 line,
           gpointer user_data, GError **error G_GNUC_UNUSED)
{
  FileReading *reading = user_data;
  reading->n_edges++;
  g_string_append_printf (reading->told, "%" G_GUINT64_FORMAT " %s>%s %s\n", line, parent, child,
                          word != NULL ? word : stemma_relation_word (relation));
  return TRUE;
}

static void
tell_finding (const char *id, const char *kind, const char *text, gpointer user_data)
{
  FileReading *reading = user_data;
  g_assert_true (g_utf8_validate (text, -1, NULL));
  g_string_append_printf (reading->findings, "%s %s\n", id, kind);
}

FileReading *
file_reading_of_path (const char *path, GCancellable *cancellable)
{
  FileReading *reading = g_new0 (FileReading, 1);
  reading->told = g_string_new (NULL);
  reading->findings = g_string_new (NULL);
  StemmaReaderHandler handler
      = { .record = tell_record, .edge = tell_edge, .finding = tell_finding, .user_data = reading };
  reading->read = stemma_reader_read (path, &handler, NULL, &reading->kind, cancellable, &reading->error);
  g_assert_true (reading->read == (reading->error == NULL));
  return reading;
}

char *
file_written (const char *bytes, gsize length)
{
  char *path = NULL;
  g_autoptr (GError) error = NULL;
  int fd = g_file_open_tmp ("stemma-test-XXXXXX", &path, &error);
  g_assert_no_error (error);
  close (fd);
  g_assert_true (
    g_file_set_contents_full (path, bytes, (gssize) length, G_FILE_SET_CONTENTS_NONE, 0600, &error));
  return path;
}

void
file_removed (char *path)
{
  g_unlink (path);
  g_free (path);
}

FileReading *
file_reading_of_bytes (const char *bytes, gsize length)
{
  char *path = file_written (bytes, length);
  FileReading *reading = file_reading_of_path (path, NULL);
  if (reading->error != NULL)
    {
      g_autofree char *base = g_path_get_basename (path);
      g_assert_nonnull (strstr (reading->error->message, base));
    }
  file_removed (path);
  return reading;
}

FileReading *
file_reading_of (const char *bytes)
{
  return file_reading_of_bytes (bytes, strlen (bytes));
}

void
file_reading_free (FileReading *reading)
{
  g_string_free (reading->told, TRUE);
  g_string_free (reading->findings, TRUE);
  g_clear_error (&reading->error);
  g_free (reading);
}

void
file_reading_assert_refused (const FileReading *reading, const char *part)
{
  g_assert_error (reading->error, STEMMA_ERROR, STEMMA_ERROR_INPUT);
  if (strstr (reading->error->message, part) == NULL)
    g_error ("“%s” does not say “%s”", reading->error->message, part);
}

GBytes *
gzip_of (const char *bytes, gsize length)
{
  g_autoptr (GZlibCompressor) compressor = g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP, 6);
  g_autoptr (GOutputStream) memory = g_memory_output_stream_new_resizable ();
  g_autoptr (GOutputStream) packed = g_converter_output_stream_new (memory, G_CONVERTER (compressor));
  g_assert_true (g_output_stream_write_all (packed, bytes, length, NULL, NULL, NULL));
  g_assert_true (g_output_stream_close (packed, NULL, NULL));
  return g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (memory));
}
