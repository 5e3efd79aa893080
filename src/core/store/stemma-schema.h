#pragma once

#include "store/stemma-db.h"

G_BEGIN_DECLS

/** The span of what is still so: no snapshot has a greater number. */
#define STEMMA_SPAN_OPEN 0x7fffffff

#define STEMMA_SCHEMA_VERSION 1

gboolean stemma_schema_prepare (StemmaDb *db, gboolean may_write, GError **error);
gboolean stemma_schema_index_names (StemmaDb *db, GError **error);
gboolean stemma_schema_index (StemmaDb *db, GError **error);
gboolean stemma_schema_unindex (StemmaDb *db, GError **error);

G_END_DECLS
