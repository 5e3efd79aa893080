#pragma once

#include "record/stemma-record.h"

G_BEGIN_DECLS

void stemma_hub_json_append (GString *json, const StemmaRecord *record);

G_END_DECLS
