#include "style/stemma-palette.h"

#include <math.h>

/*
 * Paper and surfaces are the platform's window, card and header bar; its card is 8 % white on dark, mixed
 * here.
 */
static const StemmaPalette light = { {
  [STEMMA_ROLE_NONE] = 0x00000000,
  [STEMMA_ROLE_PAPER] = 0xfafafaff,
  [STEMMA_ROLE_SURFACE] = 0xffffffff,
  [STEMMA_ROLE_SURFACE_DIM] = 0xebebebff,
  [STEMMA_ROLE_INK] = 0x2e2e32ff,
  [STEMMA_ROLE_INK_DIM] = 0x5e5c64ff,
  [STEMMA_ROLE_LINE] = 0xc0bfbcff,
  [STEMMA_ROLE_HAIRLINE] = 0xdeddda99,
  [STEMMA_ROLE_ACCENT] = 0x3584e4ff,
  [STEMMA_ROLE_BAR] = 0x868a94ff,
  [STEMMA_ROLE_WARNING] = 0x905400ff,
  [STEMMA_ROLE_FINETUNE] = 0x2a7de1ff,
  [STEMMA_ROLE_ADAPTER] = 0x004d40ff,
  [STEMMA_ROLE_MERGE] = 0x7b2d8eff,
  [STEMMA_ROLE_QUANTIZED] = 0xcf7a00ff,
  [STEMMA_ROLE_OTHER] = 0x77767bff,
  [STEMMA_ROLE_ADDED] = 0x1a5fb4ff,
  [STEMMA_ROLE_GONE] = 0xe66100ff,
  [STEMMA_ROLE_CHANGED] = 0x2e2e32ff,
  [STEMMA_ROLE_RAMP_0] = 0xfae3eaff,
  [STEMMA_ROLE_RAMP_1] = 0xf1b8ccff,
  [STEMMA_ROLE_RAMP_2] = 0xe48aabff,
  [STEMMA_ROLE_RAMP_3] = 0xb23a6eff,
  [STEMMA_ROLE_RAMP_4] = 0x6e0f3dff,
  [STEMMA_ROLE_DELTA_LESS_2] = 0x1467a8ff,
  [STEMMA_ROLE_DELTA_LESS_1] = 0x9cc8e6ff,
  [STEMMA_ROLE_DELTA_ZERO] = 0xe6e4e1ff,
  [STEMMA_ROLE_DELTA_MORE_1] = 0xf1b0bfff,
  [STEMMA_ROLE_DELTA_MORE_2] = 0xa01c48ff,
} };

static const StemmaPalette dark = { {
  [STEMMA_ROLE_NONE] = 0x00000000,
  [STEMMA_ROLE_PAPER] = 0x242424ff,
  [STEMMA_ROLE_SURFACE] = 0x363636ff,
  [STEMMA_ROLE_SURFACE_DIM] = 0x2d2d2dff,
  [STEMMA_ROLE_INK] = 0xf6f5f4ff,
  [STEMMA_ROLE_INK_DIM] = 0xb8b6b2ff,
  [STEMMA_ROLE_LINE] = 0x5e5c64ff,
  [STEMMA_ROLE_HAIRLINE] = 0x5e5c6499,
  [STEMMA_ROLE_ACCENT] = 0x78aeedff,
  [STEMMA_ROLE_BAR] = 0x9296a0ff,
  [STEMMA_ROLE_WARNING] = 0xf8e45cff,
  [STEMMA_ROLE_FINETUNE] = 0x78aeedff,
  [STEMMA_ROLE_ADAPTER] = 0x2c9c82ff,
  [STEMMA_ROLE_MERGE] = 0xb45bcfff,
  [STEMMA_ROLE_QUANTIZED] = 0xffbe6fff,
  [STEMMA_ROLE_OTHER] = 0xdedddaff,
  [STEMMA_ROLE_ADDED] = 0x62a0eaff,
  [STEMMA_ROLE_GONE] = 0xffa348ff,
  [STEMMA_ROLE_CHANGED] = 0xf6f5f4ff,
  [STEMMA_ROLE_RAMP_0] = 0x452a35ff,
  [STEMMA_ROLE_RAMP_1] = 0x6b3449ff,
  [STEMMA_ROLE_RAMP_2] = 0x96466aff,
  [STEMMA_ROLE_RAMP_3] = 0xdd7fa4ff,
  [STEMMA_ROLE_RAMP_4] = 0xfac8daff,
  [STEMMA_ROLE_DELTA_LESS_2] = 0x5cb8f5ff,
  [STEMMA_ROLE_DELTA_LESS_1] = 0x2c5c80ff,
  [STEMMA_ROLE_DELTA_ZERO] = 0x484848ff,
  [STEMMA_ROLE_DELTA_MORE_1] = 0x83404aff,
  [STEMMA_ROLE_DELTA_MORE_2] = 0xf9a8a0ff,
} };

/**
 * stemma_palette_light:
 *
 * Returns: (transfer none): the colours on a light desktop; files are written in these
 */
const StemmaPalette *
stemma_palette_light (void)
{
  return &light;
}

/**
 * stemma_palette_dark:
 *
 * Returns: (transfer none): the colours on a dark desktop
 */
const StemmaPalette *
stemma_palette_dark (void)
{
  return &dark;
}

/**
 * stemma_palette_hex:
 * @palette: a palette
 * @role: a role
 * @buffer: where to write
 *
 * Returns: (transfer none): @buffer with the colour as "#rrggbb", without its alpha
 */
const char *
stemma_palette_hex (const StemmaPalette *palette, StemmaRole role, char buffer[STEMMA_PALETTE_HEX_SIZE])
{
  guint32 rgba = (guint) role < STEMMA_N_ROLES ? palette->rgba[role] : 0;
  g_snprintf (buffer, STEMMA_PALETTE_HEX_SIZE, "#%06x", (rgba >> 8) & 0xffffffu);
  return buffer;
}

static double
linear_channel (guint32 rgba, guint shift)
{
  double c = ((rgba >> shift) & 0xff) / 255.0;
  return c <= 0.04045 ? c / 12.92 : pow ((c + 0.055) / 1.055, 2.4);
}

static double
luminance (guint32 rgba)
{
  return 0.2126 * linear_channel (rgba, 24) + 0.7152 * linear_channel (rgba, 16)
         + 0.0722 * linear_channel (rgba, 8);
}

/**
 * stemma_palette_contrast:
 * @a: a colour as 0xRRGGBBAA
 * @b: another; alpha is not looked at
 *
 * Returns: the contrast ratio of WCAG 2.1, 1 to 21
 */
double
stemma_palette_contrast (guint32 a, guint32 b)
{
  double first = luminance (a), second = luminance (b);
  return (MAX (first, second) + 0.05) / (MIN (first, second) + 0.05);
}
