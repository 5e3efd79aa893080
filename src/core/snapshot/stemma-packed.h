#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * StemmaPacked:
 *
 * A column of numbers, each in as few bytes as most of them need: none, 1, 2, 3, 4 or 8. What does not fit stands by
 * its place in a list of its own, in order, and its bytes are all ones; without any bytes, what is not in the list is
 * 0. So a column of which few models have anything takes next to nothing. Read by stemma_packed_get() alone.
 */
typedef struct
{
  const guint8 *bytes;
  const guint32 *rest; /* places, ascending */
  const guint64 *rest_value;
  guint32 n;
  guint32 n_rest;
  guint32 width; /* bytes a number */
} StemmaPacked;

guint64 stemma_packed_find_rest (const StemmaPacked *packed, guint32 place);

/** stemma_packed_get: Returns: the number at @place; 0 beyond the end */
static inline guint64
stemma_packed_get (const StemmaPacked *packed, guint32 place)
{
  if (G_UNLIKELY (place >= packed->n))
    return 0;
  guint64 value = 0;
  guint64 escape = 0;
  const guint8 *bytes = packed->bytes;
  switch (packed->width)
    {
    case 0:
      if (packed->n_rest == 0)
        return 0;
      break;
    case 1:
      value = bytes[place];
      escape = 0xff;
      break;
    case 2:
      value = ((const guint16 *) (gconstpointer) bytes)[place];
      escape = 0xffff;
      break;
    case 3:
      bytes += (gsize) place * 3;
      value = bytes[0] | (guint32) bytes[1] << 8 | (guint32) bytes[2] << 16;
      escape = 0xffffff;
      break;
    case 4:
      value = ((const guint32 *) (gconstpointer) bytes)[place];
      escape = G_MAXUINT32;
      break;
    default:
      return ((const guint64 *) (gconstpointer) bytes)[place];
    }
  return G_LIKELY (value != escape) ? value : stemma_packed_find_rest (packed, place);
}

G_END_DECLS
