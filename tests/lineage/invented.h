#pragma once

#include "snapshot/stemma-snapshot-builder.h"

/** Invented: a small graph by name, to be sealed as a snapshot. A parent that is no model is a ghost. */
typedef struct _Invented Invented;

Invented *invented_new (void);
void invented_model (Invented *invented, const char *name, guint64 downloads);
void invented_facts (Invented *invented, const char *licence, const char *task, guint32 flags);
void invented_gone (Invented *invented);
void invented_sha (Invented *invented, guint64 sha);
void invented_edge (Invented *invented, const char *child, const char *parent, StemmaRelation relation);
StemmaSnapshot *invented_seal (Invented *invented);

StemmaSnapshot *invented_star (guint n_leaves, guint n_inner);
StemmaSnapshot *invented_deep (guint depth);
StemmaSnapshot *invented_random (GRand *rand);
