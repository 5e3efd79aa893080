#include "style/stemma-palette.h"

#include <math.h>

typedef struct
{
  double v[3];
} Triple;

/*
 * Machado, Oliveira and Fernandes 2009, severity 1, on linear RGB: protan, deutan, tritan; then plain sight.
 */
static const double sights[4][3][3] = {
  { { 0.152286, 1.052583, -0.204868 }, { 0.114503, 0.786281, 0.099216 }, { -0.003882, -0.048116, 1.051998 } },
  { { 0.367322, 0.860646, -0.227968 }, { 0.280085, 0.672501, 0.047413 }, { -0.011820, 0.042940, 0.968881 } },
  { { 1.255528, -0.076749, -0.178779 }, { -0.078411, 0.930809, 0.147602 }, { 0.004733, 0.691367, 0.303900 } },
  { { 1, 0, 0 }, { 0, 1, 0 }, { 0, 0, 1 } },
};

static const double xyz_of_rgb[3][3] = {
  { 0.4124564, 0.3575761, 0.1804375 },
  { 0.2126729, 0.7151522, 0.0721750 },
  { 0.0193339, 0.1191920, 0.9503041 },
};

static const StemmaRole relations[] = { STEMMA_ROLE_FINETUNE, STEMMA_ROLE_ADAPTER, STEMMA_ROLE_MERGE,
                                        STEMMA_ROLE_QUANTIZED, STEMMA_ROLE_OTHER };

static Triple
times (const double matrix[3][3], Triple t)
{
  Triple out;
  for (guint i = 0; i < 3; i++)
    out.v[i] = matrix[i][0] * t.v[0] + matrix[i][1] * t.v[1] + matrix[i][2] * t.v[2];
  return out;
}

static Triple
linear_of (guint32 rgba)
{
  Triple out;
  for (guint i = 0; i < 3; i++)
    {
      double c = ((rgba >> (24 - 8 * i)) & 0xff) / 255.0;
      out.v[i] = c <= 0.04045 ? c / 12.92 : pow ((c + 0.055) / 1.055, 2.4);
    }
  return out;
}

static double
lab_curve (double t)
{
  return t > 216.0 / 24389 ? cbrt (t) : t * 24389 / 27 / 116 + 16.0 / 116;
}

static Triple
lab_as_seen (guint32 rgba, guint sight)
{
  Triple rgb = times (sights[sight], linear_of (rgba));
  for (guint i = 0; i < 3; i++)
    rgb.v[i] = CLAMP (rgb.v[i], 0, 1);
  Triple xyz = times (xyz_of_rgb, rgb);
  double x = lab_curve (xyz.v[0] / 0.95047), y = lab_curve (xyz.v[1]), z = lab_curve (xyz.v[2] / 1.08883);
  return (Triple){ { 116 * y - 16, 500 * (x - y), 200 * (y - z) } };
}

static double
degrees_of (double y, double x)
{
  double angle = atan2 (y, x) * 180 / G_PI;
  return angle < 0 ? angle + 360 : angle;
}

static double
cos_degrees (double angle)
{
  return cos (angle * G_PI / 180);
}

