#include "record/stemma-edge-list.h"
#include "record/stemma-hub-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define TAG_PREFIX "base_model:"

/** Stated: a relation as some source states it; nothing is stated where @said is %FALSE. */
typedef struct
{
  gboolean said;
  StemmaRelation relation;
  const char *word; /* (nullable): where it is none of the four */
} Stated;

static Stated
stated_by_word (const char *word)
{
  if (word == NULL)
    return (Stated) { FALSE, STEMMA_RELATION_OTHER, NULL };
  StemmaRelation relation = stemma_relation_parse (word, -1);
  return (Stated) { TRUE, relation, relation == STEMMA_RELATION_OTHER ? word : NULL };
}

/* One relation covers all parents, so of a list only the first word counts. */
static Stated
stated_by_value (const StemmaHubReading *reading, StemmaJson value, const char *field)
{
  if (stemma_json_type (value) == STEMMA_JSON_STRING)
    return stated_by_word (stemma_hub_text (reading, value, field));
  g_autoptr (GPtrArray) words = stemma_hub_texts (reading, value, field);
  if (stemma_json_type (value) == STEMMA_JSON_ARRAY)
    stemma_hub_ill_typed (reading, field);
  return stated_by_word (words->len > 0 ? g_ptr_array_index (words, 0) : NULL);
}

static void
add_edge (const StemmaHubReading *reading, StemmaEdgeList *edges, const char *parent, StemmaJson oid, Stated stated, StemmaEdgeSource source)
{
  StemmaRecordEdge edge = {
    .parent = parent, .relation = stated.relation, .relation_word = stated.word, .source = source
  };
  char digits[2 * STEMMA_OID_SIZE + 1];
  if (stemma_hub_is_long (reading, parent))
    return;
  if (stemma_json_type (oid) == STEMMA_JSON_STRING && oid.end - oid.start == sizeof digits + 1)
    {
      memcpy (digits, oid.start + 1, sizeof digits - 1);
      digits[sizeof digits - 1] = '\0';
      edge.has_oid = stemma_oid_parse (digits, edge.parent_oid);
    }
  stemma_edge_list_add (edges, &edge);
}

/* Takes one element of a list of base models: {"_id", "id"}, or an id alone. */
static gboolean
take_model (const StemmaHubReading *reading, StemmaEdgeList *edges, StemmaJson model, Stated stated)
{
  static const char *const keys[] = { "id", "_id", "relation" };
  StemmaJson values[G_N_ELEMENTS (keys)];
  StemmaJson id = model;
  stemma_json_pick (model, keys, G_N_ELEMENTS (keys), values);
  if (stemma_json_type (model) == STEMMA_JSON_OBJECT)
    id = values[0];
  if (stemma_json_type (id) != STEMMA_JSON_STRING)
    return FALSE;
  const char *parent = stemma_hub_text (reading, id, "baseModels.id");
  if (!stated.said && values[2].start != NULL)
    stated = stated_by_value (reading, values[2], "baseModels.relation");
  if (parent != NULL)
    add_edge (reading, edges, parent, values[1], stated, STEMMA_EDGE_SOURCE_BASE_MODELS);
  return TRUE;
}

static void
take_models (const StemmaHubReading *reading, StemmaEdgeList *edges, StemmaJson models, Stated stated)
{
  gboolean sound = TRUE;
  if (stemma_json_type (models) == STEMMA_JSON_ARRAY)
    {
      StemmaJsonIter iter;
      StemmaJson model;
      stemma_json_iter_init (&iter, models);
      while (stemma_json_iter_next (&iter, NULL, &model))
        sound &= take_model (reading, edges, model, stated);
    }
  else if (stemma_json_type (models) > STEMMA_JSON_NULL)
    sound = take_model (reading, edges, models, stated);
  if (!sound)
    stemma_hub_ill_typed (reading, "baseModels.models");
}

/* {"adapter": [models], "merge": {"models": [models]}}: not the documented shape, but one that was seen. */
static void
take_keyed_models (const StemmaHubReading *reading, StemmaEdgeList *edges, StemmaJson keyed)
{
  gboolean sound = TRUE;
  StemmaJsonIter iter;
  StemmaJson key, value;
  stemma_json_iter_init (&iter, keyed);
  while (stemma_json_iter_next (&iter, &key, &value))
    {
      gboolean damaged = FALSE;
      Stated stated = stated_by_word (stemma_json_text (key, reading->arena, &damaged));
      StemmaJson inner = stemma_json_member (value, "models");
      if (stated.relation != STEMMA_RELATION_OTHER)
        take_models (reading, edges, inner.start != NULL ? inner : value, stated);
      else
        sound = FALSE;
    }
  if (!sound)
    stemma_hub_ill_typed (reading, "baseModels");
}

