#pragma once

#include "store/stemma-store.h"

G_BEGIN_DECLS

/** StemmaSnapshotInfo: one snapshot of a store. */
typedef struct
{
  guint32 id;       /* grows with the date */
  StemmaDate date;
  char *source;
  guint64 models;
  guint64 findings; /* oddities met while it was brought in */
  gboolean complete;
  guint64 revision; /* no two states of a store share one */
} StemmaSnapshotInfo;

void stemma_snapshot_info_free (StemmaSnapshotInfo *info);

GPtrArray *stemma_snapshots_list (StemmaStore *store, GCancellable *cancellable, GError **error);
gboolean stemma_snapshots_forget (StemmaStore *store, StemmaDate date, GError **error);

/** StemmaStoredFinding: an oddity that was met while a snapshot was brought in. */
typedef struct
{
  char *kind;
  char *id;
  char *text;
} StemmaStoredFinding;

GPtrArray *stemma_snapshots_list_findings (StemmaStore *store, guint32 snapshot, GCancellable *cancellable,
                                           GError **error);

/**
 * StemmaStoredModel: a listed model as the store has it; strings live during the call only.
 */
typedef struct
{
  guint32 key;
  guint32 name;           /* id in the table of names, from 1 */
  guint64 arrival;
  int relation;           /* StemmaRelation, or -1: no parent is declared */
  guint32 known, flags;
  const char *licence, *task, *library; /* (nullable) */
  guint64 sha;            /* its first 8 bytes, 0 where not known */
  gint64 created, modified;
  guint64 downloads, likes; /* G_MAXUINT64 where not known */
} StemmaStoredModel;

typedef struct
{
  guint32 child;          /* key */
  guint32 parent;         /* id of the declared name, from 1 */
  guint32 parent_key;     /* of the model whose identity was declared, 0 where none is known */
  gboolean has_oid;       /* an identity was declared, known or not */
  StemmaRelation relation;
  StemmaEdgeSource source;
} StemmaStoredEdge;

/**
 * StemmaSnapshotVisitor:
 *
 * Told of everything in a snapshot: first the former names (with the model that had them), then the models in the
 * order of their keys, then the edges in the order of child and declaration. Each may return %FALSE with an error.
 */
typedef struct
{
  gboolean (*former_name) (guint32 name, guint32 model, gpointer user_data, GError **error);
  gboolean (*model) (const StemmaStoredModel *model, gpointer user_data, GError **error);
  gboolean (*edge) (const StemmaStoredEdge *edge, gpointer user_data, GError **error);
  gpointer user_data;
} StemmaSnapshotVisitor;

gboolean stemma_snapshots_visit (StemmaStore *store, guint32 snapshot, const StemmaSnapshotVisitor *visitor,
                                 GCancellable *cancellable, GError **error);
gboolean stemma_snapshots_visit_names (StemmaStore *store, guint32 after,
                                       gboolean (*func) (guint32 id, const char *text, gpointer user_data,
                                                         GError **error),
                                       gpointer user_data, GCancellable *cancellable, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (StemmaSnapshotInfo, stemma_snapshot_info_free)

G_END_DECLS
