#pragma once

#include "intake/stemma-feed.h"
#include "store/stemma-snapshots.h"

/* A store in a folder of its own that goes with it. */
typedef struct
{
  char *folder;
  char *path;
  StemmaStore *store;
} StoreFixture;

void store_fixture_open (StoreFixture *fixture);
void store_fixture_reopen (StoreFixture *fixture);
void store_fixture_close (StoreFixture *fixture);

/* Publishes models given as "child < parent relation, parent relation", or "- name" for a deletion. */
gboolean store_fixture_publish (StoreFixture *fixture, StemmaStageOptions options, const char *const *lines,
                                StemmaPublished *published, GError **error);
/* All of a snapshot as sorted lines of the same form. */
char *store_fixture_dump (StoreFixture *fixture, StemmaDate date);
