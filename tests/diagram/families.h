#pragma once

#include "diagram/stemma-diagram.h"
#include "lineage/invented.h"

/* Small invented families that between them hold everything that can be drawn. */
StemmaSnapshot *family_of_all_kinds (void); /* focus juniper/Meridian */
StemmaSnapshot *family_with_rings (void);   /* focus acme/Focus */
StemmaSnapshot *family_of_many (void);      /* focus hub/Root */

StemmaLayouter *the_layouter (void);
StemmaSnapshot *family_in_two_weeks (StemmaSnapshot **before);
StemmaDiagram *draw (StemmaSnapshot *snapshot, StemmaView *view);
StemmaDiagram *draw_name (StemmaSnapshot *snapshot, const char *name);
