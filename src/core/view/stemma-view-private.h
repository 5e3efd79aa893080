#pragma once

#include "view/stemma-view.h"

G_BEGIN_DECLS

/** The view as its own folder sees it. Strings are GRefStrings; they and the order are shared with the
 * views made of it. */
struct _StemmaView
{
  gatomicrefcount ref_count;
  char *focus;
  char *store;
  char *text;
  StemmaDate date;
  StemmaDate since;
  guint depth[2]; /* by StemmaDirection */
  StemmaFold fold;
  guint relations;
  guint64 min_downloads;
  StemmaColourBy colour_by;
  StemmaReading reading;
  GBytes *order;   /* (nullable): of StemmaViewSeat, without a byte left to chance */
  GArray *entries; /* of StemmaViewEntry, sorted by stemma_view_entry_compare() */
};

StemmaView *stemma_view_copy (const StemmaView *view);
int stemma_view_entry_compare (const StemmaViewEntry *a, const StemmaViewEntry *b);
void stemma_view_put_entry (StemmaView *view, const StemmaViewEntry *entry);
void stemma_view_drop_entry (StemmaView *view, const StemmaViewEntry *entry);
const StemmaViewEntry *stemma_view_lookup_entry (const StemmaView *view, const StemmaViewEntry *entry);
int stemma_view_order_compare (const StemmaView *a, const StemmaView *b);
void stemma_view_order_write (const StemmaView *view, GString *text);
gboolean stemma_view_order_read (StemmaView *view, const char *text);

G_END_DECLS
