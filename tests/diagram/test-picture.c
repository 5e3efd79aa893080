#include <string.h>

#include "diagram/families.h"
#include "export/golden.h"
#include "scene/stemma-geometry.h"
#include "style/stemma-role.h"

/* What is drawn, in which roles and words; where it stands depends on the fonts of a machine and is tested
 * apart. */
static char *
outline (const StemmaScene *scene)
{
  guint n_items, depth = 0;
  const StemmaSceneItem *items = stemma_scene_get_items (scene, &n_items);
  GString *text = g_string_new (NULL);
  g_string_append_printf (text, "%s\n%s\n%s\n", stemma_scene_get_title (scene),
                          stemma_scene_get_description (scene), stemma_scene_get_metadata (scene, "view"));
  for (guint i = 0; i < n_items; i++)
    {
      const StemmaSceneItem *item = &items[i];
      depth -= item->type == STEMMA_ITEM_GROUP_END;
      g_string_append_printf (text, "%*s", (int) (2 * depth), "");
      if (item->type == STEMMA_ITEM_GROUP_BEGIN)
        g_string_append_printf (text, "%s \"%s\" %s hit %u\n", item->group.role,
                                item->group.title != NULL ? item->group.title : "",
                                item->group.link != NULL ? item->group.link : "-", item->hit);
      else if (item->type == STEMMA_ITEM_GROUP_END)
        g_string_append (text, "end\n");
      else if (item->type == STEMMA_ITEM_TEXT)
        g_string_append_printf (text, "text \"%s\" %s zoom %.2f\n", item->text.text,
                                stemma_role_class (item->paint.fill), (double) item->min_zoom);
      else
        g_string_append_printf (
            text, "%s fill %s stroke %s dash %d%s zoom %.2f\n",
            item->type == STEMMA_ITEM_RECT ? "rect" : "path",
            item->paint.fill != STEMMA_ROLE_NONE ? stemma_role_class (item->paint.fill) : "-",
            item->paint.stroke != STEMMA_ROLE_NONE ? stemma_role_class (item->paint.stroke) : "-",
            (int) item->paint.dash, item->paint.arrow ? " arrow" : "", (double) item->min_zoom);
      depth += item->type == STEMMA_ITEM_GROUP_BEGIN;
    }
  return g_string_free (text, FALSE);
}

static void
check_golden (StemmaSnapshot *snapshot, StemmaView *view, const char *golden, gboolean export)
{
  g_autoptr (StemmaDiagram) diagram = draw (snapshot, view);
  g_autoptr (StemmaScene) scene = export ? stemma_diagram_get_export_scene (diagram)
                                         : stemma_scene_ref (stemma_diagram_get_scene (diagram));
  g_autofree char *text = outline (scene);
  assert_golden ("diagram", golden, text, -1);
}

static void
check_change (void)
{
  g_autoptr (StemmaSnapshot) before = NULL;
  g_autoptr (StemmaSnapshot) after = family_in_two_weeks (&before);
  g_autoptr (StemmaView) plain = stemma_view_new ("acme/Base");
  g_autoptr (StemmaView) all = stemma_view_with_fold (plain, STEMMA_FOLD_NONE);
  g_autoptr (StemmaView) pinned = stemma_view_with_pinned (all, "acme/Same", TRUE);
  g_autoptr (StemmaView) coloured = stemma_view_with_colour_by (pinned, STEMMA_COLOUR_CHANGE);
  g_autoptr (StemmaView) view = stemma_view_with_since (coloured, stemma_snapshot_get_date (before));
  g_autoptr (StemmaDiagram) diagram = stemma_diagram_new (after, before, view, the_layouter (), NULL, NULL);
  g_autoptr (StemmaScene) scene = stemma_diagram_get_export_scene (diagram);
  g_autofree char *text = outline (scene);
  assert_golden ("diagram", "change.txt", text, -1);
}

static void
test_goldens (void)
{
  g_autoptr (StemmaSnapshot) kinds = family_of_all_kinds ();
  g_autoptr (StemmaSnapshot) rings = family_with_rings ();
  g_autoptr (StemmaSnapshot) many = family_of_many ();
  g_autoptr (StemmaView) meridian = stemma_view_new ("juniper/Meridian");
  g_autoptr (StemmaView) coloured = stemma_view_with_colour_by (meridian, STEMMA_COLOUR_LICENCE);
  g_autoptr (StemmaView) ring = stemma_view_new ("acme/Focus");
  g_autoptr (StemmaView) root = stemma_view_new ("hub/Root");
  check_golden (kinds, meridian, "kinds.txt", FALSE);
  check_golden (kinds, coloured, "licence.txt", TRUE);
  check_golden (rings, ring, "rings.txt", TRUE);
  check_golden (many, root, "many.txt", FALSE);
  check_change ();
}

