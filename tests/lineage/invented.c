#include "lineage/invented.h"

struct _Invented
{
  StemmaNames *names;
  GHashTable *keys; /* name -> key + 1 */
  GHashTable *ids;  /* name -> id of the name + 1 */
  GArray *models;   /* of StemmaSnapshotModel */
  GArray *edges;    /* of Edge */
  guint32 n_gone;
};

typedef struct
{
  guint32 child;
  guint32 declared;
  StemmaRelation relation;
} Edge;

Invented *
invented_new (void)
{
  Invented *invented = g_new0 (Invented, 1);
  invented->names = stemma_names_new ();
  invented->keys = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  invented->ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  invented->models = g_array_new (FALSE, FALSE, sizeof (StemmaSnapshotModel));
  invented->edges = g_array_new (FALSE, FALSE, sizeof (Edge));
  return invented;
}

static guint32
name_id (Invented *invented, const char *name)
{
  guint32 id = GPOINTER_TO_UINT (g_hash_table_lookup (invented->ids, name));
  if (id != 0)
    return id - 1;
  id = stemma_names_append (invented->names, name);
  g_hash_table_insert (invented->ids, g_strdup (name), GUINT_TO_POINTER (id + 1));
  return id;
}

void
invented_model (Invented *invented, const char *name, guint64 downloads)
{
  guint32 at = invented->models->len, key = at + invented->n_gone;
  StemmaSnapshotModel model = { .key = key,
                                .name = name_id (invented, name),
                                .arrival = key,
                                .known = STEMMA_KNOWN_PARENTS | STEMMA_KNOWN_DOWNLOADS,
                                .downloads = downloads };
  g_hash_table_insert (invented->keys, g_strdup (name), GUINT_TO_POINTER (at + 1));
  g_array_append_val (invented->models, model);
}

/* Leaves out a permanent key: of a model that another snapshot lists at this place. */
void
invented_gone (Invented *invented)
{
  invented->n_gone++;
}

/* The revision of the model that came last: its first bytes, which are what a snapshot keeps. */
void
invented_sha (Invented *invented, guint64 sha)
{
  g_array_index (invented->models, StemmaSnapshotModel, invented->models->len - 1).sha = sha << 40;
}

/* Facts of the model that came last. */
void
invented_facts (Invented *invented, const char *licence, const char *task, guint32 flags)
{
  StemmaSnapshotModel *model
      = &g_array_index (invented->models, StemmaSnapshotModel, invented->models->len - 1);
  model->licence = licence;
  model->task = task;
  model->flags = flags;
  model->known |= STEMMA_KNOWN_LICENCE | STEMMA_KNOWN_TASK | STEMMA_KNOWN_ACCESS;
}

void
invented_edge (Invented *invented, const char *child, const char *parent, StemmaRelation relation)
{
  guint32 key = GPOINTER_TO_UINT (g_hash_table_lookup (invented->keys, child));
  g_assert_cmpuint (key, !=, 0);
  StemmaSnapshotModel *model = &g_array_index (invented->models, StemmaSnapshotModel, key - 1);
  Edge edge = { model->key, name_id (invented, parent), relation };
  if (!model->derived)
    model->relation = relation;
  model->derived = TRUE;
  g_array_append_val (invented->edges, edge);
}

StemmaSnapshot *
invented_seal (Invented *invented)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (StemmaSnapshotBuilder) builder
      = stemma_snapshot_builder_new (invented->names, 20264, "invented");
  for (guint i = 0; i < invented->models->len; i++)
    stemma_snapshot_builder_add_model (builder, &g_array_index (invented->models, StemmaSnapshotModel, i));
  for (guint i = 0; i < invented->edges->len; i++)
    {
      const Edge *edge = &g_array_index (invented->edges, Edge, i);
      stemma_snapshot_builder_add_edge (builder, edge->child, edge->declared, STEMMA_NONE, edge->relation,
                                        STEMMA_EDGE_SOURCE_TYPED_TAG);
    }
  StemmaSnapshot *snapshot = stemma_snapshot_builder_seal (builder, NULL, &error);
  g_assert_no_error (error);
  stemma_names_unref (invented->names);
  g_hash_table_unref (invented->keys);
  g_hash_table_unref (invented->ids);
  g_array_unref (invented->models);
  g_array_unref (invented->edges);
  g_free (invented);
  return snapshot;
}

