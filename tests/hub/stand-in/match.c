#include "match.h"

#include "record/stemma-relation.h"
#include "simulate/sim-facts.h"
#include "simulate/sim-record.h"
#include "simulate/sim-traits.h"

#include <string.h>

static const char *
skip_prefix (const char *text, const char *prefix)
{
  return g_str_has_prefix (text, prefix) ? text + strlen (prefix) : NULL;
}

/* The relation in front of the name, where there is one. */
static const char *
skip_relation (const char *text, const char **relation)
{
  static const char *const relations[] = { "finetune:", "adapter:", "quantized:", "merge:" };
  *relation = NULL;
  for (guint i = 0; i < G_N_ELEMENTS (relations); i++)
    if (g_str_has_prefix (text, relations[i]))
      {
        *relation = relations[i];
        return text + strlen (relations[i]);
      }
  return text;
}

static gboolean
declares (const StemmaRecord *record, const char *base)
{
  const char *relation, *name = skip_relation (base, &relation);
  for (guint i = 0; i < record->n_edges; i++)
    {
      const StemmaRecordEdge *edge = &record->edges[i];
      if (!g_str_equal (edge->parent, name))
        continue;
      if (relation == NULL && edge->source <= STEMMA_EDGE_SOURCE_TAG)
        return TRUE;
      if (relation != NULL && edge->source <= STEMMA_EDGE_SOURCE_TYPED_TAG
          && g_str_has_prefix (relation, stemma_relation_word (edge->relation)))
        return TRUE;
    }
  return FALSE;
}

static gboolean
uses (const StemmaRecord *record, const char *dataset)
{
  for (guint i = 0; i < record->n_datasets; i++)
    if (g_str_equal (record->datasets[i], dataset))
      return TRUE;
  return FALSE;
}

static gboolean
has_line (const char *lines, const char *wanted)
{
  gsize length = strlen (wanted);
  while (lines != NULL && *lines != '\0')
    {
      const char *end = strchrnul (lines, '\n');
      if ((gsize) (end - lines) == length && memcmp (lines, wanted, length) == 0)
        return TRUE;
      lines = *end == '\0' ? end : end + 1;
    }
  return FALSE;
}

/* Whether it is one of the tags that the item shows. */
static gboolean
has_tag (const StemmaRecord *record, const char *tag)
{
  const char *rest;
  if ((rest = skip_prefix (tag, "base_model:")) != NULL)
    return declares (record, rest);
  if ((rest = skip_prefix (tag, "dataset:")) != NULL)
    return uses (record, rest);
  if ((rest = skip_prefix (tag, "license:")) != NULL)
    return g_strcmp0 (record->licence, rest) == 0;
  if (g_str_equal (tag, "custom_code"))
    return (record->flags & STEMMA_FLAG_CUSTOM_CODE) != 0;
  return g_str_equal (tag, "region:us") || has_line (record->tags, tag);
}

static gboolean
match_filters (const StandInWorld *world, guint32 ref, const GPtrArray *filters, StemmaArena *arena)
{
  StemmaRecord record;
  if (ref & STAND_IN_EXTRA)
    return FALSE;
  stemma_arena_reset (arena);
  sim_record_make (world->sim, ref, world->week, arena, &record);
  for (guint i = 0; i < filters->len; i++)
    if (!has_tag (&record, filters->pdata[i]))
      return FALSE;
  return TRUE;
}

static gboolean
match_name (const StandInWorld *world, guint32 ref, const StandInQuery *query)
{
  char own[SIM_NAME_SIZE];
  if (query->author == NULL && query->search == NULL)
    return TRUE;
  const char *name = stand_in_world_name (world, ref, own);
  gsize length = query->author != NULL ? strlen (query->author) : 0;
  if (query->author != NULL && (strncmp (name, query->author, length) != 0 || name[length] != '/'))
    return FALSE;
  return query->search == NULL || strcasestr (name, query->search) != NULL;
}

static gboolean
match_access (const StandInWorld *world, guint32 ref, const char *gated)
{
  guint32 access = ref & STAND_IN_EXTRA ? 0 : sim_access (world->sim, ref, world->week) & STEMMA_FLAG_GATED;
  if (g_str_equal (gated, "auto"))
    return access == STEMMA_FLAG_GATED_AUTO;
  if (g_str_equal (gated, "manual"))
    return access == STEMMA_FLAG_GATED_MANUAL;
  return (access != 0) == g_str_equal (gated, "true");
}

/**
 * stand_in_match:
 * @world: the world
 * @ref: a model that is there
 * @query: what is asked for
 * @arena: scratch
 *
 * Returns: whether the model is among what is asked for
 */
gboolean
stand_in_match (const StandInWorld *world, guint32 ref, const StandInQuery *query, StemmaArena *arena)
{
  if (!match_name (world, ref, query) || (query->gated != NULL && !match_access (world, ref, query->gated)))
    return FALSE;
  if (query->task != NULL
      && ((ref & STAND_IN_EXTRA) || g_strcmp0 (sim_task (world->sim, ref), query->task) != 0))
    return FALSE;
  return query->filters->len == 0 || match_filters (world, ref, query->filters, arena);
}

/**
 * stand_in_match_base:
 * @query: what is asked for
 *
 * Returns: (nullable): the base that all of them declare, where one is asked for
 */
const char *
stand_in_match_base (const StandInQuery *query)
{
  for (guint i = 0; i < query->filters->len; i++)
    {
      const char *relation, *rest = skip_prefix (query->filters->pdata[i], "base_model:");
      if (rest != NULL)
        return skip_relation (rest, &relation);
    }
  return NULL;
}
