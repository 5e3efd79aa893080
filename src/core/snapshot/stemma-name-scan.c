#include "snapshot/stemma-name-scan.h"

#include <string.h>

#include "snapshot/stemma-names-private.h"

#define LANES 16

typedef guint8 Bytes __attribute__ ((vector_size (LANES)));
typedef guint64 Words __attribute__ ((vector_size (LANES)));

static inline Bytes
load (const char *text)
{
  Bytes bytes;
  memcpy (&bytes, text, sizeof bytes);
  return bytes;
}

static inline Bytes
spread (char byte)
{
  return (Bytes){ 0 } + (guint8) byte;
}

/* Not the C library's: this is the innermost loop of a search over many hits. */
static gboolean
fits (const char *place, const char *text, gsize length)
{
  for (gsize i = 0; i < length; i++)
    if (place[i] != text[i] && g_ascii_tolower (place[i]) != g_ascii_tolower (text[i]))
      return FALSE;
  return TRUE;
}

/* Sixteen places at once: only where the first and the last letter fit is the rest looked at. */
static const char *
find (const StemmaNameScan *scan)
{
  const char *from = scan->at;
  gsize length = scan->length;
  Bytes first = spread (scan->first[0]);
  Bytes First = spread (scan->first[1]);
  Bytes last = spread (scan->last[0]);
  Bytes Last = spread (scan->last[1]);
  for (; (gsize) (scan->end - from) >= LANES + length - 1; from += LANES)
    {
      Bytes head = load (from);
      Bytes tail = load (from + length - 1);
      Bytes both = (Bytes) ((head == first) | (head == First)) & (Bytes) ((tail == last) | (tail == Last));
      Words words = (Words) both;
      if (G_LIKELY ((words[0] | words[1]) == 0))
        continue;
      for (guint i = 0; i < LANES; i++)
        if (both[i] != 0 && fits (from + i, scan->text, length))
          return from + i;
    }
  for (; (gsize) (scan->end - from) >= length; from++)
    if (fits (from, scan->text, length))
      return from;
  return NULL;
}

/* The names lie in one piece where they come from a file, and in blocks after that. */
static gboolean
open_span (StemmaNameScan *scan)
{
  const StemmaNames *names = scan->names;
  if (scan->span == 0)
    {
      scan->at = names->mapped_text;
      scan->end = names->mapped_text == NULL ? NULL : names->mapped_text + names->mapped_size;
      scan->id = 0;
      return TRUE;
    }
  if (scan->span > names->blocks->len)
    return FALSE;
  const StemmaNamesBlock *block = &g_array_index (names->blocks, StemmaNamesBlock, scan->span - 1);
  scan->at = block->text;
  scan->end = block->text + block->used;
  scan->id = block->first;
  return TRUE;
}

static inline gboolean
starts_by (const StemmaNameScan *scan, guint32 id, const char *place)
{
  const StemmaNames *names = scan->names;
  if (scan->span == 0)
    return names->mapped_offset[id] <= (gsize) (place - names->mapped_text);
  return (const char *) g_ptr_array_index (names->added, id - names->n_mapped) <= place;
}

/* The last name that starts at or before @place, looked for from scan->id on in growing steps. */
static guint32
id_at (const StemmaNameScan *scan, const char *place)
{
  guint32 end = stemma_names_get_count (scan->names);
  if (scan->span == 0)
    end = scan->names->n_mapped;
  else if (scan->span < scan->names->blocks->len)
    end = g_array_index (scan->names->blocks, StemmaNamesBlock, scan->span).first;
  guint32 low = scan->id;
  guint32 step = 1;
  while (end - low > step && starts_by (scan, low + step, place))
    {
      low += step;
      step *= 2;
    }
  guint32 high = end - low > step ? low + step : end;
  while (high - low > 1)
    {
      guint32 middle = low + (high - low) / 2;
      if (starts_by (scan, middle, place))
        low = middle;
      else
        high = middle;
    }
  return low;
}

/* In a damaged file the offsets may be wrong; then the name is taken to start where it was found. */
static inline const char *
name_around (const StemmaNameScan *scan, const char *place)
{
  const char *name = stemma_names_get (scan->names, scan->id);
  return name <= place && scan->at <= name ? name : place;
}

/**
 * stemma_name_scan_init:
 * @scan: (out caller-allocates): a scan
 * @names: names
 * @text: what to look for
 */
void
stemma_name_scan_init (StemmaNameScan *scan, const StemmaNames *names, const char *text)
{
  gsize length = strlen (text);
  char first = text[0];
  char last = length > 0 ? text[length - 1] : '\0';
  *scan = (StemmaNameScan){ .names = names,
                            .text = text,
                            .length = length,
                            .first = { g_ascii_tolower (first), g_ascii_toupper (first) },
                            .last = { g_ascii_tolower (last), g_ascii_toupper (last) } };
  open_span (scan);
}

/**
 * stemma_name_scan_next:
 * @scan: a scan
 * @id: (out): the next name that contains the text
 *
 * Returns: %FALSE at the end, and at once for an empty text
 */
gboolean
stemma_name_scan_next (StemmaNameScan *scan, guint32 *id)
{
  while (scan->length > 0)
    {
      const char *place = scan->at == NULL ? NULL : find (scan);
      if (place != NULL)
        {
          *id = scan->id = id_at (scan, place);
          scan->place = place;
          scan->name = name_around (scan, place);
          scan->at = place + strlen (place) + 1;
          return TRUE;
        }
      scan->span++;
      if (!open_span (scan))
        break;
    }
  return FALSE;
}
