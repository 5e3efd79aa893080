#pragma once

#include "store/stemma-store.h"

G_BEGIN_DECLS

/**
 * StemmaSpan: how long something was so. @from is the first snapshot in which it was, @to the first in which
 * it was no longer; ids grow with the date. @until is %STEMMA_DATE_NONE where it still is so.
 */
typedef struct
{
  guint32 from, to;
  StemmaDate since, until;
} StemmaSpan;

/** StemmaFactSpan: what was known of a model for a while. */
typedef struct
{
  StemmaSpan span;
  const char *name;
  int relation;         /* StemmaRelation where it counts once, or -1: no parent is declared */
  guint32 known, flags; /* StemmaKnown, StemmaFlags */
  const char *sha;      /* (nullable) */
  const char *licence, *licence_name, *licence_link;     /* (nullable) */
  const char *task, *library, *new_version, *model_type; /* (nullable) */
  const char *code_repository;                           /* (nullable) */
  const char *tags;                                      /* (nullable): joined by "\n" */
  guint32 template_id;      /* tells one chat template from another; 0 for none */
  gint64 created, modified; /* seconds since 1970; 0 where not known */
  guint64 parameters;       /* 0 where not known */
  guint bits;               /* 0 where not known */
} StemmaFactSpan;

/** StemmaEdgeSpan: a parent as it was declared for a while. */
typedef struct
{
  StemmaSpan span;
  const char *parent; /* as declared */
  guint8 parent_oid[STEMMA_OID_SIZE];
  gboolean has_oid;
  guint32 parent_key; /* of the model whose identity was declared, 0 where none is known */
  StemmaRelation relation;
  const char *word; /* (nullable): the relation's word where it is none of the four */
  StemmaEdgeSource source;
} StemmaEdgeSpan;

/** StemmaDatasetSpan: a dataset that was declared for a while. */
typedef struct
{
  StemmaSpan span;
  const char *dataset;
} StemmaDatasetSpan;

/** StemmaEvaluationSpan: a result that was stated for a while. */
typedef struct
{
  StemmaSpan span;
  StemmaRecordEvaluation result;
} StemmaEvaluationSpan;

/** StemmaFormerName: a name that the model gave up in a snapshot. */
typedef struct
{
  guint32 snapshot;
  StemmaDate date;
  const char *name;
} StemmaFormerName;

/** StemmaModelWeek: one snapshot of the store and what was counted of the model; %G_MAXUINT64 where not
 * known. */
typedef struct
{
  guint32 snapshot;
  StemmaDate date;
  guint64 downloads, downloads_all, likes;
} StemmaModelWeek;

/**
 * StemmaStoredHistory:
 *
 * All that a store ever knew of one model. Made once and never changed; strings live as long as it does.
 */
typedef struct
{
  StemmaArena *arena;
  guint32 key;
  guint8 oid[STEMMA_OID_SIZE];
  gboolean has_oid;
  GArray *facts;        /* StemmaFactSpan, oldest first */
  GArray *edges;        /* StemmaEdgeSpan, oldest first, then in the order of declaration */
  GArray *datasets;     /* StemmaDatasetSpan, in the same order */
  GArray *evaluations;  /* StemmaEvaluationSpan, in the same order */
  GArray *former_names; /* StemmaFormerName, oldest first */
  GArray *weeks;        /* StemmaModelWeek: every snapshot of the store, oldest first */
} StemmaStoredHistory;

StemmaStoredHistory *stemma_store_read_model (
  StemmaStore *store, guint32 key, gboolean counters, GCancellable *cancellable, GError **error);
void stemma_stored_history_free (StemmaStoredHistory *history);
const StemmaFactSpan *stemma_stored_history_at (const StemmaStoredHistory *history, guint32 snapshot);
const StemmaModelWeek *stemma_stored_history_week (const StemmaStoredHistory *history, StemmaDate date);
gboolean stemma_span_holds (const StemmaSpan *span, guint32 snapshot);
GArray *
stemma_store_find_keys (StemmaStore *store, const char *name, GCancellable *cancellable, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (StemmaStoredHistory, stemma_stored_history_free)

G_END_DECLS
