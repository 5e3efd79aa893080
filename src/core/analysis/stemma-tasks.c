#include "analysis/stemma-tasks.h"

#include <string.h>

/* The tasks that the Hub's model filters name, under the headings they stand under, and older spellings. */
static const struct
{
  const char *task;
  StemmaField field;
} fields[] = {
  { "any-to-any", STEMMA_FIELD_MULTIMODAL },
  { "audio-classification", STEMMA_FIELD_AUDIO },
  { "audio-text-to-text", STEMMA_FIELD_MULTIMODAL },
  { "audio-to-audio", STEMMA_FIELD_AUDIO },
  { "automatic-speech-recognition", STEMMA_FIELD_AUDIO },
  { "conversational", STEMMA_FIELD_NLP },
  { "depth-estimation", STEMMA_FIELD_CV },
  { "document-question-answering", STEMMA_FIELD_MULTIMODAL },
  { "feature-extraction", STEMMA_FIELD_NLP },
  { "fill-mask", STEMMA_FIELD_NLP },
  { "graph-ml", STEMMA_FIELD_OTHER },
  { "image-classification", STEMMA_FIELD_CV },
  { "image-feature-extraction", STEMMA_FIELD_CV },
  { "image-segmentation", STEMMA_FIELD_CV },
  { "image-text-to-image", STEMMA_FIELD_MULTIMODAL },
  { "image-text-to-text", STEMMA_FIELD_MULTIMODAL },
  { "image-text-to-video", STEMMA_FIELD_MULTIMODAL },
  { "image-to-3d", STEMMA_FIELD_CV },
  { "image-to-image", STEMMA_FIELD_CV },
  { "image-to-text", STEMMA_FIELD_CV },
  { "image-to-video", STEMMA_FIELD_CV },
  { "keypoint-detection", STEMMA_FIELD_CV },
  { "mask-generation", STEMMA_FIELD_CV },
  { "multiple-choice", STEMMA_FIELD_NLP },
  { "object-detection", STEMMA_FIELD_CV },
  { "question-answering", STEMMA_FIELD_NLP },
  { "reinforcement-learning", STEMMA_FIELD_RL },
  { "robotics", STEMMA_FIELD_RL },
  { "sentence-similarity", STEMMA_FIELD_NLP },
  { "summarization", STEMMA_FIELD_NLP },
  { "table-question-answering", STEMMA_FIELD_NLP },
  { "table-to-text", STEMMA_FIELD_NLP },
  { "tabular-classification", STEMMA_FIELD_TABULAR },
  { "tabular-regression", STEMMA_FIELD_TABULAR },
  { "tabular-to-text", STEMMA_FIELD_TABULAR },
  { "text-classification", STEMMA_FIELD_NLP },
  { "text-generation", STEMMA_FIELD_NLP },
  { "text-ranking", STEMMA_FIELD_NLP },
  { "text-retrieval", STEMMA_FIELD_NLP },
  { "text-to-3d", STEMMA_FIELD_CV },
  { "text-to-audio", STEMMA_FIELD_AUDIO },
  { "text-to-image", STEMMA_FIELD_CV },
  { "text-to-speech", STEMMA_FIELD_AUDIO },
  { "text-to-video", STEMMA_FIELD_CV },
  { "text2text-generation", STEMMA_FIELD_NLP },
  { "time-series-forecasting", STEMMA_FIELD_TABULAR },
  { "token-classification", STEMMA_FIELD_NLP },
  { "translation", STEMMA_FIELD_NLP },
  { "unconditional-image-generation", STEMMA_FIELD_CV },
  { "video-classification", STEMMA_FIELD_CV },
  { "video-text-to-text", STEMMA_FIELD_MULTIMODAL },
  { "video-to-video", STEMMA_FIELD_CV },
  { "visual-document-retrieval", STEMMA_FIELD_MULTIMODAL },
  { "visual-question-answering", STEMMA_FIELD_MULTIMODAL },
  { "voice-activity-detection", STEMMA_FIELD_AUDIO },
  { "zero-shot-classification", STEMMA_FIELD_NLP },
  { "zero-shot-image-classification", STEMMA_FIELD_CV },
  { "zero-shot-object-detection", STEMMA_FIELD_CV },
};

/**
 * stemma_field_of_task:
 * @task: a task as the Hub names it
 *
 * Returns: the group it belongs to; %STEMMA_FIELD_OTHER for one that is not known
 */
StemmaField
stemma_field_of_task (const char *task)
{
  gsize low = 0;
  gsize high = G_N_ELEMENTS (fields);
  while (low < high)
    {
      gsize middle = low + (high - low) / 2;
      int side = strcmp (fields[middle].task, task);
      if (side == 0)
        return fields[middle].field;
      if (side < 0)
        low = middle + 1;
      else
        high = middle;
    }
  return STEMMA_FIELD_OTHER;
}

/**
 * stemma_field_word:
 * @field: a group of tasks
 *
 * Returns: (transfer none): its word in results, never translated
 */
const char *
stemma_field_word (StemmaField field)
{
  static const char *const words[STEMMA_N_FIELDS]
    = { "nlp", "cv", "audio", "multimodal", "rl", "tabular", "other" };
  return field < STEMMA_N_FIELDS ? words[field] : words[STEMMA_FIELD_OTHER];
}

/**
 * stemma_tasks:
 * @snapshot: a snapshot
 *
 * Counts the derived models by what they do and by the relation where each counts once: the study's
 * table 1.1c.
 *
 * Returns: the table
 */
StemmaTasks
stemma_tasks (const StemmaSnapshot *snapshot)
{
  const StemmaGraph *graph = stemma_snapshot_get_graph (snapshot);
  const StemmaColumns *columns = stemma_snapshot_get_columns (snapshot);
  guint32 n_words = stemma_snapshot_get_n_words (snapshot, STEMMA_WORD_TASK);
  g_autofree guint8 *field_of_code = g_new0 (guint8, MAX (n_words, 1));
  StemmaTasks tasks = { 0 };
  for (guint32 code = 1; code < n_words; code++)
    field_of_code[code]
      = (guint8) stemma_field_of_task (stemma_snapshot_get_word (snapshot, STEMMA_WORD_TASK, code));
  for (StemmaNode node = 0; node < graph->n_nodes; node++)
    {
      if ((graph->flags[node] & STEMMA_NODE_DERIVED) == 0)
        continue;
      StemmaTaskRow *row = &tasks.rows[stemma_kind_of ((StemmaRelation) graph->relation[node])];
      guint64 code = stemma_packed_get (&columns->task, graph->row[node]);
      row->unknown += code == 0;
      row->total += code != 0;
      if (code != 0)
        row->fields[field_of_code[code]]++;
    }
  return tasks;
}
