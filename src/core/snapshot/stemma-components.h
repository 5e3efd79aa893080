#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** StemmaComponents: the strongly connected components of a graph, and an order of its nodes along the edges.
 */
typedef struct
{
  guint32 *number;    /* by node: its place in an order in which no edge between components runs back */
  guint32 n_inner;    /* nodes with children: they have the numbers below this */
  guint32 *component; /* by node: the same for nodes that reach each other */
  guint32 *size;      /* by component: its nodes */
} StemmaComponents;

StemmaComponents *stemma_components_new (guint32 n,
                                         const guint32 *child_start,
                                         const guint32 *child,
                                         const guint32 *parent_start);
void stemma_components_free (StemmaComponents *components);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (StemmaComponents, stemma_components_free)

G_END_DECLS