/* CIEDE2000 (CIE 142-2001; notation of Sharma, Wu and Dalal 2005). */
static double
difference (Triple p, Triple q)
{
  double mean_c = (hypot (p.v[1], p.v[2]) + hypot (q.v[1], q.v[2])) / 2;
  double g = 0.5 * (1 - sqrt (pow (mean_c, 7) / (pow (mean_c, 7) + pow (25, 7))));
  double a1 = p.v[1] * (1 + g), a2 = q.v[1] * (1 + g);
  double c1 = hypot (a1, p.v[2]), c2 = hypot (a2, q.v[2]);
  double h1 = degrees_of (p.v[2], a1), h2 = degrees_of (q.v[2], a2);
  double dh = h2 - h1, h = (h1 + h2) / 2;
  if (c1 * c2 > 0 && fabs (dh) > 180)
    {
      dh += dh > 0 ? -360 : 360;
      h += h < 180 ? 180 : -180;
    }
  double dl = q.v[0] - p.v[0], dc = c2 - c1;
  double big_dh = 2 * sqrt (c1 * c2) * sin (dh / 2 * G_PI / 180);
  double l = (p.v[0] + q.v[0]) / 2, c = (c1 + c2) / 2;
  double t = 1 - 0.17 * cos_degrees (h - 30) + 0.24 * cos_degrees (2 * h) + 0.32 * cos_degrees (3 * h + 6)
             - 0.20 * cos_degrees (4 * h - 63);
  double sl = 1 + 0.015 * pow (l - 50, 2) / sqrt (20 + pow (l - 50, 2));
  double sc = 1 + 0.045 * c, sh = 1 + 0.015 * c * t;
  double turn = 60 * exp (-pow ((h - 275) / 25, 2));
  double rt = -2 * sqrt (pow (c, 7) / (pow (c, 7) + pow (25, 7))) * sin (turn * G_PI / 180);
  dl /= sl;
  dc /= sc;
  big_dh /= sh;
  return sqrt (dl * dl + dc * dc + big_dh * big_dh + rt * dc * big_dh);
}

static void
test_formula (void)
{
  /* Pairs 1, 7 and 20 of the published test data. */
  g_assert_cmpfloat_with_epsilon (
      difference ((Triple){ { 50, 2.6772, -79.7751 } }, (Triple){ { 50, 0, -82.7485 } }), 2.0425, 5e-5);
  g_assert_cmpfloat_with_epsilon (difference ((Triple){ { 50, 0, 0 } }, (Triple){ { 50, -1, 2 } }), 2.3669,
                                  5e-5);
  g_assert_cmpfloat_with_epsilon (
      difference ((Triple){ { 50, 2.5, 0 } }, (Triple){ { 58, 24, 15 } }), 19.4535, 5e-5);
}

static double
smallest_difference (const StemmaPalette *palette, const StemmaRole *roles, guint n)
{
  double least = G_MAXDOUBLE;
  for (guint sight = 0; sight < G_N_ELEMENTS (sights); sight++)
    for (guint i = 0; i < n; i++)
      for (guint j = 0; j < i; j++)
        {
          Triple p = lab_as_seen (palette->rgba[roles[i]], sight);
          Triple q = lab_as_seen (palette->rgba[roles[j]], sight);
          least = MIN (least, difference (p, q));
        }
  return least;
}

static void
test_relations_are_told_apart (void)
{
  double on_light = smallest_difference (stemma_palette_light (), relations, G_N_ELEMENTS (relations));
  double on_dark = smallest_difference (stemma_palette_dark (), relations, G_N_ELEMENTS (relations));
  g_test_message ("smallest simulated difference: light %.2f, dark %.2f", on_light, on_dark);
  g_assert_cmpfloat (on_light, >=, 15);
  g_assert_cmpfloat (on_dark, >=, 11);
}

static void
test_changes_are_told_apart (void)
{
  static const StemmaRole changes[] = { STEMMA_ROLE_ADDED, STEMMA_ROLE_GONE, STEMMA_ROLE_CHANGED };
  static const StemmaRole ends[]
    = { STEMMA_ROLE_DELTA_LESS_2, STEMMA_ROLE_DELTA_ZERO, STEMMA_ROLE_DELTA_MORE_2 };
  const StemmaPalette *palettes[] = { stemma_palette_light (), stemma_palette_dark () };
  for (guint i = 0; i < 2; i++)
    {
      g_assert_cmpfloat (smallest_difference (palettes[i], changes, G_N_ELEMENTS (changes)), >=, 15);
      g_assert_cmpfloat (smallest_difference (palettes[i], ends, G_N_ELEMENTS (ends)), >=, 15);
    }
}

static void
assert_contrast (const StemmaPalette *palette, StemmaRole text, StemmaRole ground, double least)
{
  double contrast = stemma_palette_contrast (palette->rgba[text], palette->rgba[ground]);
  if (contrast < least)
    g_error ("%s on %s: %.2f, less than %.1f", stemma_role_class (text), stemma_role_class (ground), contrast,
             least);
}

