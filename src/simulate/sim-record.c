#include "simulate/sim-record.h"

#include "simulate/sim-facts.h"
#include "simulate/sim-names.h"
#include "simulate/sim-repo.h"
#include "simulate/sim-traits.h"

#include <string.h>

enum
{
  FIELD_SHA = 70,
  FIELD_DATASETS,
  FIELD_RESULTS,
  FIELD_RESULT,
  FIELD_NEXT,
};

#define ALL_KNOWN ((STEMMA_KNOWN_CONFIG << 1) - 1)

static const char *
make_sha (const SimWorld *world, guint32 model, guint week, StemmaArena *arena)
{
  char *text = stemma_arena_alloc (arena, 41);
  guint64 version = sim_version (world, model, week);
  for (guint i = 0; i < 3; i++)
    {
      guint64 hash = sim_hash (world->seed, FIELD_SHA, ((guint64) model << 8 | version) * 3 + i);
      for (guint j = 0; j < 16 && i * 16 + j < 40; j++)
        text[i * 16 + j] = "0123456789abcdef"[hash >> (4 * j) & 15];
    }
  text[40] = '\0';
  return text;
}

static void
make_edges (const SimWorld *world, guint32 model, guint week, StemmaArena *arena, StemmaRecord *record)
{
  guint n = sim_n_parents (world, model, week);
  if (n == 0)
    return;
  StemmaRecordEdge *edges = stemma_arena_alloc (arena, n * sizeof *edges);
  memset (edges, 0, n * sizeof *edges);
  record->relation = sim_relation_of_kind (sim_kind (world, model, week));
  StemmaEdgeSource source = sim_edge_source (world, model);
  for (guint i = 0; i < n; i++)
    {
      char name[SIM_NAME_SIZE];
      guint32 parent = world->parents[world->first_edge[model] + i];
      edges[i].parent = stemma_arena_strdup (arena, sim_name_declared (world, model, parent, name));
      edges[i].relation = record->relation;
      edges[i].source = source;
      edges[i].has_oid = sim_edge_has_oid (world, model, parent, week);
      if (edges[i].has_oid)
        sim_oid (world, parent, edges[i].parent_oid);
    }
  record->edges = edges;
  record->n_edges = n;
}

/* One in four says what it was trained on; where nothing is trained there is nothing to say. */
static void
make_datasets (const SimWorld *world, guint32 model, StemmaArena *arena, StemmaRecord *record)
{
  guint64 hash = sim_hash (world->seed, FIELD_DATASETS, model);
  SimKind kind = (SimKind) world->kind[model];
  if (kind == SIM_MERGE || kind == SIM_QUANTIZED || hash % 100 >= (kind == SIM_ORIGINAL ? 17 : 24))
    return;
  guint n = 1 + (hash / 100 % 4 == 0) + (hash / 400 % 11 == 0);
  const char **datasets = stemma_arena_alloc (arena, n * sizeof *datasets);
  guint pool = 400 + (guint) (60000 * world->targets.scale);
  guint32 taken[3];
  for (guint i = 0; i < n; i++)
    {
      char name[SIM_NAME_SIZE];
      double u = sim_unit (sim_hash (world->seed, FIELD_DATASETS, (guint64) model << 4 | (i + 1)));
      taken[i] = (guint32) (u * u * u * pool);
      for (guint j = 0; j < i; j++)
        taken[i] += taken[i] == taken[j] ? pool : 0;
      datasets[i] = stemma_arena_strdup (arena, sim_name_of_dataset (world, taken[i], name));
    }
  record->datasets = datasets;
  record->n_datasets = n;
}

static const char *const metrics[SIM_N_DOMAINS][2] = {
  { "accuracy", "f1" },   { "accuracy", "fid" },        { "wer", "cer" },
  { "accuracy", "anls" }, { "mean_reward", "success" }, { "accuracy", "mse" },
};

static void
make_result (const SimWorld *world, guint32 model, guint i, gboolean verified, StemmaArena *arena,
             StemmaRecordEvaluation *result)
{
  char name[SIM_NAME_SIZE];
  guint64 hash = sim_hash (world->seed, FIELD_RESULT, (guint64) model << 4 | i);
  const char *task = sim_task (world, model);
  *result = (StemmaRecordEvaluation){ .verified = verified };
  result->task = task != NULL ? task : "text-generation";
  result->dataset = stemma_arena_strdup (arena, sim_name_of_dataset (world, (guint32) (hash % 120), name));
  result->config = hash / 120 % 3 ? "default" : NULL;
  result->split = hash / 360 % 2 ? "test" : "validation";
  /* The field of checked results has no place for a metric. */
  result->metric = verified ? NULL : metrics[world->domain[model]][i % 2];
  result->source = verified ? "https://example.org/board" : NULL;
  result->value = (double) (hash / 720 % 10000) / (world->domain[model] == SIM_REINFORCEMENT ? 40 : 10000);
}