static void
from_base_models (const StemmaHubReading *reading, StemmaEdgeList *edges)
{
  static const char *const keys[] = { "relation", "models", "id" };
  StemmaJson values[G_N_ELEMENTS (keys)];
  StemmaJson field = reading->top[HUB_BASE_MODELS];
  stemma_json_pick (field, keys, G_N_ELEMENTS (keys), values);
  if (stemma_json_type (field) == STEMMA_JSON_OBJECT && values[2].start == NULL)
    {
      if (values[0].start == NULL && values[1].start == NULL)
        take_keyed_models (reading, edges, field);
      else
        take_models (reading, edges, values[1], stated_by_value (reading, values[0], "baseModels.relation"));
      return;
    }
  if (stemma_json_type (field) > STEMMA_JSON_NULL)
    take_models (reading, edges, field, stated_by_word (NULL));
}

/* Parts "adapter:ns/name". Only a known relation is one: an id may hold colons itself. */
static const char *
typed_parent (const char *tag_value, Stated *stated)
{
  const char *colon = strchr (tag_value, ':');
  if (colon == NULL || colon[1] == '\0')
    return NULL;
  StemmaRelation relation = stemma_relation_parse (tag_value, colon - tag_value);
  *stated = (Stated) { TRUE, relation, NULL };
  do
    colon++;
  while (g_ascii_isspace (*colon));
  return relation == STEMMA_RELATION_OTHER ? NULL : colon;
}

static void
from_tags (const StemmaHubReading *reading, StemmaEdgeList *edges, gboolean typed)
{
  for (guint i = 0; i < reading->n_tags; i++)
    {
      const char *value = stemma_hub_tag_value (reading->tags[i], TAG_PREFIX);
      if (value == NULL)
        continue;
      Stated stated;
      const char *parent = typed_parent (value, &stated);
      StemmaJson no_oid = { NULL, NULL };
      if (typed && parent != NULL)
        add_edge (reading, edges, parent, no_oid, stated, STEMMA_EDGE_SOURCE_TYPED_TAG);
      else if (!typed && parent == NULL)
        add_edge (reading, edges, value, no_oid, stated_by_word (NULL), STEMMA_EDGE_SOURCE_TAG);
    }
}

static void
from_texts (const StemmaHubReading *reading, StemmaEdgeList *edges, StemmaJson value, const char *field,
            StemmaEdgeSource source)
{
  g_autoptr (GPtrArray) parents = stemma_hub_texts (reading, value, field);
  for (guint i = 0; i < parents->len; i++)
    add_edge (reading, edges, g_ptr_array_index (parents, i), (StemmaJson) { NULL, NULL }, stated_by_word (NULL),
              source);
}

static StemmaJson
peft_base (const StemmaHubReading *reading)
{
  return stemma_json_member (reading->config[CONFIG_PEFT], "base_model_name_or_path");
}

/* The first source that names any parent is taken whole. */
static void
take_first_source (const StemmaHubReading *reading, StemmaEdgeList *edges)
{
  guint n = 0;
  for (StemmaEdgeSource source = 0; source <= STEMMA_EDGE_SOURCE_PEFT && n == 0; source++)
    {
      if (source == STEMMA_EDGE_SOURCE_BASE_MODELS)
        from_base_models (reading, edges);
      else if (source == STEMMA_EDGE_SOURCE_TYPED_TAG || source == STEMMA_EDGE_SOURCE_TAG)
        from_tags (reading, edges, source == STEMMA_EDGE_SOURCE_TYPED_TAG);
      else if (source == STEMMA_EDGE_SOURCE_CARD)
        from_texts (reading, edges, reading->card[CARD_BASE_MODEL], "cardData.base_model", source);
      else
        from_texts (reading, edges, peft_base (reading), "config.peft.base_model_name_or_path", source);
      stemma_edge_list_edges (edges, &n);
    }
}

static gboolean
is_silent (const StemmaRecordEdge *edge)
{
  return edge->relation == STEMMA_RELATION_OTHER && edge->relation_word == NULL;
}

static gboolean
any_silent (const StemmaRecordEdge *edges, guint n_edges)
{
  for (guint i = 0; i < n_edges; i++)
    if (is_silent (&edges[i]))
      return TRUE;
  return FALSE;
}

