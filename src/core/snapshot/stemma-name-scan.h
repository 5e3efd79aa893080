#pragma once

#include "snapshot/stemma-names.h"

G_BEGIN_DECLS

/**
 * StemmaNameScan:
 *
 * Finds the names that contain a text, capital or small ASCII letters alike, in the order of their ids. Lives
 * on the stack; @names and @text outlive it.
 */
typedef struct
{
  const StemmaNames *names;
  const char *text;
  gsize length;
  char first[2]; /* of the text: its first letter, small and capital */
  char last[2];
  guint32 span;
  guint32 id;
  const char *name;  /* the one found */
  const char *place; /* where in it the text stands first */
  const char *at;
  const char *end;
} StemmaNameScan;

void stemma_name_scan_init (StemmaNameScan *scan, const StemmaNames *names, const char *text);
gboolean stemma_name_scan_next (StemmaNameScan *scan, guint32 *id);

G_END_DECLS
