#include "snapshot/stemma-packer.h"

#include <string.h>

/* What a number takes that does not fit: its place and itself. */
#define REST_COST 12

/* So many bytes of what does not fit are let be before the rest is made wider. */
#define SLACK 65536

static const guint8 widths[] = { 0, 1, 2, 3, 4, 8 };

struct _StemmaPacker
{
  guint8 *bytes;
  gsize room;
  GArray *rest;       /* of guint32 */
  GArray *rest_value; /* of guint64 */
  guint32 n;
  guint width;                              /* place in widths */
  guint32 n_needing[G_N_ELEMENTS (widths)]; /* numbers by the least width they fit */
};

/**
 * stemma_packed_find_rest:
 * @packed: a column
 * @place: where a number stands that does not fit
 *
 * Returns: the number; 0 if it is missing
 */
guint64
stemma_packed_find_rest (const StemmaPacked *packed, guint32 place)
{
  guint32 low = 0;
  guint32 high = packed->n_rest;
  while (low < high)
    {
      guint32 middle = low + (high - low) / 2;
      if (packed->rest[middle] < place)
        low = middle + 1;
      else
        high = middle;
    }
  return low < packed->n_rest && packed->rest[low] == place ? packed->rest_value[low] : 0;
}

/**
 * stemma_packed_width_is_known:
 * @width: bytes a number
 *
 * Returns: whether columns can be that wide
 */
gboolean
stemma_packed_width_is_known (guint32 width)
{
  return width <= 4 || width == 8;
}

/**
 * stemma_packer_new:
 *
 * Returns: (transfer full): a packer of nothing
 */
StemmaPacker *
stemma_packer_new (void)
{
  StemmaPacker *packer = g_new0 (StemmaPacker, 1);
  packer->rest = g_array_new (FALSE, FALSE, sizeof (guint32));
  packer->rest_value = g_array_new (FALSE, FALSE, sizeof (guint64));
  return packer;
}

/**
 * stemma_packer_free:
 * @packer: (nullable) (transfer full): a packer
 */
void
stemma_packer_free (StemmaPacker *packer)
{
  if (packer == NULL)
    return;
  g_free (packer->bytes);
  g_array_unref (packer->rest);
  g_array_unref (packer->rest_value);
  g_free (packer);
}

/* The least width that @value fits, bytes of all ones being taken. */
static guint
width_for (guint64 value)
{
  guint i = 0;
  while (widths[i] < 8 && value >= (G_GUINT64_CONSTANT (1) << (8 * widths[i])) - (i > 0 ? 1 : 0))
    i++;
  return i;
}

static guint
best_width (const StemmaPacker *packer)
{
  guint best = 0;
  guint64 least = G_MAXUINT64;
  guint64 n_rest = 0;
  for (guint i = G_N_ELEMENTS (widths); i-- > 0;)
    {
      guint64 cost = (guint64) packer->n * widths[i] + n_rest * REST_COST;
      if (cost <= least)
        {
          least = cost;
          best = i;
        }
      n_rest += packer->n_needing[i];
    }
  return best;
}

/* Numbers come one after the other, so what does not fit is in order by itself. */
static void
put (StemmaPacker *packer, guint32 place, guint64 value, guint needs)
{
  guint width = widths[packer->width];
  gsize at = (gsize) place * width;
  if (at + width > packer->room)
    {
      packer->room = MAX (256, (at + width) / 2 * 3);
      packer->bytes = g_realloc (packer->bytes, packer->room);
    }
  if (needs > packer->width)
    {
      g_array_append_val (packer->rest, place);
      g_array_append_val (packer->rest_value, value);
      value = G_MAXUINT64;
    }
  gboolean low_first = G_BYTE_ORDER == G_LITTLE_ENDIAN || width == 3;
  for (guint b = 0; b < width; b++)
    packer->bytes[at + b] = (guint8) (value >> (8 * (low_first ? b : width - 1 - b)));
}

static void
repack (StemmaPacker *packer, guint width)
{
  StemmaPacked old = stemma_packer_get (packer);
  g_autofree guint8 *bytes = packer->bytes;
  g_autoptr (GArray) rest = packer->rest;
  g_autoptr (GArray) rest_value = packer->rest_value;
  packer->width = width;
  packer->room = (gsize) packer->n * widths[width];
  packer->bytes = g_malloc (packer->room);
  packer->rest = g_array_new (FALSE, FALSE, sizeof (guint32));
  packer->rest_value = g_array_new (FALSE, FALSE, sizeof (guint64));
  for (guint32 i = 0; i < old.n; i++)
    {
      guint64 value = stemma_packed_get (&old, i);
      put (packer, i, value, width_for (value));
    }
}

/**
 * stemma_packer_add:
 * @packer: a packer that is not finished
 * @value: the next number
 */
void
stemma_packer_add (StemmaPacker *packer, guint64 value)
{
  guint needs = width_for (value);
  packer->n_needing[needs]++;
  put (packer, packer->n, value, needs);
  packer->n++;
  if ((gsize) packer->rest->len * REST_COST <= (gsize) packer->n + SLACK)
    return;
  guint best = best_width (packer);
  if (best > packer->width)
    repack (packer, best);
}

/**
 * stemma_packer_finish:
 * @packer: a packer
 *
 * Makes the column as small as it gets.
 */
void
stemma_packer_finish (StemmaPacker *packer)
{
  guint best = best_width (packer);
  if (best != packer->width)
    repack (packer, best);
}

/**
 * stemma_packer_get:
 * @packer: a packer
 *
 * Returns: the column so far, good until the next number is added
 */
StemmaPacked
stemma_packer_get (const StemmaPacker *packer)
{
  return (StemmaPacked){ .bytes = packer->bytes,
                         .rest = (const guint32 *) (gpointer) packer->rest->data,
                         .rest_value = (const guint64 *) (gpointer) packer->rest_value->data,
                         .n = packer->n,
                         .n_rest = packer->rest->len,
                         .width = widths[packer->width] };
}