static void
test_text_is_readable (void)
{
  static const StemmaRole grounds[] = { STEMMA_ROLE_PAPER, STEMMA_ROLE_SURFACE, STEMMA_ROLE_SURFACE_DIM };
  const StemmaPalette *palettes[] = { stemma_palette_light (), stemma_palette_dark () };
  for (guint i = 0; i < 2; i++)
    {
      for (guint j = 0; j < G_N_ELEMENTS (grounds); j++)
        {
          assert_contrast (palettes[i], STEMMA_ROLE_INK, grounds[j], 7);
          assert_contrast (palettes[i], STEMMA_ROLE_INK_DIM, grounds[j], 4.5);
          assert_contrast (palettes[i], STEMMA_ROLE_WARNING, grounds[j], 4.5);
          assert_contrast (palettes[i], STEMMA_ROLE_ACCENT, grounds[j], 3);
          assert_contrast (palettes[i], STEMMA_ROLE_BAR, grounds[j], 2.8);
        }
      for (StemmaRole role = STEMMA_ROLE_RAMP_0; role < STEMMA_N_ROLES; role++)
        assert_contrast (palettes[i], stemma_role_ink_on (role), role, 4.5);
    }
}

static void
test_ramp_runs_one_way (void)
{
  const StemmaPalette *palettes[] = { stemma_palette_light (), stemma_palette_dark () };
  for (guint i = 0; i < 2; i++)
    for (StemmaRole role = STEMMA_ROLE_RAMP_0; role < STEMMA_ROLE_RAMP_4; role++)
      for (guint sight = 0; sight < G_N_ELEMENTS (sights); sight++)
        {
          double from = lab_as_seen (palettes[i]->rgba[role], sight).v[0];
          double to = lab_as_seen (palettes[i]->rgba[role + 1], sight).v[0];
          g_assert_cmpfloat (i == 0 ? from - to : to - from, >=, 5);
        }
}

static void
test_colours_that_are_promised (void)
{
  static const struct
  {
    StemmaRole role;
    const char *light, *dark;
  } rows[] = {
    { STEMMA_ROLE_FINETUNE, "#2a7de1", "#78aeed" },  { STEMMA_ROLE_ADAPTER, "#004d40", "#2c9c82" },
    { STEMMA_ROLE_MERGE, "#7b2d8e", "#b45bcf" },     { STEMMA_ROLE_QUANTIZED, "#cf7a00", "#ffbe6f" },
    { STEMMA_ROLE_OTHER, "#77767b", "#deddda" },     { STEMMA_ROLE_ADDED, "#1a5fb4", "#62a0ea" },
    { STEMMA_ROLE_GONE, "#e66100", "#ffa348" },
  };
  char buffer[STEMMA_PALETTE_HEX_SIZE];
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_assert_cmpstr (stemma_palette_hex (stemma_palette_light (), rows[i].role, buffer), ==, rows[i].light);
      g_assert_cmpstr (stemma_palette_hex (stemma_palette_dark (), rows[i].role, buffer), ==, rows[i].dark);
    }
  for (StemmaRole role = STEMMA_ROLE_PAPER; role < STEMMA_N_ROLES; role++)
    {
      g_assert_cmpuint (stemma_palette_light ()->rgba[role] & 0xff, >, 0);
      g_assert_cmpuint (stemma_palette_dark ()->rgba[role] & 0xff, >, 0);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/palette/formula", test_formula);
  g_test_add_func ("/palette/relations", test_relations_are_told_apart);
  g_test_add_func ("/palette/changes", test_changes_are_told_apart);
  g_test_add_func ("/palette/text", test_text_is_readable);
  g_test_add_func ("/palette/ramp", test_ramp_runs_one_way);
  g_test_add_func ("/palette/promised", test_colours_that_are_promised);
  return g_test_run ();
}