/* Those of the card first, then one that the Hub has checked, as the Hub's fields stand. */
static void
make_results (const SimWorld *world, guint32 model, StemmaArena *arena, StemmaRecord *record)
{
  guint64 hash = sim_hash (world->seed, FIELD_RESULTS, model);
  guint share = world->kind[model] == SIM_QUANTIZED ? 40 : 115;
  if (hash % 1000 >= (world->domain[model] == SIM_REINFORCEMENT ? 500 : share))
    return;
  guint n = 1 + hash / 1000 % 3;
  gboolean checked = hash / 3000 % 24 == 0;
  StemmaRecordEvaluation *results = stemma_arena_alloc (arena, n * sizeof *results);
  for (guint i = 0; i < n; i++)
    make_result (world, model, i, checked && i + 1 == n, arena, &results[i]);
  record->evaluations = results;
  record->n_evaluations = n;
  record->flags |= STEMMA_FLAG_PERFORMANCE | (checked ? STEMMA_FLAG_EVAL_VERIFIED : 0);
}

/* A newer model by the same hand, or the next one along; it need not be listed for ever. */
static const char *
make_new_version (const SimWorld *world, guint32 model, guint week, StemmaArena *arena)
{
  if (!sim_has_new_version (world, model, week))
    return NULL;
  char name[SIM_NAME_SIZE];
  guint32 next = model + 1 + (guint32) (sim_hash (world->seed, FIELD_NEXT, model) % 50);
  for (guint i = 1; i < 4000 && model + i < world->n_models; i++)
    if (world->owner[model + i] == world->owner[model])
      {
        next = model + i;
        break;
      }
  /* What it is called at its birth, so that the string stays the same. */
  next = MIN (next, world->n_models - 1);
  return stemma_arena_strdup (arena, sim_name (world, next, sim_world_birth (world, next), name));
}

static void
make_numbers (const SimWorld *world, guint32 model, guint week, StemmaRecord *record)
{
  record->created = sim_created (world, model);
  record->modified = sim_modified (world, model, week);
  record->downloads = sim_downloads (world, model, week);
  record->downloads_all = sim_downloads_all (world, model, week);
  record->likes = sim_likes (world, model, week);
  record->parameters = sim_parameters (world, model);
  if (world->kind[model] == SIM_QUANTIZED)
    record->bits = sim_variant (world, model)->bits;
}

static void
make_flags (const SimWorld *world, guint32 model, guint week, StemmaRecord *record)
{
  record->flags |= sim_access (world, model, week) | sim_file_flags (world, model);
  if (record->template_text != NULL)
    record->flags |= STEMMA_FLAG_TEMPLATE;
  if (record->template_text != NULL || strcasestr (record->name, "instruct") != NULL
      || strcasestr (record->name, "chat") != NULL
      || (record->tags != NULL && strstr (record->tags, "conversational") != NULL))
    record->flags |= STEMMA_FLAG_CHAT;
}

/**
 * sim_record_make:
 * @world: the world
 * @model: a model that is listed in @week
 * @week: when
 * @arena: where the record's strings go
 * @record: (out): everything a source could say of the model
 */
void
sim_record_make (const SimWorld *world, guint32 model, guint week, StemmaArena *arena, StemmaRecord *record)
{
  char name[SIM_NAME_SIZE];
  memset (record, 0, sizeof *record);
  record->name = stemma_arena_strdup (arena, sim_name (world, model, week, name));
  record->has_oid = TRUE;
  sim_oid (world, model, record->oid);
  record->known = ALL_KNOWN;
  record->sha = make_sha (world, model, week, arena);
  SimLicence licence = sim_licence (world, model, week, arena);
  record->licence = licence.id;
  record->licence_name = licence.name;
  record->licence_link = licence.link;
  record->task = sim_task (world, model);
  record->library = sim_library (world, model);
  record->new_version = make_new_version (world, model, week, arena);
  record->model_type = sim_model_type (world, model, arena);
  record->template_text = sim_template (world, model, arena);
  record->tags = sim_tags (world, model, arena);
  make_edges (world, model, week, arena, record);
  make_datasets (world, model, arena, record);
  make_results (world, model, arena, record);
  make_numbers (world, model, week, record);
  make_flags (world, model, week, record);
  if (record->flags & STEMMA_FLAG_REMOTE_AUTO_MAP)
    record->code_repository
      = stemma_arena_strdup (arena, sim_name_declared (world, model, world->family[model], name));
}
