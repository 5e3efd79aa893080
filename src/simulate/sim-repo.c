#include "simulate/sim-repo.h"

static const SimVariant variants[] = {
  { "-GGUF", NULL, 4 },
  { "-GGUF", NULL, 5 },
  { "-i1-GGUF", NULL, 4 },
  { "-Q4_K_M-GGUF", NULL, 4 },
  { "-Q8_0-GGUF", NULL, 8 },
  { "-Q5_K_M-GGUF", NULL, 5 },
  { "-Q6_K-GGUF", NULL, 6 },
  { "-Q2_K-GGUF", NULL, 2 },
  { "-IQ3_M-GGUF", NULL, 3 },
  { "-GPTQ-Int4", "gptq", 4 },
  { "-GPTQ-Int8", "gptq", 8 },
  { "-AWQ", "awq", 4 },
  { "-bnb-4bit", "bitsandbytes", 4 },
  { "-FP8", "fp8", 8 },
  { "-mlx-4Bit", "mlx", 4 },
  { "-exl2-6_0", "exl2", 6 },
};

static const struct
{
  const char *label;
  double billions;
} sizes[] = {
  { "0.5B", 0.49 }, { "1B", 1.1 },     { "1.5B", 1.54 }, { "2B", 2.5 },     { "3B", 3.2 },
  { "7B", 7.24 },   { "7B", 7.6 },     { "8B", 8.03 },   { "8B", 8.03 },    { "12B", 12.2 },
  { "13B", 13.0 },  { "24B", 23.6 },   { "70B", 70.6 },  { "small", 0.06 }, { "base", 0.11 },
  { "base", 0.18 }, { "large", 0.34 }, { "xl", 2.6 },    { "v1.5", 0.86 },
};

enum
{
  FIELD_VARIANT = 10,
  FIELD_SIZE,
  FIELD_FAMILY_WORD,
  FIELD_SUFFIX,
  FIELD_REPO,
  FIELD_RENAMED,
};

const SimVariant *
sim_variant (const SimWorld *world, guint32 model)
{
  guint64 hash = sim_hash (world->seed, FIELD_VARIANT, model);
  double u = sim_unit (hash);
  return &variants[(guint) (u * u * G_N_ELEMENTS (variants))];
}

#define N_LARGE 13  /* sizes of large language models come first */
#define N_MIDDLE 9  /* those of them that are made anew all the time */
#define N_SPEECH 17 /* sizes of models for text */

static guint
size_of (const SimWorld *world, guint32 model)
{
  guint32 family = world->family[model];
  guint8 traits = family & SIM_GHOST ? 0 : world->traits[family];
  guint64 hash = sim_hash (world->seed, FIELD_SIZE, family);
  switch (world->domain[model])
    {
    case SIM_NLP:
      if (traits & SIM_TRAIT_SPEAKS)
        return (guint) (hash % (traits & SIM_TRAIT_BIG ? N_MIDDLE : N_LARGE));
      return (guint) (hash % 100 < 45 ? hash / 100 % N_LARGE : N_LARGE + hash / 100 % (N_SPEECH - N_LARGE));
    case SIM_MULTIMODAL:
      return (guint) (hash % N_LARGE);
    case SIM_VISION:
      return N_LARGE + (guint) (hash % (G_N_ELEMENTS (sizes) - N_LARGE));
    default:
      return N_LARGE + (guint) (hash % (N_SPEECH - N_LARGE));
    }
}

const char *
sim_size_label (const SimWorld *world, guint32 model)
{
  return sizes[size_of (world, model)].label;
}

double
sim_size_billions (const SimWorld *world, guint32 model)
{
  return sizes[size_of (world, model)].billions;
}

gboolean
sim_is_language_model (const SimWorld *world, guint32 model)
{
  return world->domain[model] == SIM_NLP && size_of (world, model) < N_LARGE;
}

/* Whether a model is made to be talked to. */
gboolean
sim_is_instruct (const SimWorld *world, guint32 model)
{
  return sim_is_language_model (world, model)
         && sim_hash (world->seed, FIELD_SUFFIX, world->family[model]) % 5 < 2;
}

