#include "scene/stemma-scene.h"

#include <locale.h>
#include <math.h>
#include <string.h>

static const StemmaPaint card = { .fill = STEMMA_ROLE_SURFACE, .stroke = STEMMA_ROLE_LINE, .width = 1 };

static StemmaScene *
small_scene (void)
{
  g_autoptr (StemmaSceneBuilder) builder = stemma_scene_builder_new ();
  stemma_scene_builder_set_title (builder, "Family of acorn/base", "One parent, one child");
  stemma_scene_builder_set_metadata (builder, "view", "stemma:lineage?focus=1&x=\"2\"");
  stemma_scene_builder_set_hit (builder, 7);
  stemma_scene_builder_begin_group (builder, "model", "acorn/base", "https://example.org/acorn/base");
  stemma_scene_builder_rect (builder, (StemmaRect){ 10, 20, 100.456, 40 }, 6, card);
  stemma_scene_builder_set_min_zoom (builder, 0.25);
  stemma_scene_builder_text (builder, 18, 44, "base", STEMMA_FONT_NAME, STEMMA_ANCHOR_START, STEMMA_ROLE_INK);
  stemma_scene_builder_end_group (builder);
  stemma_scene_builder_set_min_zoom (builder, 0);
  stemma_scene_builder_set_hit (builder, 0);
  stemma_scene_builder_set_opacity (builder, 0.5);
  StemmaPaint edge = {
    .stroke = STEMMA_ROLE_MERGE, .width = 1.5, .dash = STEMMA_DASH_DOUBLE, .arrow = TRUE, .opacity = 0.5
  };
  stemma_scene_builder_line (builder, (StemmaPoint){ 110, 40 }, (StemmaPoint){ 170, -0.001 }, edge);
  return stemma_scene_builder_seal (builder);
}

static const char expected[]
  = "scene title=\"Family of acorn/base\" description=\"One parent, one child\"\n"
    "metadata view value=\"stemma:lineage?focus=1&x=\\\"2\\\"\"\n"
    "group model-1 role=\"model\" title=\"acorn/base\" link=\"https://example.org/acorn/base\" hit=7\n"
    "rect 10.00 20.00 100.46 40.00 radius 6.00 fill=surface stroke=line width 1.00 dash=solid hit=7\n"
    "text 18.00 44.00 start name text=\"base\" fill=ink hit=7 zoom 0.25\n"
    "end\n"
    "path 110.00 40.00 130.00 26.67 150.00 13.33 170.00 0.00 stroke=merge width 1.50 dash=double opacity "
    "0.25 "
    "arrow\n";

static void
test_dump (void)
{
  g_autoptr (StemmaScene) scene = small_scene ();
  g_autofree char *dump = stemma_scene_dump (scene);
  g_assert_cmpstr (dump, ==, expected);
}

static void
test_dump_in_another_locale (void)
{
  if (setlocale (LC_NUMERIC, "de_DE.UTF-8") == NULL)
    {
      g_test_skip ("no locale with a decimal comma");
      return;
    }
  g_autoptr (StemmaScene) scene = small_scene ();
  g_autofree char *dump = stemma_scene_dump (scene);
  setlocale (LC_NUMERIC, "C");
  g_assert_cmpstr (dump, ==, expected);
}

static void
test_bounds (void)
{
  g_autoptr (StemmaScene) scene = small_scene ();
  StemmaRect bounds = stemma_scene_get_bounds (scene);
  guint n;
  const StemmaSceneItem *items = stemma_scene_get_items (scene, &n);
  g_assert_cmpuint (n, ==, 5);
  g_assert_cmpfloat_with_epsilon (bounds.x, 9.5, 1e-9);
  g_assert_cmpfloat_with_epsilon (bounds.y + bounds.height, 60.5, 1e-9);
  g_assert_cmpfloat (bounds.y, <, -1.5);
  g_assert_cmpfloat_with_epsilon (items[0].bounds.x, 9.5, 1e-9);
  g_assert_cmpfloat_with_epsilon (items[0].bounds.width, 101.456, 1e-9);
  g_assert_cmpfloat (items[2].bounds.width, >, 20);
  g_assert_cmpfloat (items[2].bounds.y, <, 44 - 9);

  g_autoptr (StemmaSceneBuilder) builder = stemma_scene_builder_new ();
  stemma_scene_builder_rect (builder, (StemmaRect){ 10, 20, 30, 40 }, 0, card);
  stemma_scene_builder_set_bounds (builder, (StemmaRect){ 0, 0, 200, 100 });
  g_autoptr (StemmaScene) framed = stemma_scene_builder_seal (builder);
  g_assert_cmpfloat (stemma_scene_get_bounds (framed).width, ==, 200);
}

static void
test_nested_groups (void)
{
  g_autoptr (StemmaSceneBuilder) builder = stemma_scene_builder_new ();
  stemma_scene_builder_begin_group (builder, "outer", NULL, NULL);
  stemma_scene_builder_begin_group (builder, "in<ner", NULL, "javascript:alert(1)");
  stemma_scene_builder_rect (builder, (StemmaRect){ 500, 500, 10, 10 }, 0, (StemmaPaint){ 0 });
  stemma_scene_builder_end_group (builder);
  stemma_scene_builder_begin_group (builder, NULL, NULL, "https://example.org/a'b");
  stemma_scene_builder_end_group (builder);
  stemma_scene_builder_rect (builder, (StemmaRect){ 600, 510, 10, 10 }, 0, (StemmaPaint){ 0 });
  stemma_scene_builder_end_group (builder);
  g_autoptr (StemmaScene) scene = stemma_scene_builder_seal (builder);
  guint n;
  const StemmaSceneItem *items = stemma_scene_get_items (scene, &n);
  g_assert_cmpfloat (items[0].bounds.x, ==, 500);
  g_assert_cmpfloat (items[0].bounds.width, ==, 110);
  g_assert_cmpfloat (items[0].bounds.height, ==, 20);
  g_assert_cmpfloat (items[1].bounds.width, ==, 10);
  g_assert_cmpstr (items[0].group.id, ==, "outer-1");
  g_assert_cmpstr (items[1].group.id, ==, "in-ner-2");
  g_assert_cmpstr (items[4].group.id, ==, "group-3");
  g_assert_null (items[1].group.link);
  g_assert_null (items[4].group.link);
}

