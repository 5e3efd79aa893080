#pragma once

#include "record/stemma-finding.h"
#include "record/stemma-json.h"
#include "record/stemma-record.h"

G_BEGIN_DECLS

gboolean stemma_hub_record_parse (const char *json, gsize length, StemmaArena *arena, StemmaRecord *record,
                                  StemmaFindingFunc finding, gpointer user_data, GError **error);
gboolean stemma_hub_record_read (StemmaJson json, StemmaArena *arena, StemmaRecord *record,
                                 StemmaFindingFunc finding, gpointer user_data, GError **error);
void stemma_hub_record_asked (StemmaRecord *record, const char *const *keys, guint n_keys);

G_END_DECLS
