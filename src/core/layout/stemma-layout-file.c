#include "layout/stemma-layout-file.h"

#include <math.h>
#include <string.h>

#define MAGIC G_GUINT64_CONSTANT (0x31746c6d65747300)
#define SUM_SIZE 32

/* A file is its header, the places, the starts and the points as they are in memory, and the SHA-256 of all
 * that. It is read on the machine that wrote it: on another the magic number does not fit. */
typedef struct
{
  guint64 magic;
  guint8 key[STEMMA_LAYOUT_KEY_SIZE];
  guint32 n_places;
  guint32 n_curves;
  guint32 n_points;
  guint32 size_of_place;
} Header;

static void
sum_up (gconstpointer data, gsize size, guint8 sum[SUM_SIZE])
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  gsize sum_size = SUM_SIZE;
  g_checksum_update (checksum, data, (gssize) size);
  g_checksum_get_digest (checksum, sum, &sum_size);
}

/* Field by field: what lies between the fields of a place in memory is not to get into a file. */
static void
append_places (GByteArray *bytes, const StemmaLayoutParts *parts)
{
  for (guint i = 0; i < parts->n_places; i++)
    {
      StemmaLayoutPlace place;
      memset (&place, 0, sizeof place);
      place.id = parts->places[i].id;
      place.x = parts->places[i].x;
      place.y = parts->places[i].y;
      place.width = parts->places[i].width;
      place.height = parts->places[i].height;
      place.column = parts->places[i].column;
      place.rank_in_column = parts->places[i].rank_in_column;
      g_byte_array_append (bytes, (const guint8 *) &place, sizeof place);
    }
}

/*
 * stemma_layout_file_write:
 * @path: where to
 * @layout: what
 * @error: of g_file_set_contents()
 *
 * Returns: whether the file stands; it is never there in part
 */
gboolean
stemma_layout_file_write (const char *path, const StemmaLayout *layout, GError **error)
{
  const StemmaLayoutParts *parts = stemma_layout_get_parts (layout);
  guint32 n_points = parts->starts[parts->n_curves];
  Header header = { MAGIC, { 0 }, parts->n_places, parts->n_curves, n_points, sizeof (StemmaLayoutPlace) };
  guint8 sum[SUM_SIZE];
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  memcpy (header.key, parts->key, sizeof header.key);
  g_byte_array_append (bytes, (const guint8 *) &header, sizeof header);
  append_places (bytes, parts);
  g_byte_array_append (bytes, (const guint8 *) parts->points, n_points * 2 * (guint) sizeof (double));
  g_byte_array_append (bytes, (const guint8 *) parts->starts, (parts->n_curves + 1) * (guint) sizeof (guint));
  sum_up (bytes->data, bytes->len, sum);
  g_byte_array_append (bytes, sum, sizeof sum);
  return g_file_set_contents_full (path, (const char *) bytes->data, bytes->len,
                                   G_FILE_SET_CONTENTS_CONSISTENT, 0600, error);
}

/* Whether the bytes are a whole file of this key, for a request with as many boxes and edges. */
static gboolean
check_frame (const guint8 *bytes, gsize size, const guint8 *key, const StemmaLayoutRequest *request)
{
  Header header;
  guint8 sum[SUM_SIZE];
  if (size < sizeof header + SUM_SIZE)
    return FALSE;
  memcpy (&header, bytes, sizeof header);
  gsize expected = sizeof header + header.n_places * sizeof (StemmaLayoutPlace) +
                   ((gsize) header.n_curves + 1) * sizeof (guint) +
                   (gsize) header.n_points * 2 * sizeof (double) + SUM_SIZE;
  if (header.magic != MAGIC || header.size_of_place != sizeof (StemmaLayoutPlace) ||
      memcmp (header.key, key, sizeof header.key) != 0 || header.n_places != request->n_boxes ||
      header.n_curves != request->n_edges || size != expected)
    return FALSE;
  sum_up (bytes, size - SUM_SIZE, sum);
  return memcmp (sum, bytes + size - SUM_SIZE, SUM_SIZE) == 0;
}

static gboolean
is_place_of (const StemmaLayoutPlace *place, const StemmaLayoutBox *box, guint n_places)
{
  return place->id == box->id && isfinite (place->x) && isfinite (place->y) && place->width == box->width &&
         place->height == box->height && place->column < n_places && place->rank_in_column < n_places;
}

/* A sum can be right and what it sums wrong: nothing is taken on trust that indexes or is drawn. */
static gboolean
check_parts (const StemmaLayoutParts *parts, guint n_points, const StemmaLayoutRequest *request)
{
  for (guint i = 0; i < parts->n_places; i++)
    if (!is_place_of (&parts->places[i], &request->boxes[i], parts->n_places))
      return FALSE;
  if (parts->starts[0] != 0 || parts->starts[parts->n_curves] != n_points)
    return FALSE;
  for (guint i = 0; i < parts->n_curves; i++)
    if (parts->starts[i + 1] <= parts->starts[i] || (parts->starts[i + 1] - parts->starts[i]) % 3 != 1)
      return FALSE;
  for (guint i = 0; i < 2 * n_points; i++)
    if (!isfinite (parts->points[i]))
      return FALSE;
  return TRUE;
}

static gpointer
take (const guint8 **from, gsize size)
{
  gpointer copy = g_malloc (size + 1);
  memcpy (copy, *from, size);
  *from += size;
  return copy;
}

/*
 * stemma_layout_file_read:
 * @path: where from
 * @key: what it has to be
 * @request: what it has to fit
 *
 * Returns: (transfer full) (nullable): the layout; %NULL if there is no such file or it is damaged
 */
StemmaLayout *
stemma_layout_file_read (const char *path, const guint8 key[STEMMA_LAYOUT_KEY_SIZE],
                         const StemmaLayoutRequest *request)
{
  g_autofree char *contents = NULL;
  gsize size;
  Header header;
  if (!g_file_get_contents (path, &contents, &size, NULL))
    return NULL;
  if (!check_frame ((const guint8 *) contents, size, key, request))
    return NULL;
  memcpy (&header, contents, sizeof header);
  const guint8 *from = (const guint8 *) contents + sizeof header;
  StemmaLayoutParts parts = { .n_places = header.n_places, .n_curves = header.n_curves };
  memcpy (parts.key, key, sizeof parts.key);
  parts.places = take (&from, header.n_places * sizeof (StemmaLayoutPlace));
  parts.points = take (&from, (gsize) header.n_points * 2 * sizeof (double));
  parts.starts = take (&from, ((gsize) header.n_curves + 1) * sizeof (guint));
  if (check_parts (&parts, header.n_points, request))
    return stemma_layout_new (&parts);
  g_free (parts.places);
  g_free (parts.points);
  g_free (parts.starts);
  return NULL;
}
