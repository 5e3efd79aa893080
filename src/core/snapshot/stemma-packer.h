#pragma once

#include "snapshot/stemma-packed.h"

G_BEGIN_DECLS

/** StemmaPacker: makes a column, number by number, and never holds much more than the column will take. */
typedef struct _StemmaPacker StemmaPacker;

StemmaPacker *stemma_packer_new (void);
void stemma_packer_free (StemmaPacker *packer);
void stemma_packer_add (StemmaPacker *packer, guint64 value);
void stemma_packer_finish (StemmaPacker *packer);
StemmaPacked stemma_packer_get (const StemmaPacker *packer);
gboolean stemma_packed_width_is_known (guint32 width);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (StemmaPacker, stemma_packer_free)

G_END_DECLS