static gboolean
overlap (const StemmaRect *a, const StemmaRect *b)
{
  return a->x < b->x + b->width && b->x < a->x + a->width && a->y < b->y + b->height
         && b->y < a->y + a->height;
}

static gboolean
inside (const StemmaRect *inner, const StemmaRect *outer, double by)
{
  return inner->x >= outer->x - by && inner->y >= outer->y - by
         && inner->x + inner->width <= outer->x + outer->width + by
         && inner->y + inner->height <= outer->y + outer->height + by;
}

static void
check_cards_apart (StemmaDiagram *diagram)
{
  guint n_cards;
  stemma_lineage_get_cards (stemma_diagram_get_lineage (diagram), &n_cards);
  for (guint i = 0; i < n_cards; i++)
    for (guint j = i + 1; j < n_cards; j++)
      {
        StemmaRect a = stemma_diagram_get_card_rect (diagram, i),
                   b = stemma_diagram_get_card_rect (diagram, j);
        g_assert_false (overlap (&a, &b));
      }
}

/* All of a card stays on its card (but for the ring of the focus), and no text runs into another. */
static void
check_card_items (StemmaDiagram *diagram, const StemmaSceneItem *items, guint first, guint end)
{
  StemmaHitInfo info;
  g_assert_true (stemma_diagram_hit_info (diagram, items[first].hit, &info));
  g_assert_cmpint (info.kind, ==, STEMMA_HIT_CARD);
  StemmaRect rect = stemma_diagram_get_card_rect (diagram, info.card);
  for (guint i = first + 1; i < end; i++)
    {
      if (items[i].type == STEMMA_ITEM_GROUP_BEGIN || items[i].type == STEMMA_ITEM_GROUP_END)
        continue;
      g_assert_true (inside (&items[i].bounds, &rect, items[i].type == STEMMA_ITEM_TEXT ? 0 : 5));
      for (guint j = i + 1; j < end; j++)
        if (items[i].type == STEMMA_ITEM_TEXT && items[j].type == STEMMA_ITEM_TEXT)
          {
            StemmaRect a = items[i].bounds, b = items[j].bounds;
            a.y += 1.5; /* lines may share their leading */
            a.height -= 3;
            g_assert_false (overlap (&a, &b));
          }
    }
}

static void
check_items (StemmaDiagram *diagram)
{
  guint n_items, first = 0, depth = 0;
  const StemmaScene *scene = stemma_diagram_get_scene (diagram);
  const StemmaSceneItem *items = stemma_scene_get_items (scene, &n_items);
  StemmaRect all = stemma_scene_get_bounds (scene);
  for (guint i = 0; i < n_items; i++)
    {
      if (items[i].type == STEMMA_ITEM_GROUP_BEGIN && depth++ == 0)
        first = i;
      if (items[i].type == STEMMA_ITEM_GROUP_END && --depth == 0
          && strcmp (items[first].group.role, "edge") != 0)
        check_card_items (diagram, items, first, i);
      g_assert_true (inside (&items[i].bounds, &all, 0));
    }
}

static void
check_picture (StemmaDiagram *diagram)
{
  check_cards_apart (diagram);
  check_items (diagram);
}

static void
test_nothing_overlaps (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (51);
  for (guint i = 0; i < 60; i++)
    {
      g_autoptr (StemmaSnapshot) snapshot = invented_random (rand);
      const StemmaGraph *graph = stemma_snapshot_get_graph (snapshot);
      if (graph->n_nodes == 0)
        continue;
      StemmaNode focus = (StemmaNode) g_rand_int_range (rand, 0, (gint32) graph->n_nodes);
      g_autoptr (StemmaDiagram) diagram
          = draw_name (snapshot, stemma_snapshot_get_node_name (snapshot, focus));
      check_picture (diagram);
    }
}

