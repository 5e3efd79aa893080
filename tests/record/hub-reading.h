#pragma once

#include "record/stemma-hub-record.h"

/** HubReading: one record that was read in a test, with everything that was found odd in it. */
typedef struct
{
  StemmaArena *arena;
  StemmaRecord record;
  GPtrArray *findings; /* "kind: text", in the order they came */
  GPtrArray *ids;
  GError *error;
  gboolean read;
} HubReading;

HubReading *hub_reading_of (const char *json);
HubReading *hub_reading_of_bytes (const char *json, gsize length);
void hub_reading_free (HubReading *reading);
guint hub_reading_count (const HubReading *reading, const char *kind);
char *hub_reading_parents (const HubReading *reading);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HubReading, hub_reading_free)
