#pragma once

#include "simulate/sim-plan.h"

G_BEGIN_DECLS

typedef enum
{
  SIM_ROLE_ISOLATED,
  SIM_ROLE_ROOT, /* group: tree */
  SIM_ROLE_TREE, /* group: tree */
  SIM_ROLE_PLAN, /* item: place in the plan */
  SIM_ROLE_SELF,
  SIM_ROLE_RING, /* group: ring */
} SimRole;

/* A model that has a place in a family but not yet one in time. */
typedef struct
{
  guint64 key; /* birth week << 32 | moment in it */
  guint32 group;
  guint32 item;
  guint8 kind, role, death;
} SimSlot;

enum
{
  SIM_TREE_STAR = 1 << 0,
  SIM_TREE_LINE = 1 << 1,
  SIM_TREE_GHOST = 1 << 2,  /* its head is not listed */
  SIM_TREE_DOOMED = 1 << 3, /* its root is deleted in the week .death */
  SIM_TREE_FIXED = 1 << 4,  /* births are given, not drawn */
  SIM_TREE_PURE = 1 << 5,   /* of one kind */
  SIM_TREE_COMMUNITY = 1 << 6,
};

typedef struct
{
  guint32 n_slots; /* that stand in the reference week */
  guint32 first_slot;
  guint8 flags, birth, death, domain;
  guint16 community;
  guint8 community_root;
  float deep, quantized, adapters, heat;
  guint32 moment; /* of the root in its week */
} SimTree;

#define SIM_TUNED 0 /* classes of the weekly quotas: fine-tunes with adapters, quantizations */
#define SIM_SQUEEZED 1

typedef struct
{
  SimWorld *world;
  const SimTargets *targets;
  SimPlan *plan;
  SimRandom random;
  GArray *slots; /* SimSlot */
  GArray *trees; /* SimTree: the clusters by size, then those that come and go, then ghosts' */
  guint n_clusters;
  guint n_rings;
  guint32 *tree_of_community; /* community * SIM_COMMUNITY_ROOTS + root */
  guint quota[SIM_WEEKS][2];  /* births of tree slots still to be given */
  guint doom[SIM_WEEKS][2];   /* deaths of tree slots still to be given */
  guint inner[SIM_WEEKS];     /* of the tuned ones: deaths of models that others are made of */
} SimBuild;

static inline guint
sim_slot_birth (const SimSlot *slot)
{
  return (guint) (slot->key >> 32);
}

static inline SimTree *
sim_build_tree (const SimBuild *build, guint32 tree)
{
  return &g_array_index (build->trees, SimTree, tree);
}

static inline guint
sim_class_of_kind (guint kind)
{
  return kind == SIM_QUANTIZED ? SIM_SQUEEZED : SIM_TUNED;
}

SimSlot *sim_build_add_slot (SimBuild *build, SimRole role, guint32 group, SimKind kind);
void sim_build_quotas (SimBuild *build);
void sim_build_forest (SimBuild *build, guint room);
void sim_build_slots (SimBuild *build);
void sim_build_births (SimBuild *build);
void sim_build_rest (SimBuild *build);
void sim_build_attach (SimBuild *build);
void sim_build_bury_inner (SimBuild *build);
void sim_build_owners (SimBuild *build);
void sim_build_aliases (SimBuild *build);

G_END_DECLS
