#include "record/stemma-relation.h"

#include <string.h>

static const struct
{
  const char *word;
  StemmaRelation relation;
} spellings[] = {
  { "finetune", STEMMA_RELATION_FINETUNE },   { "finetuned", STEMMA_RELATION_FINETUNE },
  { "fine-tuned", STEMMA_RELATION_FINETUNE }, { "finetunes", STEMMA_RELATION_FINETUNE },
  { "adapter", STEMMA_RELATION_ADAPTER },     { "adapters", STEMMA_RELATION_ADAPTER },
  { "merge", STEMMA_RELATION_MERGE },         { "merged", STEMMA_RELATION_MERGE },
  { "merges", STEMMA_RELATION_MERGE },        { "quantized", STEMMA_RELATION_QUANTIZED },
  { "quantize", STEMMA_RELATION_QUANTIZED },  { "quantizations", STEMMA_RELATION_QUANTIZED },
};

/**
 * stemma_relation_parse:
 * @word: (nullable): a relation as somebody spelt it
 * @length: bytes in @word, -1 if it is terminated
 *
 * Returns: the relation; %STEMMA_RELATION_OTHER for a word that is not known
 */
StemmaRelation
stemma_relation_parse (const char *word, gssize length)
{
  if (word == NULL)
    return STEMMA_RELATION_OTHER;
  gsize n = length < 0 ? strlen (word) : (gsize) length;
  for (guint i = 0; i < G_N_ELEMENTS (spellings); i++)
    if (strlen (spellings[i].word) == n && g_ascii_strncasecmp (spellings[i].word, word, n) == 0)
      return spellings[i].relation;
  return STEMMA_RELATION_OTHER;
}

/**
 * stemma_relation_word:
 * @relation: a relation
 *
 * Returns: (transfer none): its word in files and results, never translated
 */
const char *
stemma_relation_word (StemmaRelation relation)
{
  static const char *const words[STEMMA_N_RELATIONS] = { "finetune", "adapter", "merge", "quantized", "other" };
  return relation < STEMMA_N_RELATIONS ? words[relation] : words[STEMMA_RELATION_OTHER];
}

/**
 * stemma_relation_letter:
 * @relation: a relation
 *
 * Returns: the letter that stands for it where colour alone would not do
 */
char
stemma_relation_letter (StemmaRelation relation)
{
  static const char letters[STEMMA_N_RELATIONS] = { 'F', 'A', 'M', 'Q', '?' };
  return relation < STEMMA_N_RELATIONS ? letters[relation] : '?';
}

/**
 * stemma_edge_source_word:
 * @source: where a parent was declared
 *
 * Returns: (transfer none): its word in results, never translated
 */
const char *
stemma_edge_source_word (StemmaEdgeSource source)
{
  static const char *const words[STEMMA_N_EDGE_SOURCES]
      = { "baseModels", "typed-tag", "tag", "cardData", "peft", "file" };
  return source < STEMMA_N_EDGE_SOURCES ? words[source] : "unknown";
}
