#include "snapshot/stemma-name-order.h"

#include <string.h>

#define STEP 8   /* bytes of a name that are compared at once */
#define SMALL 48 /* so few are sorted by insertion */
#define N_BUCKETS 256
#define N_PREFIXES 65536 /* of two bytes */

typedef struct
{
  guint64 head; /* the next bytes, the first one highest; zeros after the end */
  const char *rest;
  guint32 place;
} Item;

/* Items first .. first + n - 1 agree in all bytes before their rest. */
typedef struct
{
  guint32 first;
  guint32 n;
} Range;

static guint64
head_of (const char *text)
{
  guint64 head = 0;
  for (guint i = 0; i < STEP; i++)
    {
      head = head << 8 | (guint8) *text;
      if (*text != '\0')
        text++;
    }
  return head;
}

static void
sort_few (Item *items, guint32 n)
{
  for (guint32 i = 1; i < n; i++)
    {
      Item item = items[i];
      guint32 j = i;
      for (; j > 0 && items[j - 1].head > item.head; j--)
        items[j] = items[j - 1];
      items[j] = item;
    }
}

/* Least byte first; bytes in which all agree cost one look. */
static void
sort_many (Item *items, Item *spare, guint32 n)
{
  guint32 counts[STEP][N_BUCKETS];
  memset (counts, 0, sizeof counts);
  for (guint32 i = 0; i < n; i++)
    for (guint b = 0; b < STEP; b++)
      counts[b][items[i].head >> (8 * b) & 0xff]++;
  Item *from = items;
  Item *to = spare;
  for (guint b = 0; b < STEP; b++)
    {
      if (counts[b][from[0].head >> (8 * b) & 0xff] == n)
        continue;
      guint32 at = 0;
      for (guint v = 0; v < N_BUCKETS; v++)
        {
          guint32 here = counts[b][v];
          counts[b][v] = at;
          at += here;
        }
      for (guint32 i = 0; i < n; i++)
        to[counts[b][from[i].head >> (8 * b) & 0xff]++] = from[i];
      Item *swap = from;
      from = to;
      to = swap;
    }
  if (from != items)
    memcpy (items, from, n * sizeof *items);
}

/* Names that agree so far and go on are to be sorted by what follows. */
static void
queue_ties (GArray *ranges, Item *items, Range range)
{
  guint32 end = range.first + range.n;
  for (guint32 i = range.first; i < end;)
    {
      guint32 j = i + 1;
      while (j < end && items[j].head == items[i].head)
        j++;
      if (j - i > 1 && (items[i].head & 0xff) != 0)
        {
          for (guint32 k = i; k < j; k++)
            {
              items[k].rest += STEP;
              items[k].head = head_of (items[k].rest);
            }
          Range tie = { i, j - i };
          g_array_append_val (ranges, tie);
        }
      i = j;
    }
}

/* The first two bytes; 0 follows the end. */
static guint32
prefix_of (const char *text)
{
  guint32 first = (guint8) text[0];
  return first << 8 | (first == 0 ? 0 : (guint8) text[1]);
}

/* Room to sort in that grows with the largest part that needs it. */
typedef struct
{
  Item *items;
  Item *spare;
  guint32 size;
  GArray *ranges; /* of Range */
} Room;

static void
sort_part (const StemmaNames *names, const guint32 *name_ids, guint32 *places, guint32 n, Room *room)
{
  if (n > room->size)
    {
      g_free (room->items);
      g_free (room->spare);
      room->size = MAX (n, 1024);
      room->items = g_new (Item, room->size);
      room->spare = g_new (Item, room->size);
    }
  for (guint32 i = 0; i < n; i++)
    {
      const char *rest = stemma_names_get (names, name_ids[places[i]]) + 2;
      room->items[i] = (Item){ .head = head_of (rest), .rest = rest, .place = places[i] };
    }
  Range all = { 0, n };
  g_array_append_val (room->ranges, all);
  while (room->ranges->len > 0)
    {
      Range range = g_array_index (room->ranges, Range, room->ranges->len - 1);
      g_array_set_size (room->ranges, room->ranges->len - 1);
      if (range.n <= SMALL)
        sort_few (room->items + range.first, range.n);
      else
        sort_many (room->items + range.first, room->spare, range.n);
      queue_ties (room->ranges, room->items, range);
    }
  for (guint32 i = 0; i < n; i++)
    places[i] = room->items[i].place;
}

/* Puts places in the order of the prefixes of names. Returns where each prefix ends. */
static guint32 *
deal_by_prefix (const StemmaNames *names, const guint32 *name_ids, guint32 n, guint32 *order)
{
  guint32 *end = g_new0 (guint32, N_PREFIXES);
  for (guint32 i = 0; i < n; i++)
    end[prefix_of (stemma_names_get (names, name_ids[i]))]++;
  guint32 at = 0;
  for (guint32 prefix = 0; prefix < N_PREFIXES; prefix++)
    {
      guint32 here = end[prefix];
      end[prefix] = at;
      at += here;
    }
  for (guint32 i = 0; i < n; i++)
    order[end[prefix_of (stemma_names_get (names, name_ids[i]))]++] = i;
  return end;
}

/**
 * stemma_name_order:
 * @names: names
 * @name_ids: ids of @n names
 * @n: how many
 * @order: (out caller-allocates): room for @n places
 *
 * Sorts by the bytes of the names; places of equal names keep their order. Names are dealt out by their first two
 * bytes, then each part is sorted eight bytes at a time, which takes little room and stays in the cache.
 */
void
stemma_name_order (const StemmaNames *names, const guint32 *name_ids, guint32 n, guint32 *order)
{
  g_autofree guint32 *end = deal_by_prefix (names, name_ids, n, order);
  Room room = { .ranges = g_array_new (FALSE, FALSE, sizeof (Range)) };
  for (guint32 prefix = 0, first = 0; prefix < N_PREFIXES; first = end[prefix++])
    if (end[prefix] - first > 1 && (prefix & 0xff) != 0)
      sort_part (names, name_ids, order + first, end[prefix] - first, &room);
  g_free (room.items);
  g_free (room.spare);
  g_array_unref (room.ranges);
}
