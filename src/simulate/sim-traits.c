#include "simulate/sim-traits.h"

#include "record/stemma-record.h"
#include "simulate/sim-facts.h"
#include "simulate/sim-names.h"
#include "simulate/sim-repo.h"

#include <string.h>

enum
{
  FIELD_LICENCE = 50,
  FIELD_LICENCE_OWN,
  FIELD_TASK,
  FIELD_TASK_OWN,
  FIELD_LIBRARY,
  FIELD_TYPE,
  FIELD_TEMPLATE,
  FIELD_TAGS,
  FIELD_FILES,
  FIELD_PARAMETERS,
};

/* A word and its weight; lists end with a NULL. */
typedef struct
{
  const char *word;
  guint weight;
} Choice;

static const char *
choose (const Choice *choices, guint64 hash)
{
  guint sum = 0;
  for (const Choice *choice = choices; choice->word != NULL; choice++)
    sum += choice->weight;
  guint left = (guint) ((hash >> 16) % sum);
  const Choice *choice = choices;
  while (left >= choice->weight)
    left -= (choice++)->weight;
  return choice->word;
}

static const Choice speech_licences[] = {
  { "apache-2.0", 40 },
  { "mit", 16 },
  { "llama3", 5 },
  { "llama3.1", 5 },
  { "llama3.2", 4 },
  { "llama2", 4 },
  { "gemma", 7 },
  { "cc-by-nc-4.0", 6 },
  { "cc-by-4.0", 2 },
  { "other", 5 },
  { "cc-by-sa-4.0", 2 },
  { "gpl-3.0", 1 },
  { "agpl-3.0", 1 },
  { "cc-by-nc-sa-4.0", 1 },
  { "openrail", 2 },
  { "bsd-3-clause", 1 },
  { "bigscience-bloom-rail-1.0", 1 },
  { "unknown", 1 },
  { NULL, 0 },
};
static const Choice picture_licences[] = {
  { "creativeml-openrail-m", 26 },
  { "openrail++", 14 },
  { "other", 20 },
  { "apache-2.0", 18 },
  { "mit", 9 },
  { "cc-by-nc-4.0", 6 },
  { "agpl-3.0", 3 },
  { "openrail", 3 },
  { "cc0-1.0", 1 },
  { NULL, 0 },
};

/* Three in ten say nothing; what is derived mostly says what the head of the family says. */
SimLicence
sim_licence (const SimWorld *world, guint32 model, guint week, StemmaArena *arena)
{
  static const guint silent[SIM_N_KINDS] = { 34, 29, 31, 20, 17 };
  guint64 own = sim_hash (world->seed, FIELD_LICENCE_OWN, model);
  guint64 family = sim_hash (world->seed, FIELD_LICENCE, world->family[model]);
  const Choice *choices = world->domain[model] == SIM_VISION ? picture_licences : speech_licences;
  SimLicence licence = { NULL, NULL, NULL };
  gboolean base = (world->traits[model] & SIM_TRAIT_BASE) != 0;
  gboolean moved = !sim_keeps_licence (world, model, week);
  if (own % 100 < (base ? 8 : silent[world->kind[model]]) && !moved)
    return licence;
  gboolean follows = world->kind[model] == SIM_ORIGINAL || own / 100 % 100 < 82;
  guint64 hash = follows ? family : own;
  licence.id = choose (choices, moved ? sim_mix (hash) : hash);
  if (strcmp (licence.id, "other") != 0 || hash % 5 == 0)
    return licence;
  char buffer[64];
  SimText text = { buffer, 0, sizeof buffer };
  sim_text_add_word (&text, sim_names_words (world->names), family, FALSE);
  sim_text_add (&text, "-community-licence");
  licence.name = stemma_arena_strdup (arena, buffer);
  licence.link = hash % 3 ? "LICENSE.md" : "https://example.org/licence";
  return licence;
}

