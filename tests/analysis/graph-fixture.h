#pragma once

#include "snapshot/stemma-snapshot-builder.h"

G_BEGIN_DECLS

/**
 * GraphFixture:
 *
 * Builds small snapshots for tests. In text, one word a listed model:
 *
 *   NAME[@TASK][+DOWNLOADS][<PARENTS]
 *
 * where PARENTS are names with commas between, each with its relation before it ("f:", "a:", "m:", "q:" or
 * "o:"); one without takes that of the parent before, the first "f:". A parent that is no word of its own is
 * a ghost:
 *
 *   "base/a base/b+500 tuned/c@text-generation+20<a:base/a mix/d<m:base/b,tuned/c,lost/ghost"
 */
typedef struct _GraphFixture GraphFixture;

GraphFixture *graph_fixture_new (void);
void graph_fixture_free (GraphFixture *fixture);
guint32 graph_fixture_name (GraphFixture *fixture, const char *name);
guint32 graph_fixture_add (GraphFixture *fixture, const StemmaSnapshotModel *model, const char *name);
void
graph_fixture_edge (GraphFixture *fixture, guint32 child_key, const char *parent, StemmaRelation relation);
void graph_fixture_parse (GraphFixture *fixture, const char *text);
StemmaSnapshot *graph_fixture_seal (GraphFixture *fixture);

StemmaSnapshot *graph_fixture_snapshot (const char *text);
StemmaNode graph_fixture_node (const StemmaSnapshot *snapshot, const char *name);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GraphFixture, graph_fixture_free)

G_END_DECLS
