#pragma once

#include "simulate/sim-names.h"

#include "broken.h"
#include "record/stemma-record.h"

G_BEGIN_DECLS

#define STAND_IN_EXTRA                                                                                       \
  0x80000000u /* marks a model that is none of the simulator's: the rest is its place                        \
               */
#define STAND_IN_NOBODY G_MAXUINT32
#define STAND_IN_MOST_LATE 64
#define STAND_IN_FICKLE_STEPS 64

typedef enum
{
  STAND_IN_EXTRA_BROKEN,  /* a record as it should not be */
  STAND_IN_EXTRA_PRIVATE, /* seen with the token only */
  STAND_IN_EXTRA_LATE,    /* made while somebody crawls */
} StandInExtraKind;

/** StandInExtra: a model beside the simulator's. */
typedef struct
{
  StandInExtraKind kind;
  guint8 oid[STEMMA_OID_SIZE];
  char *name;
  gint64 created;
  const StandInBroken *broken; /* (nullable) */
} StandInExtra;

/** StandInWorld: the Hub as it is now: which week it is, and who is there beside the simulator's models. */
typedef struct
{
  SimWorld *sim;
  guint week;
  GArray *extras; /* StandInExtra, ascending by oid */
  guint version;  /* grows whenever somebody comes or a week passes */
  gboolean churning;
  guint step; /* pages served while churning */
} StandInWorld;

StandInWorld *stand_in_world_new (guint32 seed, double scale, guint week);
void stand_in_world_free (StandInWorld *world);
gboolean stand_in_world_pass_week (StandInWorld *world);
void stand_in_world_add_broken (StandInWorld *world);
void stand_in_world_add_private (StandInWorld *world, guint n);
void stand_in_world_churn (StandInWorld *world);

gboolean stand_in_world_is_fickle (const StandInWorld *world, guint32 ref);
gboolean stand_in_world_has (const StandInWorld *world, guint32 ref);
gboolean stand_in_world_shows (const StandInWorld *world, guint32 ref, gboolean with_token);
const StandInExtra *stand_in_world_extra (const StandInWorld *world, guint32 ref);
void stand_in_world_oid (const StandInWorld *world, guint32 ref, guint8 oid[STEMMA_OID_SIZE]);
const char *stand_in_world_name (const StandInWorld *world, guint32 ref, char name[SIM_NAME_SIZE]);
int stand_in_world_compare (const StandInWorld *world, guint32 ref, const guint8 oid[STEMMA_OID_SIZE]);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (StandInWorld, stand_in_world_free)

G_END_DECLS
