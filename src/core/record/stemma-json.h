#pragma once

#include "base/stemma-arena.h"

G_BEGIN_DECLS

typedef enum
{
  STEMMA_JSON_ABSENT,
  STEMMA_JSON_NULL,
  STEMMA_JSON_BOOLEAN,
  STEMMA_JSON_NUMBER,
  STEMMA_JSON_STRING,
  STEMMA_JSON_ARRAY,
  STEMMA_JSON_OBJECT
} StemmaJsonType;

/**
 * StemmaJson:
 *
 * A value inside a text that stemma_json_check() found sound: no more than its place, so that reading a
 * record builds nothing but what is asked of it. A value with @start %NULL is one that is not there.
 */
typedef struct
{
  const char *start;
  const char *end;
} StemmaJson;

/** StemmaJsonIter: a walk over the elements of an array or the members of an object. */
typedef struct
{
  const char *at;
  const char *end;
  gboolean members;
} StemmaJsonIter;

gboolean stemma_json_check (const char *text, gsize length, StemmaJson *value, gsize *fault_at,
                            const char **fault);
StemmaJsonType stemma_json_type (StemmaJson value);
gboolean stemma_json_is_empty (StemmaJson value);

void stemma_json_iter_init (StemmaJsonIter *iter, StemmaJson value);
gboolean stemma_json_iter_next (StemmaJsonIter *iter, StemmaJson *key, StemmaJson *value);
guint64 stemma_json_pick (StemmaJson object, const char *const *keys, guint n_keys, StemmaJson *values);
StemmaJson stemma_json_member (StemmaJson object, const char *key);
gboolean stemma_json_equals (StemmaJson string, const char *text);

const char *stemma_json_text (StemmaJson value, StemmaArena *arena, gboolean *damaged);
gboolean stemma_json_number (StemmaJson value, double *number);
gboolean stemma_json_count (StemmaJson value, guint64 *count);
gboolean stemma_json_boolean (StemmaJson value, gboolean *truth);

const char *stemma_json_string_end (const char *at, const char *end);

G_END_DECLS
