#pragma once

#include "app-fixture.h"
#include "app/lineage/stemma-lineage-page.h"

/* A window on a store of invented families, its Lineage page in sight. */
typedef struct
{
  AppFixture app;
  StemmaLineagePage *page;
  StemmaCanvas *canvas;
} LineageFixture;

/* A small family with a merge, fans, a ghost; its middle is acme/chat. A table as the command line imports it. */
extern const char lineage_small[];
/* A made up family of some 140 models, the same for the same @seed; its first model is root/m000. */
char *lineage_random_table (guint32 seed);

void lineage_open (LineageFixture *fixture, const char *const *weeks);
void lineage_close (LineageFixture *fixture);
/* Goes to a model and waits for its picture. */
void lineage_go (LineageFixture *fixture, const char *target);
void lineage_wait (LineageFixture *fixture);
void lineage_press (LineageFixture *fixture, guint key, GdkModifierType state);

StemmaLineage *lineage_get (LineageFixture *fixture);
guint lineage_count_cards (LineageFixture *fixture);
/* The card of a model by name; fails the test if it has none. */
guint32 lineage_card (LineageFixture *fixture, const char *name);
gboolean lineage_has_card (LineageFixture *fixture, const char *name);
const char *lineage_selected (LineageFixture *fixture);
void lineage_select (LineageFixture *fixture, const char *name);
char *lineage_target (LineageFixture *fixture);