/* Gives each edge that has no relation the one that a typed tag states for its own parent. */
static void
supply_from_own_tag (const StemmaHubReading *reading, StemmaRecordEdge *edges, guint n_edges)
{
  g_autoptr (GHashTable) typed = g_hash_table_new (g_str_hash, g_str_equal);
  for (guint i = 0; i < reading->n_tags; i++)
    {
      const char *value = stemma_hub_tag_value (reading->tags[i], TAG_PREFIX);
      Stated stated;
      const char *parent = value == NULL ? NULL : typed_parent (value, &stated);
      if (parent != NULL && !g_hash_table_contains (typed, parent))
        g_hash_table_insert (typed, (gpointer) parent, GUINT_TO_POINTER (stated.relation));
    }
  for (guint i = 0; i < n_edges; i++)
    {
      gpointer relation;
      if (is_silent (&edges[i]) && g_hash_table_lookup_extended (typed, edges[i].parent, NULL, &relation))
        edges[i].relation = GPOINTER_TO_UINT (relation);
    }
}

/* What a later source than @source says of the parents all together, best first. */
static Stated
stated_later (const StemmaHubReading *reading, StemmaEdgeSource source)
{
  Stated stated = stated_by_word (NULL);
  for (guint i = 0; source < STEMMA_EDGE_SOURCE_TYPED_TAG && i < reading->n_tags; i++)
    {
      const char *value = stemma_hub_tag_value (reading->tags[i], TAG_PREFIX);
      if (value != NULL && typed_parent (value, &stated) != NULL)
        return stated;
    }
  stated = stated_by_value (reading, reading->card[CARD_RELATION], "cardData.base_model_relation");
  if (!stated.said && stemma_json_type (peft_base (reading)) == STEMMA_JSON_STRING)
    return (Stated) { TRUE, STEMMA_RELATION_ADAPTER, NULL };
  return stated;
}

static void
supply_relations (const StemmaHubReading *reading, StemmaRecordEdge *edges, guint n_edges)
{
  if (!any_silent (edges, n_edges))
    return;
  if (edges[0].source == STEMMA_EDGE_SOURCE_BASE_MODELS)
    supply_from_own_tag (reading, edges, n_edges);
  if (!any_silent (edges, n_edges))
    return;
  Stated stated = stated_later (reading, edges[0].source);
  for (guint i = 0; i < n_edges; i++)
    if (is_silent (&edges[i]))
      {
        edges[i].relation = stated.relation;
        edges[i].relation_word = stated.word;
      }
}

static void
tell_oddities (const StemmaHubReading *reading, const StemmaRecordEdge *edges, guint n_edges)
{
  const StemmaRecord *record = reading->record;
  const char *unknown = NULL;
  for (guint i = 0; i < n_edges; i++)
    {
      if (edges[i].relation_word != NULL && unknown == NULL)
        unknown = edges[i].relation_word;
      gboolean own_oid = edges[i].has_oid && record->has_oid
                         && memcmp (edges[i].parent_oid, record->oid, STEMMA_OID_SIZE) == 0;
      if (own_oid || strcmp (edges[i].parent, record->name) == 0)
        stemma_hub_finding (reading, STEMMA_FINDING_SELF_LOOP, _("declares itself as its base model"));
    }
  if (unknown != NULL)
    stemma_hub_finding (reading, STEMMA_FINDING_UNKNOWN_RELATION, _("unknown relation “%s”"), unknown);
  if (any_silent (edges, n_edges))
    stemma_hub_finding (reading, STEMMA_FINDING_NO_RELATION, _("declares a base model, but no relation"));
}

/**
 * stemma_hub_read_parents:
 * @reading: a record whose tags are read
 *
 * Finds the declared parents: `baseModels`, typed tags, untyped tags, `cardData.base_model`,
 * `config.peft.base_model_name_or_path`. The first of them that names any parent is taken whole; later ones
 * only supply a relation where it states none: a typed tag of the same parent, any typed tag,
 * `base_model_relation`, and the presence of peft, which makes an adapter.
 */
void
stemma_hub_read_parents (StemmaHubReading *reading)
{
  g_autoptr (StemmaEdgeList) list = stemma_edge_list_new ();
  take_first_source (reading, list);
  guint n_edges;
  StemmaRecordEdge *edges = stemma_edge_list_edges (list, &n_edges);
  if (n_edges == 0)
    return;
  supply_relations (reading, edges, n_edges);
  tell_oddities (reading, edges, n_edges);
  StemmaRecord *record = reading->record;
  record->edges = stemma_arena_memdup (reading->arena, edges, n_edges * sizeof *edges);
  record->n_edges = n_edges;
  record->relation = edges[0].relation;
  record->known |= STEMMA_KNOWN_PARENTS;
}
