#pragma once

#include <adwaita.h>

#include "snapshot/stemma-snapshot.h"

G_BEGIN_DECLS

#define STEMMA_TYPE_NAME_ENTRY (stemma_name_entry_get_type ())
G_DECLARE_FINAL_TYPE (StemmaNameEntry, stemma_name_entry, STEMMA, NAME_ENTRY, AdwBin)

GtkWidget *stemma_name_entry_new (void);
void stemma_name_entry_set_snapshot (StemmaNameEntry *entry, StemmaSnapshot *snapshot);
void stemma_name_entry_start (StemmaNameEntry *entry, const char *text);

G_END_DECLS
