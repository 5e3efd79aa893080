#pragma once

#include "store/stemma-store-model.h"

G_BEGIN_DECLS

/** StemmaModelEventKind: what may happen to a model from one snapshot to the next. */
typedef enum
{
  STEMMA_EVENT_LISTED, /* in the first snapshot of the store: since when is not known */
  STEMMA_EVENT_ADDED,
  STEMMA_EVENT_DELETED,
  STEMMA_EVENT_RETURNED,
  STEMMA_EVENT_RENAMED,
  STEMMA_EVENT_RECREATED,  /* it bears a name that another model bore before */
  STEMMA_EVENT_NAME_TAKEN, /* another model bears a name that it bore before */
  STEMMA_EVENT_PARENTS,
  STEMMA_EVENT_RELATION,
  STEMMA_EVENT_LICENCE,
  STEMMA_EVENT_GATED,
  STEMMA_EVENT_UNGATED,
  STEMMA_EVENT_DISABLED,
  STEMMA_EVENT_ENABLED,
  STEMMA_EVENT_PRIVATE,
  STEMMA_EVENT_PUBLIC,
  STEMMA_EVENT_UPDATED, /* another sha */
  STEMMA_EVENT_NEW_VERSION,
  STEMMA_EVENT_TASK,
  STEMMA_EVENT_LIBRARY,
  STEMMA_EVENT_DATASETS,
  STEMMA_EVENT_EVALUATIONS,
  STEMMA_EVENT_TEMPLATE,
  STEMMA_N_EVENTS
} StemmaModelEventKind;

/** StemmaModelEvent: @other is the key of the other model where there is one, else 0. */
typedef struct
{
  StemmaDate date;
  StemmaModelEventKind kind;
  char *before; /* (nullable) */
  char *after;  /* (nullable) */
  guint32 other;
} StemmaModelEvent;

GPtrArray *stemma_model_events_new (const StemmaStoredHistory *history, GPtrArray *namesakes);
const char *stemma_model_event_word (StemmaModelEventKind kind);
const char *stemma_model_event_title (StemmaModelEventKind kind);

G_END_DECLS
