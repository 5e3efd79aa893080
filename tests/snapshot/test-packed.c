#include "snapshot/stemma-bits.h"
#include "snapshot/stemma-checksum.h"
#include "snapshot/stemma-packer.h"

/* Numbers of every size, most of them of one, so that columns of all widths come up and the rest is not empty. */
static guint64
random_value (GRand *random, guint usual_bits)
{
  guint bits = g_rand_int_range (random, 0, 50) == 0 ? (guint) g_rand_int_range (random, 0, 65) : usual_bits;
  guint64 value = (guint64) g_rand_int (random) << 32 | g_rand_int (random);
  if (g_rand_int_range (random, 0, 20) == 0)
    value = G_MAXUINT64; /* all ones are what marks the rest */
  return bits == 0 ? 0 : value >> (64 - bits);
}

static gsize
bytes_of (const StemmaPacked *packed)
{
  return (gsize) packed->n * packed->width + (gsize) packed->n_rest * 12;
}

static void
test_packed (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (1848);
  guint widths_met = 0;
  for (guint round = 0; round < 400; round++)
    {
      guint n = (guint) g_rand_int_range (random, 0, round % 40 == 0 ? 60000 : 300);
      guint bits = round % 66 > 64 ? 0 : round % 66;
      g_autoptr (StemmaPacker) packer = stemma_packer_new ();
      g_autofree guint64 *values = g_new (guint64, n + 1);
      for (guint i = 0; i < n; i++)
        {
          values[i] = random_value (random, i < n / 2 ? bits : bits / 2);
          stemma_packer_add (packer, values[i]);
        }
      for (guint pass = 0; pass < 2; pass++)
        {
          StemmaPacked packed = stemma_packer_get (packer);
          g_assert_cmpuint (packed.n, ==, n);
          for (guint i = 0; i < n; i++)
            g_assert_cmpuint (stemma_packed_get (&packed, i), ==, values[i]);
          g_assert_cmpuint (stemma_packed_get (&packed, n), ==, 0);
          g_assert_true (stemma_packed_width_is_known (packed.width));
          g_assert_cmpuint (bytes_of (&packed), <=, pass == 1 ? (gsize) n * 8 : (gsize) n * 9 + 70000);
          widths_met |= 1u << packed.width;
          stemma_packer_finish (packer);
        }
    }
  g_assert_cmpuint (widths_met, ==, 0x11f);
}

/* What few have takes next to nothing. */
static void
test_sparse (void)
{
  g_autoptr (StemmaPacker) packer = stemma_packer_new ();
  for (guint i = 0; i < 100000; i++)
    stemma_packer_add (packer, i % 1000 == 7 ? G_MAXUINT64 - i : 0);
  stemma_packer_finish (packer);
  StemmaPacked packed = stemma_packer_get (packer);
  g_assert_cmpuint (packed.width, ==, 0);
  g_assert_cmpuint (packed.n_rest, ==, 100);
  g_assert_cmpuint (stemma_packed_get (&packed, 5007), ==, G_MAXUINT64 - 5007);
  g_assert_cmpuint (stemma_packed_get (&packed, 5008), ==, 0);
}

static void
test_bits (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (5);
  for (guint round = 0; round < 200; round++)
    {
      guint64 words[40] = { 0 };
      guint32 rank[40];
      guint32 n_words = (guint32) g_rand_int_range (random, 1, 40);
      guint32 n = 0;
      for (guint i = 0; i < n_words * 64; i++)
        words[i / 64] |= (guint64) (g_rand_int_range (random, 0, 1 + (gint32) round) == 0) << (i % 64);
      stemma_bits_rank (words, n_words, rank);
      for (guint i = 0; i < n_words; i++)
        n += (guint32) __builtin_popcountll (words[i]);
      StemmaBits bits = { words, rank, n_words, n };
      guint32 before = 0;
      for (guint32 i = 0; i < n_words * 64; i++)
        {
          gboolean has = (words[i / 64] >> (i % 64) & 1) != 0;
          g_assert_cmpint (stemma_bits_has (&bits, i), ==, has);
          if (!has)
            continue;
          g_assert_cmpuint (stemma_bits_count_before (&bits, i), ==, before);
          g_assert_cmpuint (stemma_bits_select (&bits, before), ==, i);
          before++;
        }
      g_assert_cmpuint (stemma_bits_select (&bits, before), ==, G_MAXUINT32);
      g_assert_false (stemma_bits_has (&bits, n_words * 64));
    }
}

/* In whatever pieces bytes come, their sum is the same. */
static void
test_pieces (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (6);
  guint8 bytes[500];
  for (guint i = 0; i < sizeof bytes; i++)
    bytes[i] = (guint8) g_rand_int (random);
  for (guint round = 0; round < 500; round++)
    {
      StemmaChecksum sum;
      stemma_checksum_init (&sum);
      for (gsize at = 0; at < round;)
        {
          gsize most = (gsize) g_rand_int_range (random, 0, 80);
          gsize piece = MIN (most, round - at);
          stemma_checksum_add (&sum, bytes + at, piece);
          at += piece;
        }
      g_assert_cmpuint (stemma_checksum_finish (&sum), ==, stemma_checksum (bytes, round));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/packed/any-numbers", test_packed);
  g_test_add_func ("/packed/sparse", test_sparse);
  g_test_add_func ("/packed/bits", test_bits);
  g_test_add_func ("/packed/pieces", test_pieces);
  return g_test_run ();
}