static const Choice speech_tasks[] = {
  { "text-generation", 4 },
  { "text-classification", 12 },
  { "fill-mask", 5 },
  { "token-classification", 4 },
  { "question-answering", 3 },
  { "translation", 3 },
  { "summarization", 2 },
  { "sentence-similarity", 3 },
  { "feature-extraction", 2 },
  { "zero-shot-classification", 1 },
  { "table-question-answering", 1 },
  { NULL, 0 },
};
static const Choice picture_tasks[] = {
  { "text-to-image", 70 },     { "image-classification", 16 }, { "object-detection", 5 },
  { "image-segmentation", 3 }, { "image-to-image", 2 },        { "depth-estimation", 1 },
  { "text-to-video", 2 },      { "mask-generation", 1 },       { NULL, 0 },
};
static const Choice sound_tasks[] = {
  { "automatic-speech-recognition", 60 },
  { "text-to-speech", 20 },
  { "audio-classification", 12 },
  { "text-to-audio", 6 },
  { "audio-to-audio", 2 },
  { NULL, 0 },
};
static const Choice mixed_tasks[] = {
  { "image-text-to-text", 70 }, { "visual-question-answering", 12 },  { "video-text-to-text", 6 },
  { "any-to-any", 6 },          { "document-question-answering", 6 }, { NULL, 0 },
};
static const Choice reinforced_tasks[]
  = { { "reinforcement-learning", 85 }, { "robotics", 15 }, { NULL, 0 } };
static const Choice table_tasks[]
  = { { "tabular-classification", 60 }, { "tabular-regression", 40 }, { NULL, 0 } };
static const Choice *const tasks[SIM_N_DOMAINS]
  = { speech_tasks, picture_tasks, sound_tasks, mixed_tasks, reinforced_tasks, table_tasks };

/* In a thousand, how many name their task: after the published table of tasks by relation. */
static guint
naming_share (const SimWorld *world, guint32 model)
{
  static const guint tuned[SIM_N_DOMAINS] = { 320, 930, 850, 750, 300, 180 };
  static const guint quantized[SIM_N_DOMAINS] = { 365, 190, 35, 450, 400, 300 };
  switch ((SimKind) world->kind[model])
    {
    case SIM_FINETUNE:
    case SIM_ADAPTER:
      return tuned[world->domain[model]];
    case SIM_QUANTIZED:
      return quantized[world->domain[model]];
    case SIM_MERGE:
      return 922;
    default:
      return world->traits[model] & SIM_TRAIT_BIG ? 1000 : world->traits[model] & SIM_TRAIT_BASE ? 850 : 450;
    }
}

const char *
sim_task (const SimWorld *world, guint32 model)
{
  guint64 own = sim_hash (world->seed, FIELD_TASK_OWN, model);
  if (own % 1000 >= naming_share (world, model))
    return NULL;
  gboolean follows = world->kind[model] != SIM_FINETUNE || own / 1000 % 100 < 85;
  guint64 family = sim_hash (world->seed, FIELD_TASK, world->family[model]);
  if (follows && sim_is_language_model (world, model))
    return "text-generation";
  if (follows && world->domain[model] == SIM_VISION && world->kind[model] == SIM_ADAPTER)
    return "text-to-image";
  return choose (tasks[world->domain[model]], follows ? family : own);
}

static const Choice speech_libraries[] = {
  { "transformers", 78 },
  { "sentence-transformers", 6 },
  { "keras", 4 },
  { "setfit", 3 },
  { "spacy", 3 },
  { "fastai", 2 },
  { "flair", 1 },
  { "pytorch", 3 },
  { NULL, 0 },
};
static const Choice picture_libraries[] = { { "diffusers", 58 },  { "transformers", 22 }, { "timm", 8 },
                                            { "ultralytics", 6 }, { "keras", 6 },         { NULL, 0 } };
static const Choice sound_libraries[]
  = { { "transformers", 76 }, { "nemo", 9 }, { "speechbrain", 8 }, { "espnet", 7 }, { NULL, 0 } };
static const Choice mixed_libraries[] = { { "transformers", 95 }, { "open_clip", 5 }, { NULL, 0 } };
static const Choice reinforced_libraries[] = {
  { "stable-baselines3", 60 }, { "ml-agents", 24 }, { "sample-factory", 8 }, { "lerobot", 8 }, { NULL, 0 }
};
static const Choice table_libraries[] = { { "sklearn", 70 }, { "keras", 20 }, { "tabpfn", 10 }, { NULL, 0 } };
static const Choice *const libraries[SIM_N_DOMAINS]
  = { speech_libraries, picture_libraries,    sound_libraries,
      mixed_libraries,  reinforced_libraries, table_libraries };

