#pragma once

#include <adwaita.h>

#include "app/lineage/stemma-member-model.h"

G_BEGIN_DECLS

#define STEMMA_TYPE_MEMBER_LIST (stemma_member_list_get_type ())
G_DECLARE_FINAL_TYPE (StemmaMemberList, stemma_member_list, STEMMA, MEMBER_LIST, AdwBin)

GtkWidget *stemma_member_list_new (StemmaLineage *lineage, guint32 card, guint32 chip, const char *title);
gboolean stemma_member_list_is_ready (StemmaMemberList *list);
void stemma_member_list_set_view (StemmaMemberList *list, StemmaView *view);
const char *stemma_member_list_get_host (StemmaMemberList *list);
StemmaDirection stemma_member_list_get_direction (StemmaMemberList *list);
StemmaMemberModel *stemma_member_list_get_model (StemmaMemberList *list);
StemmaView *stemma_member_list_pick (StemmaMemberList *list, StemmaView *view, const char *name);
StemmaView *stemma_member_list_pick_first (StemmaMemberList *list, StemmaView *view, guint count);

G_END_DECLS