static void
add_family (const SimWorld *world, const SimWords *words, guint32 model, gboolean capital, SimText *text)
{
  guint64 hash = sim_hash (world->seed, FIELD_FAMILY_WORD, world->family[model]);
  sim_text_add_word (text, words, hash, capital);
  sim_text_add_char (text, '-');
  sim_text_add (text, sim_size_label (world, model));
}

static const char *
pick (const char *const *choices, guint n, guint64 hash)
{
  return choices[(hash >> 24) % n];
}

static void
add_head (const SimWorld *world, const SimWords *words, guint32 model, SimText *text)
{
  static const char *const tails[] = { "", "", "-v0.1", "-v2", "-base", "-2501", "-hf" };
  guint64 hash = sim_hash (world->seed, FIELD_SUFFIX, model);
  add_family (world, words, model, hash % 3 != 0, text);
  sim_text_add (text,
                sim_is_instruct (world, model) ? "-Instruct" : pick (tails, G_N_ELEMENTS (tails), hash));
}

static void
add_alone (const SimWorld *world, const SimWords *words, guint32 model, SimText *text)
{
  static const char *const tails[]
    = { "-classifier", "-model",     "-finetuned",         "-test", "-small", "-v1",
        "-tuned",      "-sentiment", "-multilingual-cased" };
  guint64 hash = sim_hash (world->seed, FIELD_REPO, model), more = sim_mix (hash);
  if (world->domain[model] == SIM_REINFORCEMENT)
    {
      sim_text_add (text, hash % 3 ? "ppo-" : "q-");
      sim_text_add_word (text, words, more % 40 << 20, TRUE);
      sim_text_add (text, hash % 2 ? "-v2" : "-v3");
      return;
    }
  sim_text_add_word (text, words, hash, hash % 3 == 0);
  sim_text_add_char (text, hash % 7 == 0 ? '_' : '-');
  sim_text_add_word (text, words, more, hash % 3 == 0);
  if (hash % 4 < 3)
    sim_text_add (text, pick (tails, G_N_ELEMENTS (tails), more));
  if (hash % 5 == 0)
    {
      sim_text_add_char (text, '-');
      sim_text_add_number (text, sim_mix (more) % 10000);
    }
}

/* Names that tell how a run was set up: the long ones. */
static void
add_run (const SimWords *words, guint64 hash, SimText *text)
{
  static const char *const rates[] = { "-lr1e-5", "-lr2e-05", "-lr5e-5", "-lr0.0001" };
  sim_text_add_char (text, '-');
  sim_text_add_word (text, words, hash, FALSE);
  sim_text_add (text, pick (rates, G_N_ELEMENTS (rates), hash));
  sim_text_add (text, "-epochs");
  sim_text_add_number (text, 1 + hash % 20);
  sim_text_add (text, "-bs");
  sim_text_add_number (text, (guint64) 4 << hash % 6);
  if (hash % 3 == 0)
    sim_text_add (text, "-gradient-accumulation");
  sim_text_add (text, "-seed");
  sim_text_add_number (text, sim_mix (hash) % 1000);
}

static void
add_tuned (const SimWorld *world, const SimWords *words, guint32 model, SimText *text)
{
  static const char *const tails[]
    = { "", "-sft", "-dpo", "-v2", "-ft", "-checkpoint", "-it-v1", "-distill", "-grpo" };
  guint64 hash = sim_hash (world->seed, FIELD_REPO, model), more = sim_mix (hash);
  add_family (world, words, model, hash % 2, text);
  if (hash % 8 == 0)
    {
      add_run (words, more, text);
      return;
    }
  sim_text_add (text, hash % 3 ? "-" : "-finetuned-");
  sim_text_add_word (text, words, more, hash % 4 == 0);
  sim_text_add (text, pick (tails, G_N_ELEMENTS (tails), more));
  if (hash % 3 == 1)
    {
      sim_text_add_char (text, '-');
      sim_text_add_number (text, sim_mix (more) % 100000);
    }
}