const char *
sim_library (const SimWorld *world, guint32 model)
{
  guint64 hash = sim_hash (world->seed, FIELD_LIBRARY, model);
  guint draw = hash % 100;
  if (world->kind[model] == SIM_QUANTIZED)
    {
      const char *method = sim_variant (world, model)->method;
      if (method != NULL && strcmp (method, "mlx") == 0)
        return "mlx";
      return draw < 62 ? "transformers" : draw < 80 && method == NULL ? "gguf" : NULL;
    }
  if (world->kind[model] == SIM_ADAPTER)
    return draw < 12 ? NULL : world->domain[model] == SIM_VISION ? "diffusers" : "peft";
  if (world->kind[model] == SIM_MERGE)
    return "transformers";
  guint64 source
    = world->kind[model] == SIM_ORIGINAL ? hash : sim_hash (world->seed, FIELD_LIBRARY, world->family[model]);
  return draw < (world->kind[model] == SIM_ORIGINAL ? 35 : 22)
           ? NULL
           : choose (libraries[world->domain[model]], source);
}

const char *
sim_model_type (const SimWorld *world, guint32 model, StemmaArena *arena)
{
  if (world->kind[model] == SIM_ADAPTER || world->domain[model] >= SIM_REINFORCEMENT)
    return NULL;
  guint64 hash = sim_hash (world->seed, FIELD_TYPE, world->family[model]) % 48;
  char buffer[32];
  SimText text = { buffer, 0, sizeof buffer };
  sim_text_add_word (&text, sim_names_words (world->names), sim_mix (hash), FALSE);
  if (hash % 4 == 0)
    sim_text_add_char (&text, '2');
  return stemma_arena_strdup (arena, buffer);
}

/* A few dozen templates that go down the families; now and then somebody writes another one. */
const char *
sim_template (const SimWorld *world, guint32 model, StemmaArena *arena)
{
  guint64 own = sim_hash (world->seed, FIELD_TEMPLATE, model);
  gboolean speaks = world->domain[model] == SIM_NLP || world->domain[model] == SIM_MULTIMODAL;
  gboolean instruct = sim_is_instruct (world, model);
  if (!speaks || world->kind[model] == SIM_ADAPTER || own % 100 >= (instruct ? 72 : 9))
    return NULL;
  if (world->kind[model] == SIM_ORIGINAL && (world->traits[model] & SIM_TRAIT_BASE) == 0 && own % 100 >= 6)
    return NULL;
  guint64 hash = sim_hash (world->seed, FIELD_TEMPLATE, world->family[model] % 37);
  if (own / 100 % 12 == 0)
    hash = sim_mix (own % 400);
  char word[64];
  SimText text = { word, 0, sizeof word };
  sim_text_add_word (&text, sim_names_words (world->names), hash, FALSE);
  g_autofree char *made = g_strdup_printf (
    "{%%- for message in messages %%}\n{{- '<|%s|>' + message['role'] + '\\n' + message['content'] }}\n"
    "{{- '<|end_%s|>\\n' }}\n{%%- endfor %%}\n{%%- if add_generation_prompt %%}{{- '<|%s|>assistant\\n' "
    "}}{%%- endif %%}",
    word, word, word);
  return stemma_arena_strdup (arena, made);
}

typedef struct
{
  const char *tag[16];
  guint n;
} Tags;

static void
add_tag (Tags *tags, gboolean wanted, const char *tag)
{
  guint place = tags->n;
  for (guint i = 0; wanted && i < tags->n; i++)
    wanted = strcmp (tags->tag[i], tag) != 0;
  if (!wanted)
    return;
  while (place > 0 && strcmp (tags->tag[place - 1], tag) > 0)
    {
      tags->tag[place] = tags->tag[place - 1];
      place--;
    }
  tags->tag[place] = tag;
  tags->n++;
}

static void
add_told_tags (const SimWorld *world, guint32 model, StemmaArena *arena, Tags *tags)
{
  guint32 files = sim_file_flags (world, model);
  const char *type = sim_model_type (world, model, arena), *library = sim_library (world, model);
  const char *task = sim_task (world, model);
  gboolean gguf = (files & STEMMA_FLAG_GGUF) != 0;
  add_tag (tags, library != NULL, library);
  add_tag (tags, type != NULL, type);
  add_tag (tags, task != NULL, task);
  add_tag (tags, gguf, "gguf");
  add_tag (tags, !gguf && (files & STEMMA_FLAG_SAFETENSORS) != 0, "safetensors");
  if (!gguf)
    return;
  /* No other field of the Hub tells the bits of such a file. */
  char bits[16];
  g_snprintf (bits, sizeof bits, "%u-bit", sim_variant (world, model)->bits);
  add_tag (tags, TRUE, stemma_arena_strdup (arena, bits));
}

