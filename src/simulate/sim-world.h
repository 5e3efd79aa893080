#pragma once

#include "simulate/sim-tables.h"

G_BEGIN_DECLS

typedef enum
{
  SIM_ORIGINAL, /* declares no parent */
  SIM_FINETUNE,
  SIM_ADAPTER,
  SIM_MERGE,
  SIM_QUANTIZED,
  SIM_N_KINDS
} SimKind;

typedef enum
{
  SIM_NLP,
  SIM_VISION,
  SIM_AUDIO,
  SIM_MULTIMODAL,
  SIM_REINFORCEMENT,
  SIM_TABULAR,
  SIM_N_DOMAINS
} SimDomain;

enum
{
  SIM_TRAIT_BASE = 1 << 0,   /* somebody declares it, in some week */
  SIM_TRAIT_ALIAS = 1 << 1,  /* renamed, or holds the name of a model before it */
  SIM_TRAIT_STICKY = 1 << 2, /* renamed, or its name is taken by a later model: edges keep its oid */
  SIM_TRAIT_BUMPED = 1 << 3, /* its plain name was taken */
  SIM_TRAIT_BIG = 1 << 4,    /* at the head of one of the largest clusters */
  SIM_TRAIT_RING = 1 << 5,   /* member of a cycle of two or more */
  SIM_TRAIT_LINE = 1 << 6,   /* part of a long line, which is left whole */
  SIM_TRAIT_SPEAKS = 1 << 7, /* heads a family of large language models */
};

#define SIM_GHOST 0x80000000u /* marks a parent that is no model: the rest is the ghost's number */

typedef struct _SimNames SimNames;

/*
 * The world as columns over models in order of arrival. What is not here is a pure function of seed, model
 * and field, and is made when a record is asked for.
 */
typedef struct
{
  guint32 seed;
  SimTargets targets;
  guint n_models;
  guint n_ghosts;
  guint n_owners;
  guint32 week_start[SIM_WEEKS + 1]; /* first model born in a week */
  guint8 *kind;
  guint8 *death; /* first week without it, or SIM_NEVER */
  guint8 *traits;
  guint8 *domain;
  guint32 *owner;
  guint32 *family;     /* the first ancestor along first parents: a model, or a ghost */
  guint32 *first_edge; /* n_models + 1 */
  guint32 *parents;
  guint vanished_owners[SIM_WEEKS];
  GArray *renames; /* SimAlias, by model */
  GArray *reuses;  /* SimAlias, by model */
  SimNames *names;
} SimWorld;

/* From @week on @model has another name: a new one, or in a reuse the one @other had. */
typedef struct
{
  guint32 model, other, week;
} SimAlias;

static inline guint
sim_world_birth (const SimWorld *world, guint32 model)
{
  guint week = 0;
  while (world->week_start[week + 1] <= model)
    week++;
  return week;
}

static inline gboolean
sim_world_lists (const SimWorld *world, guint32 model, guint week)
{
  return model < world->week_start[week + 1] && world->death[model] > week;
}

static inline guint
sim_world_n_parents (const SimWorld *world, guint32 model)
{
  return world->first_edge[model + 1] - world->first_edge[model];
}

static inline gboolean
sim_world_is_self (const SimWorld *world, guint32 model)
{
  guint32 edge = world->first_edge[model];
  return edge < world->first_edge[model + 1] && world->parents[edge] == model;
}

SimWorld *sim_world_new (guint32 seed, double scale);
void sim_world_free (SimWorld *world);

G_END_DECLS
