#include "diagram/families.h"

static void
model (Invented *invented, const char *name, guint64 downloads, const char *licence, guint32 flags)
{
  invented_model (invented, name, downloads);
  invented_facts (invented, licence, "text-generation", flags);
}

static void
fan (Invented *invented, const char *parent, const char *prefix, guint n, StemmaRelation relation)
{
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *name = g_strdup_printf ("%s-%02u", prefix, i);
      model (invented, name, i * 11, NULL, 0);
      invented_edge (invented, name, parent, relation);
    }
}

StemmaSnapshot *
family_of_all_kinds (void)
{
  Invented *invented = invented_new ();
  model (invented, "north/Aurora", 2400000, "apache-2.0", 0);
  model (invented, "north/Aurora-Chat", 8800000, "apache-2.0", STEMMA_FLAG_GATED_AUTO);
  invented_edge (invented, "north/Aurora-Chat", "north/Aurora", STEMMA_RELATION_FINETUNE);
  model (invented, "Boreal", 900000, "mit", STEMMA_FLAG_GATED_MANUAL);
  model (invented, "juniper/Meridian", 45000, "other", 0);
  invented_edge (invented, "juniper/Meridian", "north/Aurora-Chat", STEMMA_RELATION_MERGE);
  invented_edge (invented, "juniper/Meridian", "Boreal", STEMMA_RELATION_MERGE);
  invented_edge (invented, "juniper/Meridian", "hollow/Vanished", STEMMA_RELATION_MERGE);
  fan (invented, "juniper/Meridian", "quants/Meridian", 37, STEMMA_RELATION_QUANTIZED);
  fan (invented, "juniper/Meridian", "lora/Meridian", 12, STEMMA_RELATION_ADAPTER);
  fan (invented, "north/Aurora", "zeta/Aurora", 30, STEMMA_RELATION_FINETUNE);
  for (guint i = 0; i < 6; i++)
    {
      g_autofree char *name = g_strdup_printf ("moss/Story-v%u", i), *prefix = g_strconcat (name, "-q", NULL);
      model (invented, name, 1000 - i, "mit", 0);
      invented_edge (invented, name, "juniper/Meridian", STEMMA_RELATION_FINETUNE);
      fan (invented, name, prefix, 1 + i, STEMMA_RELATION_QUANTIZED);
    }
  model (invented, "tiny/Code", 700, NULL, 0);
  invented_edge (invented, "tiny/Code", "juniper/Meridian", STEMMA_RELATION_ADAPTER);
  model (invented, "blend/Dusk", 30, NULL, 0);
  invented_edge (invented, "blend/Dusk", "tiny/Code", STEMMA_RELATION_MERGE);
  invented_edge (invented, "blend/Dusk", "moss/Story-v0", STEMMA_RELATION_MERGE);
  invented_edge (invented, "blend/Dusk", "far/Away", STEMMA_RELATION_MERGE);
  return invented_seal (invented);
}

StemmaSnapshot *
family_with_rings (void)
{
  Invented *invented = invented_new ();
  static const char *const names[] = { "far/Base", "near/Loop-A", "near/Loop-B", "acme/Focus",
                                       "acme/One", "acme/Two",    "acme/Self",   "acme/Odd" };
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    model (invented, names[i], 5000 - 100 * i, NULL, 0);
  invented_edge (invented, "near/Loop-A", "far/Base", STEMMA_RELATION_FINETUNE);
  invented_edge (invented, "near/Loop-A", "near/Loop-B", STEMMA_RELATION_FINETUNE);
  invented_edge (invented, "near/Loop-B", "near/Loop-A", STEMMA_RELATION_FINETUNE);
  invented_edge (invented, "acme/Focus", "near/Loop-B", STEMMA_RELATION_MERGE);
  invented_edge (invented, "acme/Focus", "gone/<Ghost>&\"13B\"", STEMMA_RELATION_MERGE);
  invented_edge (invented, "acme/One", "acme/Focus", STEMMA_RELATION_FINETUNE);
  invented_edge (invented, "acme/One", "acme/Two", STEMMA_RELATION_ADAPTER);
  invented_edge (invented, "acme/Two", "acme/One", STEMMA_RELATION_ADAPTER);
  invented_edge (invented, "acme/Self", "acme/Two", STEMMA_RELATION_FINETUNE);
  invented_edge (invented, "acme/Self", "acme/Self", STEMMA_RELATION_FINETUNE);
  invented_edge (invented, "acme/Odd", "acme/Self", STEMMA_RELATION_OTHER);
  return invented_seal (invented);
}

