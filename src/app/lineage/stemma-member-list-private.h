#pragma once

#include "app/lineage/stemma-member-list.h"

G_BEGIN_DECLS

/**
 * StemmaMemberList:
 *
 * The models behind a chip, a fold or "more", to be searched, sorted and brought out on to the canvas.
 * Signals: `pick` (name), `pick-first` (count), `focus` (name), `open-model` (name).
 */
struct _StemmaMemberList
{
  AdwBin parent_instance;
  StemmaSnapshot *snapshot;
  char *host; /* the model that they hang on */
  StemmaDirection direction;
  StemmaView *view; /* (nullable): decides which are out */
  StemmaMemberModel *model;
  GtkColumnView *table;
  GtkSingleSelection *selection;
  GtkStack *stack;
  GtkLabel *count;
  GtkSpinButton *spin;
  GtkButton *pick_button;
  GtkEditable *filter;
  GHashTable *bound; /* of GtkListItem: rows that are on screen */
  GCancellable *cancellable;
  int probed;        /* which column's sorter was asked last */
};

GtkWidget *stemma_member_list_create_table (StemmaMemberList *list);
void stemma_member_list_refresh (StemmaMemberList *list);
void stemma_member_list_activate (StemmaMemberList *list);
void stemma_member_list_emit_pick (StemmaMemberList *list, const char *name);

G_END_DECLS
