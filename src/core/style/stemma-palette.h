#pragma once

#include "style/stemma-role.h"

G_BEGIN_DECLS

/**
 * StemmaPalette:
 * @rgba: the colour of each role as 0xRRGGBBAA
 *
 * A plain value: a window that knows the platform's accent copies a palette and sets %STEMMA_ROLE_ACCENT.
 */
typedef struct
{
  guint32 rgba[STEMMA_N_ROLES];
} StemmaPalette;

#define STEMMA_PALETTE_HEX_SIZE 8

const StemmaPalette *stemma_palette_light (void);
const StemmaPalette *stemma_palette_dark (void);
const char *stemma_palette_hex (const StemmaPalette *palette, StemmaRole role,
                                char buffer[STEMMA_PALETTE_HEX_SIZE]);
double stemma_palette_contrast (guint32 a, guint32 b);

G_END_DECLS