/* More children than a first picture shows, each with something below it. */
StemmaSnapshot *
family_of_many (void)
{
  Invented *invented = invented_new ();
  model (invented, "hub/Root", 9000000, "apache-2.0", 0);
  for (guint i = 0; i < 30; i++)
    {
      g_autofree char *child = g_strdup_printf ("org%u/Child-%02u", i % 5, i),
                      *sub = g_strconcat (child, "-sub", NULL);
      model (invented, child, 3000 - i, i % 2 ? "mit" : NULL, 0);
      invented_edge (invented, child, "hub/Root", i % 3 ? STEMMA_RELATION_FINETUNE : STEMMA_RELATION_ADAPTER);
      model (invented, sub, 20, NULL, 0);
      invented_edge (invented, sub, child, STEMMA_RELATION_FINETUNE);
      fan (invented, sub, sub, 2, STEMMA_RELATION_QUANTIZED);
    }
  return invented_seal (invented);
}

static void
week (Invented *invented, gboolean later)
{
  model (invented, "acme/Base", 9000, "mit", 0);
  invented_sha (invented, 7);
  model (invented, "acme/Same", 500, "mit", 0);
  invented_sha (invented, 8);
  model (invented, "acme/Updated", 400, "mit", 0);
  invented_sha (invented, later ? 10 : 9);
  model (invented, "acme/Relicensed", 300, later ? "apache-2.0" : "mit", 0);
  model (invented, "acme/Gated", 200, "mit", later ? STEMMA_FLAG_GATED_AUTO : 0);
  model (invented, "acme/Merged", 100, "mit", 0);
  if (later)
    {
      invented_gone (invented);
      model (invented, "acme/New", 50, "mit", 0);
    }
  else
    model (invented, "acme/Gone", 60, "mit", 0);
  static const char *const children[] = { "acme/Same", "acme/Updated", "acme/Relicensed", "acme/Gated", "acme/Merged" };
  for (guint i = 0; i < G_N_ELEMENTS (children); i++)
    invented_edge (invented, children[i], "acme/Base", STEMMA_RELATION_FINETUNE);
  if (later)
    {
      invented_edge (invented, "acme/New", "acme/Base", STEMMA_RELATION_ADAPTER);
      invented_edge (invented, "acme/Merged", "acme/Same", STEMMA_RELATION_MERGE);
    }
  invented_edge (invented, "acme/Base", "acme/Gone", STEMMA_RELATION_FINETUNE);
}

/* All that can happen to a model from one week to the next, once each. */
StemmaSnapshot *
family_in_two_weeks (StemmaSnapshot **before)
{
  Invented *first = invented_new (), *second = invented_new ();
  week (first, FALSE);
  week (second, TRUE);
  *before = invented_seal (first);
  return invented_seal (second);
}

StemmaLayouter *
the_layouter (void)
{
  static StemmaLayouter *layouter = NULL;
  if (layouter == NULL)
    {
      g_autofree char *helper = stemma_layouter_find_helper (NULL);
      layouter = stemma_layouter_new (helper);
    }
  return layouter;
}

StemmaDiagram *
draw (StemmaSnapshot *snapshot, StemmaView *view)
{
  g_autoptr (GError) error = NULL;
  StemmaDiagram *diagram = stemma_diagram_new (snapshot, NULL, view, the_layouter (), NULL, &error);
  g_assert_no_error (error);
  return diagram;
}

StemmaDiagram *
draw_name (StemmaSnapshot *snapshot, const char *name)
{
  g_autoptr (StemmaView) view = stemma_view_new (name);
  return draw (snapshot, view);
}
