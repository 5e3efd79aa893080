#include "layout/stemma-layout-spread.h"

/* A run of places that push against each other: they move as one. */
typedef struct
{
  double sum;
  guint n;
} Block;

static double
mean_of (const Block *block)
{
  return block->sum / block->n;
}

/*
 * stemma_layout_spread:
 * @places: (inout): where things want to be
 * @distances: how far each has to stay from the one before it; the first is not looked at
 * @n_places: how many
 *
 * Moves the places as little as can be (the sum of squares is the least there is), in their order, until each
 * keeps its distance. With the distances taken off it is a regression on a rising line, solved by pooling
 * neighbours that are out of order (Ayer, Brunk, Ewing, Reid and Silverman 1955).
 */
void
stemma_layout_spread (double *places, const double *distances, guint n_places)
{
  g_autofree Block *blocks = g_new (Block, n_places + 1);
  guint n_blocks = 0;
  double offset = 0;
  for (guint i = 0; i < n_places; i++)
    {
      if (i > 0)
        offset += distances[i];
      blocks[n_blocks++] = (Block){ places[i] - offset, 1 };
      while (n_blocks > 1 && mean_of (&blocks[n_blocks - 2]) >= mean_of (&blocks[n_blocks - 1]))
        {
          n_blocks--;
          blocks[n_blocks - 1].sum += blocks[n_blocks].sum;
          blocks[n_blocks - 1].n += blocks[n_blocks].n;
        }
    }
  offset = 0;
  for (guint b = 0, i = 0; b < n_blocks; b++)
    for (guint k = 0; k < blocks[b].n; k++, i++)
      {
        if (i > 0)
          offset += distances[i];
        places[i] = mean_of (&blocks[b]) + offset;
      }
}
