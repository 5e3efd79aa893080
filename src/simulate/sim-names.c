#include "simulate/sim-names.h"

#include "simulate/sim-repo.h"

#include <string.h>

struct _SimNames
{
  SimWords words;
  GHashTable *bumps; /* model -> how often its name was taken before */
};

const SimWords *
sim_names_words (const SimNames *names)
{
  return &names->words;
}

static const SimAlias *
find_alias (const GArray *aliases, guint32 model)
{
  guint low = 0, high = aliases->len;
  while (low < high)
    {
      guint middle = (low + high) / 2;
      const SimAlias *alias = &g_array_index (aliases, SimAlias, middle);
      if (alias->model == model)
        return alias;
      if (alias->model < model)
        low = middle + 1;
      else
        high = middle;
    }
  return NULL;
}

/* The owner's name: single words first, then pairs, which cannot be the same by their mark. */
static void
add_owner (const SimWorld *world, const SimWords *words, guint32 owner, SimText *text)
{
  static const char *const tails[] = { "", "", "", "-ai", "-lab", "-labs", "-org", "-research", "7", "42" };
  guint64 hash = sim_hash (world->seed, 5, owner);
  guint shift = (guint) (sim_hash (world->seed, 6, 0) % SIM_N_WORDS);
  guint32 first = (owner + shift) % SIM_N_WORDS, second = owner / SIM_N_WORDS;
  const char *word = words->word[first];
  sim_text_add_char (text, hash & 1 ? g_ascii_toupper (word[0]) : word[0]);
  sim_text_add (text, word + 1);
  if (second > 0)
    {
      sim_text_add_char (text, hash & 2 ? '-' : hash & 4 ? '_' : '.');
      sim_text_add (text, words->word[(first * 7u + second * 31u) % SIM_N_WORDS]);
    }
  else
    sim_text_add (text, tails[(hash >> 8) % G_N_ELEMENTS (tails)]);
}

/* The name a model was given, or the one it took in its rename. */
static void
plain_name (const SimWorld *world, guint32 model, gboolean renamed, guint bump, char name[SIM_NAME_SIZE])
{
  const SimWords *words = &world->names->words;
  SimText text = { name, 0, SIM_SEGMENT_LIMIT };
  add_owner (world, words, world->owner[model], &text);
  sim_text_add_char (&text, '/');
  guint from = text.length;
  text.limit = from + SIM_SEGMENT_LIMIT - 6;
  sim_repo_add (world, words, model, renamed, &text);
  sim_text_finish (&text, from);
  if (bump > 0)
    {
      text.limit = SIM_NAME_SIZE;
      sim_text_add (&text, "-v");
      sim_text_add_number (&text, bump + 1);
    }
}

static guint
bump_of (const SimWorld *world, guint32 key)
{
  return GPOINTER_TO_UINT (g_hash_table_lookup (world->names->bumps, GUINT_TO_POINTER (key)));
}

/* Renamed ones are kept beside the plain ones under the model's number with the highest bit. */
static void
full_name (const SimWorld *world, guint32 model, gboolean renamed, char name[SIM_NAME_SIZE])
{
  gboolean bumped = renamed || (world->traits[model] & SIM_TRAIT_BUMPED) != 0;
  plain_name (world, model, renamed, bumped ? bump_of (world, renamed ? model | SIM_GHOST : model) : 0, name);
}

/**
 * sim_name:
 * @world: the world
 * @model: a model
 * @week: when
 * @name: (out): room for the name
 *
 * Returns: @name, filled with what the model is called in that week
 */
const char *
sim_name (const SimWorld *world, guint32 model, guint week, char name[SIM_NAME_SIZE])
{
  if ((world->traits[model] & SIM_TRAIT_ALIAS) == 0)
    {
      full_name (world, model, FALSE, name);
      return name;
    }
  const SimAlias *rename = find_alias (world->renames, model);
  if (rename != NULL)
    {
      full_name (world, model, week >= rename->week, name);
      return name;
    }
  const SimAlias *reuse = find_alias (world->reuses, model);
  full_name (world, reuse != NULL ? reuse->other : model, FALSE, name);
  return name;
}

static void
ghost_name (const SimWorld *world, guint32 ghost, guint bump, char name[SIM_NAME_SIZE])
{
  const SimWords *words = &world->names->words;
  guint64 hash = sim_hash (world->seed, 7, ghost), more = sim_mix (hash);
  SimText text = { name, 0, SIM_SEGMENT_LIMIT };
  if (hash % 100 < 4)
    {
      static const char *const paths[] = { "./results/checkpoint-", "/home/user/models/", "../output/run-" };
      sim_text_add (&text, paths[(hash >> 8) % G_N_ELEMENTS (paths)]);
      sim_text_add_word (&text, words, more, FALSE);
      sim_text_add_number (&text, ghost);
      return;
    }
  if (hash % 100 >= 9)
    {
      sim_text_add_word (&text, words, hash, (hash & 256) != 0);
      sim_text_add (&text, hash & 512 ? "-hub/" : "ware/");
    }
  sim_text_add_word (&text, words, more, (hash & 1024) != 0);
  sim_text_add_char (&text, '-');
  sim_text_add_word (&text, words, sim_mix (more), FALSE);
  sim_text_add (&text, hash & 2048 ? "-7b" : "-base");
  if (bump > 0)
    {
      sim_text_add (&text, "-r");
      sim_text_add_number (&text, bump);
    }
}