static void
test_hostile_input (void)
{
  g_autoptr (StemmaSceneBuilder) builder = stemma_scene_builder_new ();
  StemmaPoint wild[4] = { { 0, 0 }, { NAN, 1 }, { 2, 2 }, { 3, 3 } };
  stemma_scene_builder_rect (builder, (StemmaRect){ NAN, 0, 1, 1 }, 0, card);
  stemma_scene_builder_rect (builder, (StemmaRect){ 0, 0, INFINITY, 1 }, 0, card);
  stemma_scene_builder_rect (builder, (StemmaRect){ 0, 0, -5, 1 }, 0, card);
  stemma_scene_builder_rect (builder, (StemmaRect){ 1e12, 0, 5, 1 }, 0, card);
  stemma_scene_builder_path (builder, wild, 4, FALSE, card);
  stemma_scene_builder_text (builder, INFINITY, 0, "x", STEMMA_FONT_NAME, STEMMA_ANCHOR_END, STEMMA_ROLE_INK);
  stemma_scene_builder_text (builder, 0, 0, "", STEMMA_FONT_NAME, STEMMA_ANCHOR_END, STEMMA_ROLE_INK);
  stemma_scene_builder_text (builder, 0, 0, NULL, STEMMA_FONT_NAME, STEMMA_ANCHOR_END, STEMMA_ROLE_INK);
  stemma_scene_builder_text (builder, 0, 0, "a\nb\xff\xe2\x80\xae", STEMMA_FONT_NAME, STEMMA_ANCHOR_START,
                             STEMMA_ROLE_INK);
  stemma_scene_builder_rect (builder, (StemmaRect){ 0, 0, 5, 1 }, NAN,
                             (StemmaPaint){ .fill = 9999, .stroke = -1, .width = NAN, .opacity = -2 });
  g_autoptr (StemmaScene) scene = stemma_scene_builder_seal (builder);
  g_autofree char *dump = stemma_scene_dump (scene);
  guint n;
  const StemmaSceneItem *items = stemma_scene_get_items (scene, &n);
  g_assert_cmpuint (n, ==, 2);
  g_assert_cmpstr (items[0].text.text, ==, "a\342\220\212b\357\277\275\357\277\275");
  g_assert_cmpint (items[1].paint.fill, ==, STEMMA_ROLE_NONE);
  g_assert_cmpfloat (items[1].paint.opacity, ==, 1);
  g_assert_null (strstr (dump, "nan"));
}

static void
test_metadata (void)
{
  g_autoptr (StemmaSceneBuilder) builder = stemma_scene_builder_new ();
  stemma_scene_builder_set_metadata (builder, "view", "one");
  stemma_scene_builder_set_metadata (builder, "snapshot", "2025-06-25");
  stemma_scene_builder_set_metadata (builder, "view", "two");
  stemma_scene_builder_set_metadata (builder, "none", NULL);
  g_autoptr (StemmaScene) scene = stemma_scene_builder_seal (builder);
  const char *const *keys = stemma_scene_get_metadata_keys (scene);
  g_assert_cmpstr (keys[0], ==, "view");
  g_assert_cmpstr (keys[1], ==, "snapshot");
  g_assert_null (keys[2]);
  g_assert_cmpstr (stemma_scene_get_metadata (scene, "view"), ==, "two");
  g_assert_null (stemma_scene_get_metadata (scene, "none"));
}

static void
test_builder_starts_anew (void)
{
  g_autoptr (StemmaSceneBuilder) builder = stemma_scene_builder_new ();
  stemma_scene_builder_set_hit (builder, 3);
  stemma_scene_builder_rect (builder, (StemmaRect){ 0, 0, 5, 5 }, 0, card);
  g_autoptr (StemmaScene) first = stemma_scene_builder_seal (builder);
  g_autoptr (StemmaScene) second = stemma_scene_builder_seal (builder);
  guint n;
  stemma_scene_get_items (second, &n);
  g_assert_cmpuint (n, ==, 0);
  g_assert_cmpuint (stemma_scene_hit (second, 1, 1, 100), ==, 0);
  g_assert_cmpfloat (stemma_scene_get_bounds (second).width, ==, 0);
  g_assert_cmpuint (stemma_scene_hit (first, 1, 1, 0), ==, 3);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/scene/dump", test_dump);
  g_test_add_func ("/scene/dump/locale", test_dump_in_another_locale);
  g_test_add_func ("/scene/bounds", test_bounds);
  g_test_add_func ("/scene/groups", test_nested_groups);
  g_test_add_func ("/scene/hostile", test_hostile_input);
  g_test_add_func ("/scene/metadata", test_metadata);
  g_test_add_func ("/scene/builder", test_builder_starts_anew);
  return g_test_run ();
}
