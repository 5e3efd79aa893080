#pragma once

#include "lineage/stemma-lineage.h"

/* What the tests of lineages share: making them, finding what is on them, checking what holds for all. */
void check_all (StemmaLineage *lineage);
StemmaLineage *show (StemmaSnapshot *snapshot, StemmaView *view);
StemmaLineage *show_name (StemmaSnapshot *snapshot, const char *name);
const StemmaCard *card_named (StemmaLineage *lineage, const char *name);
const StemmaChip *find_chip (StemmaLineage *lineage, const StemmaCard *card, StemmaChipKind kind,
                             StemmaRelation relation);
const StemmaCard *the_card (StemmaLineage *lineage, const char *name);
const StemmaChip *the_chip (StemmaLineage *lineage, const char *name, StemmaChipKind kind,
                            StemmaRelation relation);
guint count_kind (StemmaLineage *lineage, StemmaCardKind kind);
guint count_cards (StemmaLineage *lineage);
void check_ids (StemmaLineage *lineage);
void check_lines (StemmaLineage *lineage);