/**
 * sim_name_of_ghost:
 * @world: the world
 * @ghost: a ghost, with or without its mark
 * @name: (out): room for the name
 *
 * Returns: @name: what models declare as parent although nobody is called that
 */
const char *
sim_name_of_ghost (const SimWorld *world, guint32 ghost, char name[SIM_NAME_SIZE])
{
  ghost &= ~SIM_GHOST;
  /* Ghosts' bumps lie behind the models'. */
  ghost_name (world, ghost, bump_of (world, world->n_models + ghost), name);
  return name;
}

const char *
sim_name_of_dataset (const SimWorld *world, guint32 dataset, char name[SIM_NAME_SIZE])
{
  const SimWords *words = &world->names->words;
  guint64 hash = sim_hash (world->seed, 8, dataset);
  SimText text = { name, 0, SIM_SEGMENT_LIMIT };
  sim_text_add_word (&text, words, hash, FALSE);
  sim_text_add (&text, "-data/");
  sim_text_add_word (&text, words, sim_mix (hash), FALSE);
  sim_text_add_char (&text, hash & 1 ? '-' : '_');
  sim_text_add_number (&text, dataset);
  return name;
}

/**
 * sim_name_declared:
 * @world: the world
 * @child: a model
 * @parent: one of its parents, or a ghost
 * @name: (out): room for the name
 *
 * Returns: @name: what the child calls its parent, which is what the parent was called when the child came
 */
const char *
sim_name_declared (const SimWorld *world, guint32 child, guint32 parent, char name[SIM_NAME_SIZE])
{
  if (parent & SIM_GHOST)
    return sim_name_of_ghost (world, parent, name);
  guint week = MAX (sim_world_birth (world, child), sim_world_birth (world, parent));
  return sim_name (world, parent, week, name);
}

static guint64
hash_of_name (const char *name)
{
  guint64 hash = 1469598103934665603u;
  for (const char *c = name; *c != '\0'; c++)
    hash = (hash ^ (guint64) g_ascii_tolower (*c)) * 1099511628211u;
  return sim_mix (hash) | 1;
}

/* Whether the name is new; if so it is no more. Two names of one hash count as one, which does no harm. */
static gboolean
claim (guint64 *table, guint mask, const char *name)
{
  guint64 hash = hash_of_name (name);
  guint place = (guint) (hash >> 32) & mask;
  while (table[place] != 0)
    {
      if (table[place] == hash)
        return FALSE;
      place = (place + 1) & mask;
    }
  table[place] = hash;
  return TRUE;
}

static void
claim_model (SimWorld *world, guint64 *table, guint mask, guint32 model, gboolean renamed)
{
  char name[SIM_NAME_SIZE];
  guint bump = 0;
  plain_name (world, model, renamed, 0, name);
  while (!claim (table, mask, name))
    plain_name (world, model, renamed, ++bump, name);
  if (bump == 0)
    return;
  guint32 key = renamed ? model | SIM_GHOST : model;
  g_hash_table_insert (world->names->bumps, GUINT_TO_POINTER (key), GUINT_TO_POINTER (bump));
  if (!renamed)
    world->traits[model] |= SIM_TRAIT_BUMPED;
}

/**
 * sim_names_new:
 * @world: a world that lacks nothing but names
 *
 * Makes sure that no name is given twice, letters' case aside.
 *
 * Returns: (transfer full): what the other functions need
 */
SimNames *
sim_names_new (SimWorld *world)
{
  SimNames *names = g_new0 (SimNames, 1);
  world->names = names;
  sim_words_init (&names->words, world->seed);
  names->bumps = g_hash_table_new (NULL, NULL);
  guint mask = 1024;
  while (mask < 2 * (world->n_models + world->n_ghosts + 1000))
    mask *= 2;
  g_autofree guint64 *table = g_new0 (guint64, mask);
  mask--;
  for (guint32 ghost = 0; ghost < world->n_ghosts; ghost++)
    {
      char name[SIM_NAME_SIZE];
      guint bump = 0;
      ghost_name (world, ghost, 0, name);
      while (!claim (table, mask, name))
        ghost_name (world, ghost, ++bump, name);
      if (bump > 0)
        g_hash_table_insert (names->bumps, GUINT_TO_POINTER (world->n_models + ghost),
                             GUINT_TO_POINTER (bump));
    }
  for (guint32 model = 0; model < world->n_models; model++)
    claim_model (world, table, mask, model, FALSE);
  for (guint i = 0; i < world->renames->len; i++)
    claim_model (world, table, mask, g_array_index (world->renames, SimAlias, i).model, TRUE);
  return names;
}

void
sim_names_free (SimNames *names)
{
  if (names == NULL)
    return;
  g_hash_table_unref (names->bumps);
  g_free (names);
}