/* Names, licences and counts as long as they come. */
static void
test_long_texts_fit (void)
{
  Invented *invented = invented_new ();
  char name[200];
  invented_model (invented,
                  "WWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWW/WWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWW-v2",
                  G_MAXUINT64);
  invented_facts (invented, "a-licence-with-a-very-long-name-indeed-1.0", "text-generation",
                  STEMMA_FLAG_GATED_AUTO);
  for (guint i = 0; i < 4000; i++)
    {
      g_snprintf (name, sizeof name, "leaf/n%u", i);
      invented_model (invented, name, 0);
      invented_edge (invented, name,
                     "WWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWW/WWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWW-v2",
                     i % STEMMA_N_RELATIONS);
    }
  g_autoptr (StemmaSnapshot) snapshot = invented_seal (invented);
  g_autoptr (StemmaDiagram) diagram = draw_name (snapshot, stemma_snapshot_get_node_name (snapshot, 0));
  check_picture (diagram);
}

static void
test_families_fit (void)
{
  static const char *const focuses[] = { "juniper/Meridian", "north/Aurora", "blend/Dusk", "Boreal" };
  g_autoptr (StemmaSnapshot) kinds = family_of_all_kinds ();
  g_autoptr (StemmaSnapshot) rings = family_with_rings ();
  g_autoptr (StemmaSnapshot) many = family_of_many ();
  g_autoptr (StemmaDiagram) ring = draw_name (rings, "acme/Focus");
  g_autoptr (StemmaDiagram) root = draw_name (many, "hub/Root");
  check_picture (ring);
  check_picture (root);
  for (guint i = 0; i < G_N_ELEMENTS (focuses); i++)
    {
      g_autoptr (StemmaDiagram) diagram = draw_name (kinds, focuses[i]);
      check_picture (diagram);
    }
}

static void
test_export (void)
{
  g_autoptr (StemmaSnapshot) snapshot = family_of_all_kinds ();
  g_autoptr (StemmaView) first = stemma_view_new ("juniper/Meridian");
  g_autoptr (StemmaView) view = stemma_view_with_depth (first, STEMMA_UP, 1);
  g_autoptr (StemmaDiagram) diagram = draw (snapshot, view);
  g_autoptr (StemmaScene) scene = stemma_diagram_get_export_scene (diagram);
  g_autoptr (GError) error = NULL;
  g_autoptr (StemmaView) back = stemma_view_from_uri (stemma_scene_get_metadata (scene, "view"), &error);
  g_assert_no_error (error);
  g_assert_true (stemma_view_equal (view, back));
  guint n_items;
  gboolean legend = FALSE;
  const StemmaSceneItem *items = stemma_scene_get_items (scene, &n_items);
  StemmaRect all = stemma_scene_get_bounds (scene);
  for (guint i = 0; i < n_items; i++)
    {
      g_assert_cmpuint (items[i].hit, ==, 0);
      g_assert_true (inside (&items[i].bounds, &all, 0));
      legend = legend
               || (items[i].type == STEMMA_ITEM_GROUP_BEGIN && strcmp (items[i].group.role, "legend") == 0);
    }
  g_assert_true (legend);
  g_assert_nonnull (strstr (stemma_scene_get_description (scene), "2025-06-25"));
  g_assert_nonnull (strstr (stemma_scene_get_description (scene), "exact"));
  g_assert_nonnull (strstr (stemma_scene_get_description (scene), "invented"));
}

/* Every group but that of a line to "more" says in words what it is. */
static void
test_titles (void)
{
  g_autoptr (StemmaSnapshot) snapshot = family_of_many ();
  g_autoptr (StemmaDiagram) diagram = draw_name (snapshot, "hub/Root");
  guint n_items;
  const StemmaSceneItem *items = stemma_scene_get_items (stemma_diagram_get_scene (diagram), &n_items);
  for (guint i = 0; i < n_items; i++)
    if (items[i].type == STEMMA_ITEM_GROUP_BEGIN && strcmp (items[i].group.role, "edge") != 0)
      {
        g_assert_nonnull (items[i].group.title);
        g_assert_cmpuint (items[i].hit, !=, 0);
      }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/picture/goldens", test_goldens);
  g_test_add_func ("/picture/families-fit", test_families_fit);
  g_test_add_func ("/picture/nothing-overlaps", test_nothing_overlaps);
  g_test_add_func ("/picture/long-texts-fit", test_long_texts_fit);
  g_test_add_func ("/picture/export", test_export);
  g_test_add_func ("/picture/titles", test_titles);
  int status = g_test_run ();
  stemma_layouter_unref (the_layouter ());
  return status;
}