/* A root, leaves of all relations on it, and inner models with two leaves each. */
StemmaSnapshot *
invented_star (guint n_leaves, guint n_inner)
{
  Invented *invented = invented_new ();
  char name[64], parent[64];
  invented_model (invented, "acme/root", 1000000);
  for (guint i = 0; i < n_leaves; i++)
    {
      g_snprintf (name, sizeof name, "leaf/n%05u", i);
      invented_model (invented, name, i % 97);
      invented_edge (invented, name, "acme/root", i % STEMMA_N_RELATIONS);
    }
  for (guint i = 0; i < 3 * n_inner; i++)
    {
      g_snprintf (name, sizeof name, "inner/n%05u-%u", i / 3, i % 3);
      g_snprintf (parent, sizeof parent, "inner/n%05u-0", i / 3);
      invented_model (invented, name, i % 89);
      invented_edge (invented, name, i % 3 == 0 ? "acme/root" : parent,
                     i % 3 == 0 ? STEMMA_RELATION_FINETUNE : STEMMA_RELATION_QUANTIZED);
    }
  return invented_seal (invented);
}

/* A chain with a leaf on every link. */
StemmaSnapshot *
invented_deep (guint depth)
{
  Invented *invented = invented_new ();
  char name[64], parent[64];
  invented_model (invented, "deep/n00000", 10);
  for (guint i = 1; i < depth; i++)
    {
      g_snprintf (name, sizeof name, "deep/n%05u", i);
      g_snprintf (parent, sizeof parent, "deep/n%05u", i - 1);
      invented_model (invented, name, i);
      invented_edge (invented, name, parent, STEMMA_RELATION_FINETUNE);
      g_snprintf (name, sizeof name, "leaf/n%05u", i);
      invented_model (invented, name, 0);
      invented_edge (invented, name, parent, STEMMA_RELATION_QUANTIZED);
    }
  return invented_seal (invented);
}

/* Anything goes: fans, merges, cycles, self-loops, ghosts, several families. Names are m0, m1 ... */
StemmaSnapshot *
invented_random (GRand *rand)
{
  Invented *invented = invented_new ();
  guint n = (guint) g_rand_int_range (rand, 1, g_rand_boolean (rand) ? 12 : 160);
  guint hubs = (guint) g_rand_int_range (rand, 1, 6);
  gint wild = g_rand_int_range (rand, 0, 3);
  char name[32], parent[32];
  for (guint i = 0; i < n; i++)
    {
      g_snprintf (name, sizeof name, "m%u", i);
      invented_model (invented, name, g_rand_boolean (rand) ? 0 : (guint64) g_rand_int_range (rand, 0, 50));
    }
  for (guint i = 1; i < n; i++)
    {
      guint parents = g_rand_int_range (rand, 0, 6) == 0 ? (guint) g_rand_int_range (rand, 2, 5) : 1;
      StemmaRelation relation = (StemmaRelation) g_rand_int_range (rand, 0, STEMMA_N_RELATIONS);
      g_snprintf (name, sizeof name, "m%u", i);
      for (guint p = 0; p < parents && g_rand_int_range (rand, 0, 12) > 0; p++)
        {
          guint bound = g_rand_int_range (rand, 0, 3) > 0 ? MIN (i, hubs) : i;
          guint from = (guint) g_rand_int_range (rand, 0, (gint32) bound);
          if (wild == 0 && g_rand_int_range (rand, 0, 20) == 0)
            from = (guint) g_rand_int_range (rand, 0, (gint32) n);
          gboolean ghost = g_rand_int_range (rand, 0, 25) == 0;
          g_snprintf (parent, sizeof parent, ghost ? "ghost%u" : "m%u", ghost ? from % 5 : from);
          invented_edge (invented, name, parent, relation);
        }
    }
  if (wild == 0 && n > 1)
    invented_edge (invented, "m0", g_rand_boolean (rand) ? "m1" : "m0", STEMMA_RELATION_FINETUNE);
  return invented_seal (invented);
}
