#include "snapshot/stemma-name-order.h"

#include <string.h>

#define STEP 8   /* bytes of a name that are compared at once */
#define SMALL 48 /* so few are sorted by insertion */
#define N_BUCKETS 256

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

/**
 * stemma_name_order:
 * @names: names
 * @name_ids: ids of @n names
 * @n: how many
 * @order: (out caller-allocates): room for @n places
 *
 * Sorts by the bytes of the names, eight at a time; places of equal names keep their order.
 */
void
stemma_name_order (const StemmaNames *names, const guint32 *name_ids, guint32 n, guint32 *order)
{
  g_autofree Item *items = g_new (Item, MAX (n, 1));
  g_autofree Item *spare = g_new (Item, MAX (n, 1));
  for (guint32 i = 0; i < n; i++)
    {
      const char *text = stemma_names_get (names, name_ids[i]);
      items[i] = (Item){ .head = head_of (text), .rest = text, .place = i };
    }
  g_autoptr (GArray) ranges = g_array_new (FALSE, FALSE, sizeof (Range));
  Range all = { 0, n };
  g_array_append_val (ranges, all);
  while (ranges->len > 0)
    {
      Range range = g_array_index (ranges, Range, ranges->len - 1);
      g_array_set_size (ranges, ranges->len - 1);
      if (range.n <= SMALL)
        sort_few (items + range.first, range.n);
      else
        sort_many (items + range.first, spare, range.n);
      queue_ties (ranges, items, range);
    }
  for (guint32 i = 0; i < n; i++)
    order[i] = items[i].place;
}
