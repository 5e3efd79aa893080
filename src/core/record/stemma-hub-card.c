#include "record/stemma-hub-private.h"

#include <string.h>

/* A card's own list, or else what the tags say. The Hub makes the tags from the card, so they are asked only
 * where the card is not there or cannot be read. */
static GPtrArray *
card_or_tags (const StemmaHubReading *reading, StemmaJson value, const char *field, const char *prefix)
{
  GPtrArray *texts = stemma_hub_texts (reading, value, field);
  for (guint i = 0; texts->len == 0 && i < reading->n_tags; i++)
    if (stemma_hub_tag_value (reading->tags[i], prefix) != NULL)
      {
        for (; i < reading->n_tags; i++)
          {
            const char *text = stemma_hub_tag_value (reading->tags[i], prefix);
            if (text != NULL)
              g_ptr_array_add (texts, (gpointer) text);
          }
      }
  return texts;
}

static void
read_licence (StemmaHubReading *reading)
{
  g_autoptr (GPtrArray) licences
      = card_or_tags (reading, reading->card[CARD_LICENCE], "cardData.license", "license:");
  if (licences->len == 1)
    reading->record->licence = g_ptr_array_index (licences, 0);
  else if (licences->len > 1)
    {
      g_ptr_array_add (licences, NULL);
      g_autofree char *joined = g_strjoinv ("+", (char **) licences->pdata);
      reading->record->licence = stemma_arena_strdup (reading->arena, joined);
    }
  StemmaRecord *record = reading->record;
  record->licence_name = stemma_hub_text (reading, reading->card[CARD_LICENCE_NAME], "cardData.license_name");
  record->licence_link = stemma_hub_text (reading, reading->card[CARD_LICENCE_LINK], "cardData.license_link");
}

/* The names of datasets are kept with those of models. */
static void
drop_long (StemmaHubReading *reading, GPtrArray *ids)
{
  for (guint i = ids->len; i > 0; i--)
    if (stemma_hub_is_long (reading, g_ptr_array_index (ids, i - 1)))
      g_ptr_array_remove_index (ids, i - 1);
}

static void
read_datasets (StemmaHubReading *reading)
{
  g_autoptr (GPtrArray) datasets
      = card_or_tags (reading, reading->card[CARD_DATASETS], "cardData.datasets", "dataset:");
  StemmaRecord *record = reading->record;
  drop_long (reading, datasets);
  record->n_datasets = datasets->len;
  if (datasets->len > 0)
    record->datasets
        = stemma_arena_memdup (reading->arena, datasets->pdata, datasets->len * sizeof *datasets->pdata);
}

/* The card's word counts where the Hub's own field is not there. */
static const char *
top_or_card (StemmaHubReading *reading, guint top, guint card, const char *top_field, const char *card_field)
{
  const char *text = stemma_hub_text (reading, reading->top[top], top_field);
  return text != NULL ? text : stemma_hub_text (reading, reading->card[card], card_field);
}

/**
 * stemma_hub_read_card:
 * @reading: a record whose tags are read
 *
 * Reads what authors write in their card: licence, datasets, task, library and successor.
 */
void
stemma_hub_read_card (StemmaHubReading *reading)
{
  StemmaRecord *record = reading->record;
  read_licence (reading);
  read_datasets (reading);
  record->task = top_or_card (reading, HUB_TASK, CARD_TASK, "pipeline_tag", "cardData.pipeline_tag");
  record->library = top_or_card (reading, HUB_LIBRARY, CARD_LIBRARY, "library_name", "cardData.library_name");
  record->new_version = stemma_hub_text (reading, reading->card[CARD_NEW_VERSION], "cardData.new_version");
}
