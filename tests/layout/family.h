#pragma once

#include "layout/stemma-layout.h"

/** Family: an invented family of cards, to be laid out whole or in part. */
typedef struct
{
  GArray *boxes; /* StemmaLayoutBox */
  GArray *edges; /* StemmaLayoutEdge */
} Family;

Family *family_new (void);
Family *family_new_random (GRand *rand, guint n_boxes, double merges, guint n_backward);
Family *family_new_part (const Family *family, const gboolean *shown);
void family_free (Family *family);
void family_add_box (Family *family, guint64 id, double width, double height);
void family_add_edge (Family *family, guint from, guint to, gboolean backward);
StemmaLayoutRequest family_ask (const Family *family);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Family, family_free)
