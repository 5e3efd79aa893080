#pragma once

#include "snapshot/stemma-names.h"
#include "snapshot/stemma-snapshot.h"

G_BEGIN_DECLS

/**
 * StemmaSnapshotBuilder:
 *
 * Takes models in the order of their keys, then edges, and seals them. The store's snapshots and the tests' small
 * graphs are built alike.
 */
typedef struct _StemmaSnapshotBuilder StemmaSnapshotBuilder;

/** StemmaSnapshotModel: what the builder is told of a listed model. Strings are copied. */
typedef struct
{
  guint32 key;              /* ascending from call to call */
  guint32 name;             /* id in the builder's names */
  guint64 arrival;          /* any number that grows with the order of arrival */
  gboolean derived;         /* declares a parent: also true when all it declares is itself */
  StemmaRelation relation;  /* where it counts once; meaningful if derived */
  guint32 known;
  guint32 flags;
  const char *task;         /* (nullable) */
  const char *library;      /* (nullable) */
  const char *licence;      /* (nullable) */
  guint64 downloads;
  guint64 likes;
  gint64 created;
  gint64 modified;
  guint64 sha;
} StemmaSnapshotModel;

StemmaSnapshotBuilder *stemma_snapshot_builder_new (StemmaNames *names, StemmaDate date, const char *source);
void stemma_snapshot_builder_free (StemmaSnapshotBuilder *builder);
void stemma_snapshot_builder_set_origin (StemmaSnapshotBuilder *builder, const guint8 store_id[16],
                                         guint64 revision);
void stemma_snapshot_builder_add_model (StemmaSnapshotBuilder *builder, const StemmaSnapshotModel *model);
void stemma_snapshot_builder_add_edge (StemmaSnapshotBuilder *builder, guint32 child_key, guint32 declared_name,
                                       guint32 parent_key, StemmaRelation relation, StemmaEdgeSource source);
gboolean stemma_snapshot_builder_has_key (const StemmaSnapshotBuilder *builder, guint32 key);
StemmaSnapshot *stemma_snapshot_builder_seal (StemmaSnapshotBuilder *builder, GCancellable *cancellable,
                                              GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (StemmaSnapshotBuilder, stemma_snapshot_builder_free)

G_END_DECLS
