#pragma once

#include <gio/gio.h>

#include "base/stemma-progress.h"
#include "record/stemma-record.h"

G_BEGIN_DECLS

/**
 * StemmaFileKind:
 * @STEMMA_FILE_MODELS_CSV: a table `Model ID,Type,Base Model`: a row a model
 * @STEMMA_FILE_EDGES_CSV: a table `parent,child,relation` or `source,target,edge`: a row an edge
 * @STEMMA_FILE_HUB_JSON: an array or lines of records as the Hub gives them
 *
 * What a file holds. Told by its content, never by its name.
 */
typedef enum
{
  STEMMA_FILE_MODELS_CSV,
  STEMMA_FILE_EDGES_CSV,
  STEMMA_FILE_HUB_JSON
} StemmaFileKind;

/**
 * StemmaReaderHandler:
 * @record: (nullable): told of each model of a table of models or a Hub file, and of a row of edges that
 * names one model only. The record and its strings die when the call returns
 * @edge: (nullable): told of each row of a table of edges, a repeated pair included. The strings die when the
 *   call returns
 * @finding: (nullable): told of oddities inside well-formed rows and records; they do not end the reading
 * @user_data: the caller's, handed to all three
 *
 * What is done with a file's content as it goes by. @line is where the row or record starts, from 1. A
 * callback that returns %FALSE with an error ends the reading with that error. A file whose kind has no
 * callback is refused.
 */
typedef struct
{
  gboolean (*record) (const StemmaRecord *record, guint64 line, gpointer user_data, GError **error);
  gboolean (*edge) (const char *parent, const char *child, StemmaRelation relation, const char *relation_word,
                    guint64 line, gpointer user_data, GError **error);
  StemmaFindingFunc finding;
  gpointer user_data;
} StemmaReaderHandler;

gboolean stemma_reader_read (const char *path, const StemmaReaderHandler *handler,
                             const StemmaProgress *progress, StemmaFileKind *kind, GCancellable *cancellable,
                             GError **error);

G_END_DECLS
