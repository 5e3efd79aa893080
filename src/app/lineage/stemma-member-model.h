#pragma once

#include <gio/gio.h>

#include "lineage/stemma-lineage.h"

G_BEGIN_DECLS

typedef enum
{
  STEMMA_MEMBER_NAME,
  STEMMA_MEMBER_DOWNLOADS,
  STEMMA_MEMBER_RELATION,
  STEMMA_N_MEMBER_COLUMNS
} StemmaMemberColumn;

#define STEMMA_TYPE_MEMBER (stemma_member_get_type ())
G_DECLARE_FINAL_TYPE (StemmaMember, stemma_member, STEMMA, MEMBER, GObject)

const char *stemma_member_get_name (StemmaMember *member);
gboolean stemma_member_is_ghost (StemmaMember *member);
gboolean stemma_member_get_downloads (StemmaMember *member, guint64 *downloads);
gboolean stemma_member_get_relation (StemmaMember *member, StemmaRelation *relation);

#define STEMMA_TYPE_MEMBER_MODEL (stemma_member_model_get_type ())
G_DECLARE_FINAL_TYPE (StemmaMemberModel, stemma_member_model, STEMMA, MEMBER_MODEL, GObject)

StemmaMemberModel *stemma_member_model_new (StemmaSnapshot *snapshot, GArray *nodes);
void stemma_member_model_filter (StemmaMemberModel *model, const char *text);
void stemma_member_model_sort (StemmaMemberModel *model, StemmaMemberColumn column, gboolean descending);
guint stemma_member_model_get_total (StemmaMemberModel *model);
const char *stemma_member_model_get_name (StemmaMemberModel *model, guint position);

G_END_DECLS
