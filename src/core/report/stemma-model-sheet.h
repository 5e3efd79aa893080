#pragma once

#include "analysis/stemma-model-facts.h"
#include "report/stemma-model-events.h"

G_BEGIN_DECLS

/** StemmaModelChild: a listed model that declares the one that is looked at. */
typedef struct
{
  StemmaNode node;
  StemmaRelation relation; /* of the edge */
  guint64 downloads;
} StemmaModelChild;

/** StemmaModelPath: a way down from a root, or from where the way up ends, to a parent of the model. */
typedef struct
{
  guint32 n_nodes;
  StemmaNode *nodes;         /* the uppermost first, the parent last */
  StemmaRelation *relations; /* of the step from each node to the next; the last one leads to the model */
  gboolean from_root;
} StemmaModelPath;

/**
 * StemmaModelSheet:
 *
 * All that is known of one model in one week, and what happened to it before and after. Made once, never
 * changed, reference-counted, shared between threads.
 */
typedef struct
{
  gatomicrefcount ref_count;
  StemmaSnapshot *snapshot;
  char *name;                  /* in this week; what was asked for where it is not in this week */
  guint32 key;                 /* 0 for a ghost that was never listed */
  StemmaRow row;               /* STEMMA_NONE: not listed in this week */
  StemmaNode node;             /* STEMMA_NONE: isolated, or not in this week at all */
  guint32 namesake;            /* key of another model that bears the name in this week, 0 if there is none */
  StemmaModelFacts *facts;     /* (nullable): %NULL if it is neither listed nor declared in this week */
  StemmaStoredHistory *stored; /* (nullable): %NULL without a key */
  guint32 week;                /* id of this week's snapshot; 0 without a key */
  const StemmaFactSpan *fact;  /* (nullable): what was known in this week */
  StemmaModelWeek counts;      /* what was counted in this week */
  GPtrArray *namesakes;        /* StemmaStoredHistory: other models that ever bore one of its names */
  GPtrArray *events;           /* StemmaModelEvent, oldest first */
  GArray *children;            /* StemmaModelChild: by relation, the most downloaded first, then by name */
  GPtrArray *paths;            /* StemmaModelPath: one a parent, the first few */
  guint32 n_more_paths;        /* parents without one */
} StemmaModelSheet;

StemmaModelSheet *stemma_model_sheet_new (StemmaSnapshot *snapshot,
                                          StemmaStore *store,
                                          const char *name,
                                          guint32 key,
                                          GCancellable *cancellable,
                                          GError **error);
StemmaModelSheet *stemma_model_sheet_ref (StemmaModelSheet *sheet);
void stemma_model_sheet_unref (StemmaModelSheet *sheet);

gboolean stemma_model_sheet_check (const StemmaModelSheet *sheet, GCancellable *cancellable, GError **error);
gboolean stemma_model_sheet_knows (const StemmaModelSheet *sheet, StemmaKnown what);
StemmaNodeFlags stemma_model_sheet_flags (const StemmaModelSheet *sheet);
gboolean stemma_model_sheet_is_orphan (const StemmaModelSheet *sheet);
gboolean stemma_model_sheet_is_leaf (const StemmaModelSheet *sheet);
const char *stemma_model_sheet_kind (const StemmaModelSheet *sheet);
gboolean stemma_model_sheet_get_seen (const StemmaModelSheet *sheet, StemmaDate *first, StemmaDate *last);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (StemmaModelSheet, stemma_model_sheet_unref)

G_END_DECLS
