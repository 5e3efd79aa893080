#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Numbers that look random and are a pure function of what is asked: the same on every machine. */

typedef struct
{
  guint64 state;
} SimRandom;

static inline guint64
sim_mix (guint64 z)
{
  z += 0x9e3779b97f4a7c15u;
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
  z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
  return z ^ (z >> 31);
}

/* A number for one field of one thing. */
static inline guint64
sim_hash (guint32 seed, guint field, guint64 id)
{
  return sim_mix (sim_mix ((guint64) seed << 16 | field) ^ (id * 0xd6e8feb86659fd93u));
}

/* In [0, 1). */
static inline double
sim_unit (guint64 hash)
{
  return (double) (hash >> 11) * (1.0 / 9007199254740992.0);
}

static inline guint64
sim_next (SimRandom *random)
{
  random->state += 0x9e3779b97f4a7c15u;
  return sim_mix (random->state);
}

static inline double
sim_uniform (SimRandom *random)
{
  return sim_unit (sim_next (random));
}

/* In [0, n), n > 0. */
static inline guint
sim_below (SimRandom *random, guint n)
{
  return (guint) (((sim_next (random) >> 32) * n) >> 32);
}

static inline gboolean
sim_chance (SimRandom *random, double probability)
{
  return sim_uniform (random) < probability;
}

G_END_DECLS
