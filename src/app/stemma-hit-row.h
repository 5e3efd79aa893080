#pragma once

#include <adwaita.h>

#include "snapshot/stemma-search.h"

G_BEGIN_DECLS

GtkWidget *stemma_hit_row_new (const StemmaSnapshot *snapshot, const StemmaSearchHit *hit);
const char *stemma_hit_row_get_name (GtkListBoxRow *row);
gboolean stemma_hit_row_has_lineage (GtkListBoxRow *row);
void stemma_hit_rows_fill (GtkListBox *list, const StemmaSnapshot *snapshot, GArray *hits);

G_END_DECLS
