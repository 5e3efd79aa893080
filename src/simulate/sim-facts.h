#pragma once

#include "record/stemma-record.h"
#include "simulate/sim-world.h"

G_BEGIN_DECLS

/* What is true of a model in a week, as a pure function: nothing of it is stored. */

gint64 sim_created (const SimWorld *world, guint32 model);
gint64 sim_modified (const SimWorld *world, guint32 model, guint week);
void sim_oid (const SimWorld *world, guint32 model, guint8 oid[STEMMA_OID_SIZE]);

guint sim_version (const SimWorld *world, guint32 model, guint week);
SimKind sim_kind (const SimWorld *world, guint32 model, guint week);
guint sim_n_parents (const SimWorld *world, guint32 model, guint week);
gboolean sim_has_new_version (const SimWorld *world, guint32 model, guint week);
gboolean sim_keeps_licence (const SimWorld *world, guint32 model, guint week);
guint32 sim_access (const SimWorld *world, guint32 model, guint week);
gboolean sim_has_changed (const SimWorld *world, guint32 model, guint week);

StemmaEdgeSource sim_edge_source (const SimWorld *world, guint32 model);
gboolean sim_edge_has_oid (const SimWorld *world, guint32 model, guint32 parent, guint week);
StemmaRelation sim_relation_of_kind (SimKind kind);

guint64 sim_downloads (const SimWorld *world, guint32 model, guint week);
guint64 sim_downloads_all (const SimWorld *world, guint32 model, guint week);
guint64 sim_likes (const SimWorld *world, guint32 model, guint week);

G_END_DECLS