static void
add_adapter (const SimWorld *world, const SimWords *words, guint32 model, SimText *text)
{
  guint64 hash = sim_hash (world->seed, FIELD_REPO, model), more = sim_mix (hash);
  if (world->domain[model] == SIM_VISION)
    {
      sim_text_add_word (text, words, hash, hash % 2);
      sim_text_add_char (text, '-');
      sim_text_add_word (text, words, more, hash % 2);
      sim_text_add (text, hash % 3 ? "-lora" : "-style");
      return;
    }
  add_family (world, words, model, hash % 2, text);
  if (hash % 10 < 2)
    add_run (words, more, text);
  else if (hash % 10 < 6)
    {
      sim_text_add_char (text, '-');
      sim_text_add_number (text, 1700000000 + more % 50000000);
    }
  else
    {
      sim_text_add (text, "-lora-");
      sim_text_add_word (text, words, more, FALSE);
      sim_text_add_char (text, '-');
      sim_text_add_number (text, sim_mix (more) % 1000);
    }
}

static void
add_merge (const SimWorld *world, const SimWords *words, guint32 model, SimText *text)
{
  static const char *const ways[]
    = { "", "", "-slerp", "-ties", "-dare", "-stock", "-linear", "-passthrough" };
  guint64 hash = sim_hash (world->seed, FIELD_REPO, model), more = sim_mix (hash);
  sim_text_add_word (text, words, hash, TRUE);
  sim_text_add_char (text, '-');
  if (hash % 2)
    {
      sim_text_add_word (text, words, more, TRUE);
      sim_text_add_char (text, '-');
    }
  sim_text_add (text, sim_size_label (world, model));
  sim_text_add (text, pick (ways, G_N_ELEMENTS (ways), more));
  if (hash % 3)
    {
      sim_text_add (text, "-v");
      sim_text_add_number (text, 1 + more % 4);
      sim_text_add_char (text, '.');
      sim_text_add_number (text, sim_mix (more) % 10);
    }
}

/* A quantization carries the name of what was quantized; of one quantized again only so far. */
static void
add_quantized (const SimWorld *world, const SimWords *words, guint32 model, SimText *text)
{
  guint32 source = model;
  for (guint step = 0; step < 2 && world->kind[source] == SIM_QUANTIZED; step++)
    {
      guint32 parent = world->parents[world->first_edge[source]];
      if (parent & SIM_GHOST || parent == source)
        break;
      source = parent;
    }
  guint from = text->length, limit = text->limit;
  text->limit = MAX (from + 8, limit - 16);
  if (world->kind[source] == SIM_QUANTIZED)
    add_family (world, words, source, TRUE, text);
  else
    sim_repo_add (world, words, source, FALSE, text);
  sim_text_finish (text, from);
  text->limit = limit;
  sim_text_add (text, sim_variant (world, model)->tail);
}

/**
 * sim_repo_add:
 * @world: a world with families and parents
 * @words: its words
 * @model: a model
 * @renamed: whether the name it took later is asked for
 * @text: what to add to
 *
 * Adds the second half of a model's name, which tells what it is as such names do.
 */
void
sim_repo_add (const SimWorld *world, const SimWords *words, guint32 model, gboolean renamed, SimText *text)
{
  switch ((SimKind) world->kind[model])
    {
    case SIM_FINETUNE:
      add_tuned (world, words, model, text);
      break;
    case SIM_ADAPTER:
      add_adapter (world, words, model, text);
      break;
    case SIM_MERGE:
      add_merge (world, words, model, text);
      break;
    case SIM_QUANTIZED:
      add_quantized (world, words, model, text);
      break;
    case SIM_ORIGINAL:
    default:
      if (world->traits[model] & SIM_TRAIT_BASE)
        add_head (world, words, model, text);
      else
        add_alone (world, words, model, text);
      break;
    }
  if (!renamed)
    return;
  sim_text_add_char (text, '-');
  sim_text_add_word (text, words, sim_hash (world->seed, FIELD_RENAMED, model), FALSE);
}
