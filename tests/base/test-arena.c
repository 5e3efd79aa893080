#include "base/stemma-arena.h"

#include <string.h>

static void
test_pieces_keep_apart (void)
{
  g_autoptr (StemmaArena) arena = stemma_arena_new ();
  for (guint round = 0; round < 3; round++)
    {
      g_autoptr (GPtrArray) pieces = g_ptr_array_new ();
      for (guint i = 0; i < 5000; i++)
        {
          gsize size = 1 + (i * 37) % 300 + (i % 1000 == 7 ? 100000 : 0);
          char *piece = stemma_arena_alloc (arena, size);
          g_assert_cmpuint (GPOINTER_TO_SIZE (piece) % 16, ==, 0);
          memset (piece, (int) (i % 251), size);
          g_ptr_array_add (pieces, piece);
        }
      for (guint i = 0; i < pieces->len; i++)
        {
          const guint8 *piece = g_ptr_array_index (pieces, i);
          gsize size = 1 + (i * 37) % 300 + (i % 1000 == 7 ? 100000 : 0);
          g_assert_cmpuint (piece[0], ==, i % 251);
          g_assert_cmpuint (piece[size - 1], ==, i % 251);
        }
      stemma_arena_reset (arena);
    }
}

static void
test_strings (void)
{
  g_autoptr (StemmaArena) arena = stemma_arena_new ();
  g_assert_cmpstr (stemma_arena_strndup (arena, "abcdef", 3), ==, "abc");
  g_assert_cmpstr (stemma_arena_strdup (arena, ""), ==, "");
  g_assert_null (stemma_arena_strdup (arena, NULL));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/arena/pieces-keep-apart", test_pieces_keep_apart);
  g_test_add_func ("/arena/strings", test_strings);
  return g_test_run ();
}
