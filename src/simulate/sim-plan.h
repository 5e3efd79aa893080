#pragma once

#include "simulate/sim-random.h"
#include "simulate/sim-world.h"

G_BEGIN_DECLS

#define SIM_PLAN_OUTSIDE 0x80000000u /* a parent outside the plan: the rest indexes SimPlan.outsides */
#define SIM_NO_COMMUNITY 0xffff
#define SIM_COMMUNITY_ROOTS 64

/* A model outside the merges that a merge takes in: the root itself, something made from it, or a ghost. */
typedef struct
{
  guint16 community;
  guint8 root;
  guint8 derived;
  guint8 ghost;
} SimOutside;

typedef struct
{
  guint n_roots;
  guint32 members[SIM_COMMUNITY_ROOTS];   /* descendants in the reference week that come through merges */
  guint32 first_use[SIM_COMMUNITY_ROOTS]; /* place in the sequence */
} SimCommunity;

/*
 * Who merges what, and what is made of merges, as a sequence in time. Made before the trees, since it decides
 * how much of a cluster is left for its tree.
 */
typedef struct
{
  guint n;
  guint16 *community;
  guint8 *kind, *birth, *death;
  guint32 *first; /* n + 1 */
  GArray *refs;   /* guint32 */
  GArray *outsides;
  SimCommunity *communities;
  guint n_communities;
  guint births[SIM_WEEKS][SIM_N_KINDS];
} SimPlan;

SimPlan *sim_plan_new (const SimTargets *targets, guint32 seed);
void sim_plan_free (SimPlan *plan);

G_END_DECLS
