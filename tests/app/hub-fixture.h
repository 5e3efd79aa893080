#pragma once

#include "app-fixture.h"

#include "app/fetch/stemma-fetcher.h"

/* A stand-in Hub of this test's own, and what the fetcher told last. */
typedef struct
{
  AppFixture app;
  GSubprocess *server;
  char *url;
  guint ended;
  gboolean done;
  gboolean resumed;
  StemmaFetchFault fault;
  char *error; /* (nullable) */
  StemmaPublished published;
  guint forgotten;
  gulong handler;
} HubFixture;

/* Starts a stand-in of @scale with @options, a list of words, names it in the preferences, and opens an empty
 * window. */
void hub_fixture_open (HubFixture *fixture, const char *scale, const char *const *options);
/* Ends the server and starts another. */
void hub_fixture_restart (HubFixture *fixture, const char *scale, const char *const *options);
void hub_fixture_close (HubFixture *fixture);
/* A model that names a parent. */
char *hub_fixture_find_child (HubFixture *fixture);
/* Fetches the whole stand-in as the snapshot of @date, without a window; returns the store. */
char *hub_fixture_fetch_as (HubFixture *fixture, const char *date);
/* Runs the main loop until one more fetch has ended. */
void hub_fixture_wait_end (HubFixture *fixture);
/* The first window of @type that is shown. */
GtkWidget *hub_fixture_find_window (GType type);
/* The first banner that is shown whose text holds @part; %NULL if there is none. */
const char *hub_fixture_find_notice (HubFixture *fixture, const char *part);
