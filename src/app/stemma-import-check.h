#pragma once

#include "base/stemma-date.h"

G_BEGIN_DECLS

typedef enum
{
  STEMMA_IMPORT_FITS,
  STEMMA_IMPORT_REPLACES, /* the newest snapshot is of the same day and would have to go */
  STEMMA_IMPORT_REFUSED,  /* the error tells why, and what to do */
} StemmaImportVerdict;

StemmaImportVerdict
stemma_import_check (GPtrArray *infos, StemmaDate date, guint n_whole, guint n_changes, GError **error);

G_END_DECLS
