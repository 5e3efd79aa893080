#include "style/stemma-mark.h"

#include <math.h>
#include <string.h>

static void
test_every_relation_has_its_mark (void)
{
  for (StemmaRelation a = 0; a < STEMMA_N_RELATIONS; a++)
    {
      g_assert_cmpint (stemma_mark_letter (a)[0], ==, stemma_relation_letter (a));
      g_assert_cmpint (stemma_mark_letter (a)[1], ==, '\0');
      for (StemmaRelation b = 0; b < a; b++)
        g_assert_cmpint (stemma_mark_role (a), !=, stemma_mark_role (b));
    }
  g_assert_cmpint (stemma_mark_role (STEMMA_N_RELATIONS), ==, STEMMA_ROLE_OTHER);
  g_assert_cmpstr (stemma_mark_letter (STEMMA_N_RELATIONS), ==, "?");
}

static void
test_class_names (void)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  for (StemmaRole role = 0; role < STEMMA_N_ROLES; role++)
    {
      const char *name = stemma_role_class (role);
      g_assert_nonnull (name);
      g_assert_cmpuint (strspn (name, "abcdefghijklmnopqrstuvwxyz0123456789-"), ==, strlen (name));
      g_assert_true (g_hash_table_add (seen, (gpointer) name));
    }
  g_assert_cmpstr (stemma_role_class (STEMMA_ROLE_INK_DIM), ==, "ink-dim");
  g_assert_cmpstr (stemma_role_class (STEMMA_ROLE_FINETUNE), ==, "finetune");
  g_assert_cmpstr (stemma_role_class (STEMMA_N_ROLES), ==, "none");
}

static void
test_steps_of_the_ramps (void)
{
  g_assert_cmpint (stemma_role_ramp (0), ==, STEMMA_ROLE_RAMP_0);
  g_assert_cmpint (stemma_role_ramp (0.19), ==, STEMMA_ROLE_RAMP_0);
  g_assert_cmpint (stemma_role_ramp (0.2), ==, STEMMA_ROLE_RAMP_1);
  g_assert_cmpint (stemma_role_ramp (1), ==, STEMMA_ROLE_RAMP_4);
  g_assert_cmpint (stemma_role_ramp (-3), ==, STEMMA_ROLE_RAMP_0);
  g_assert_cmpint (stemma_role_ramp (1e300), ==, STEMMA_ROLE_RAMP_4);
  g_assert_cmpint (stemma_role_ramp (NAN), ==, STEMMA_ROLE_NONE);
  g_assert_cmpint (stemma_role_delta (0, 0.4), ==, STEMMA_ROLE_DELTA_ZERO);
  g_assert_cmpint (stemma_role_delta (0.1, 0.4), ==, STEMMA_ROLE_DELTA_MORE_1);
  g_assert_cmpint (stemma_role_delta (0.3, 0.4), ==, STEMMA_ROLE_DELTA_MORE_2);
  g_assert_cmpint (stemma_role_delta (-0.1, 0.4), ==, STEMMA_ROLE_DELTA_LESS_1);
  g_assert_cmpint (stemma_role_delta (-0.4, 0.4), ==, STEMMA_ROLE_DELTA_LESS_2);
  g_assert_cmpint (stemma_role_delta (0.1, 0), ==, STEMMA_ROLE_NONE);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/mark/relations", test_every_relation_has_its_mark);
  g_test_add_func ("/mark/classes", test_class_names);
  g_test_add_func ("/mark/ramps", test_steps_of_the_ramps);
  return g_test_run ();
}