/* In the order of bytes: all tags but those that are computed or stand for a parent, a licence or a dataset.
 */
const char *
sim_tags (const SimWorld *world, guint32 model, StemmaArena *arena)
{
  static const char *const languages[] = { "ar", "de", "es", "fr", "hi", "ja", "ko", "pt", "ru", "zh" };
  guint64 hash = sim_hash (world->seed, FIELD_TAGS, model);
  guint how = hash / 300 % 100, kind = world->kind[model];
  Tags tags = { .n = 0 };
  gboolean speaks = world->domain[model] <= SIM_MULTIMODAL && world->domain[model] != SIM_VISION;
  const char *language = languages[hash / 300000000 % G_N_ELEMENTS (languages)];
  gboolean drawn = kind == SIM_ADAPTER && world->domain[model] == SIM_VISION;
  add_told_tags (world, model, arena, &tags);
  add_tag (&tags, sim_is_instruct (world, model) && hash % 3 != 0, "conversational");
  add_tag (&tags, speaks && hash / 30000 % 100 < 40, "en");
  add_tag (&tags, speaks && hash / 3000000 % 100 < 12, language);
  add_tag (&tags, kind == SIM_FINETUNE && how < 30, "generated_from_trainer");
  add_tag (&tags, kind == SIM_FINETUNE && how >= 92, "trl");
  add_tag (&tags, kind == SIM_ADAPTER && how < 80, "lora");
  add_tag (&tags, drawn && how % 3 == 0, "template:sd-lora");
  add_tag (&tags, kind == SIM_MERGE, "merge");
  add_tag (&tags, kind == SIM_MERGE && how < 85, "mergekit");
  gsize size = 0;
  for (guint i = 0; i < tags.n; i++)
    size += strlen (tags.tag[i]) + 1;
  char *joined = size == 0 ? NULL : stemma_arena_alloc (arena, size), *end = joined;
  for (guint i = 0; i < tags.n; i++)
    {
      end = g_stpcpy (end, tags.tag[i]);
      *end++ = i + 1 < tags.n ? '\n' : '\0';
    }
  return joined;
}

/**
 * sim_file_flags:
 * @world: the world
 * @model: a model
 *
 * Returns: the flags that tell in what form its weights come, and whether code comes with them
 */
guint32
sim_file_flags (const SimWorld *world, guint32 model)
{
  guint64 hash = sim_hash (world->seed, FIELD_FILES, model);
  guint draw = hash % 100;
  guint32 flags = 0;
  gboolean gguf = world->kind[model] == SIM_QUANTIZED && sim_variant (world, model)->method == NULL;
  if (gguf)
    return STEMMA_FLAG_GGUF | STEMMA_FLAG_SAFETENSORS;
  if (world->kind[model] == SIM_ORIGINAL && (world->traits[model] & SIM_TRAIT_BASE) == 0 && draw >= 78)
    return 0;
  if (draw < 76)
    flags |= STEMMA_FLAG_SAFETENSORS;
  if (draw >= 70)
    flags |= STEMMA_FLAG_PICKLE;
  if (world->kind[model] == SIM_ADAPTER && world->domain[model] != SIM_VISION)
    flags |= STEMMA_FLAG_ADAPTER_FILES;
  if (hash / 100 % 1000 < 18 && world->kind[model] != SIM_ADAPTER && world->domain[model] < SIM_REINFORCEMENT)
    flags |= STEMMA_FLAG_CUSTOM_CODE;
  if ((flags & STEMMA_FLAG_CUSTOM_CODE) != 0 && hash / 100000 % 8 == 0 && world->family[model] != model
      && (world->family[model] & SIM_GHOST) == 0)
    flags |= STEMMA_FLAG_REMOTE_AUTO_MAP;
  return flags;
}

guint64
sim_parameters (const SimWorld *world, guint32 model)
{
  if ((sim_file_flags (world, model) & STEMMA_FLAG_SAFETENSORS) == 0)
    return 0;
  guint64 family = sim_hash (world->seed, FIELD_PARAMETERS, world->family[model]);
  guint64 count = (guint64) (sim_size_billions (world, model) * 1e6) * 1000 + family % 999983;
  guint64 rank = (guint64) 1 << (sim_hash (world->seed, FIELD_PARAMETERS, model) % 5);
  return world->kind[model] == SIM_ADAPTER ? count / 4096 * rank : count;
}
