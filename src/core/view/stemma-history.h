#pragma once

#include "view/stemma-view.h"

G_BEGIN_DECLS

#define STEMMA_HISTORY_MAX_PLACES 100
#define STEMMA_HISTORY_MAX_EDITS 200

/**
 * StemmaHistory:
 *
 * Where the user has been and what was done there, as one immutable, reference-counted value. A place is a
 * model gone to; back and forward walk the places. At each place is a list of views; undo and redo walk it.
 */
typedef struct _StemmaHistory StemmaHistory;

StemmaHistory *stemma_history_new (StemmaView *view);
StemmaHistory *stemma_history_ref (StemmaHistory *history);
void stemma_history_unref (StemmaHistory *history);

StemmaView *stemma_history_get_view (const StemmaHistory *history);
gboolean stemma_history_can_undo (const StemmaHistory *history);
gboolean stemma_history_can_redo (const StemmaHistory *history);
gboolean stemma_history_can_go_back (const StemmaHistory *history);
gboolean stemma_history_can_go_forward (const StemmaHistory *history);

StemmaHistory *stemma_history_edit (StemmaHistory *history, StemmaView *view);
StemmaHistory *stemma_history_replace (StemmaHistory *history, StemmaView *view);
StemmaHistory *stemma_history_go (StemmaHistory *history, StemmaView *view);
StemmaHistory *stemma_history_undo (StemmaHistory *history);
StemmaHistory *stemma_history_redo (StemmaHistory *history);
StemmaHistory *stemma_history_go_back (StemmaHistory *history);
StemmaHistory *stemma_history_go_forward (StemmaHistory *history);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (StemmaHistory, stemma_history_unref)

G_END_DECLS
