#pragma once

#include "files/stemma-reader.h"

/** FileReading: a file that was read in a test, told as text. */
typedef struct
{
  GString *told;     /* a line a record or edge, see file-reading.c */
  GString *findings; /* "id kind" a line */
  guint n_records;
  guint n_edges;
  StemmaFileKind kind;
  GError *error;
  gboolean read;
} FileReading;

FileReading *file_reading_of_path (const char *path, GCancellable *cancellable);
FileReading *file_reading_of (const char *bytes);
FileReading *file_reading_of_bytes (const char *bytes, gsize length);
void file_reading_free (FileReading *reading);
void file_reading_assert_refused (const FileReading *reading, const char *part);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FileReading, file_reading_free)

char *file_written (const char *bytes, gsize length);
void file_removed (char *path);
GBytes *gzip_of (const char *bytes, gsize length);
