#include "view/stemma-view-private.h"

#include <string.h>

/* An id in a link: eleven letters of six bits each, the highest first. */
#define ID_LETTERS 11
#define COLUMN_END ','

static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/* Column by column without a gap, no card twice, and not too many. */
static gboolean
is_order (const StemmaViewSeat *seats, guint n_seats)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_int64_hash, g_int64_equal);
  guint32 column = 0;
  if (n_seats > STEMMA_VIEW_MAX_SEATS)
    return FALSE;
  for (guint i = 0; i < n_seats; i++)
    {
      gboolean goes_on = i > 0 && seats[i].column == column + 1;
      if (seats[i].column != column && !goes_on)
        return FALSE;
      column = seats[i].column;
      if (!g_hash_table_add (seen, (gpointer) &seats[i].id))
        return FALSE;
    }
  return TRUE;
}

/* Field by field: the bytes are compared, so none may be left to chance. */
static GBytes *
seal_order (const StemmaViewSeat *seats, guint n_seats)
{
  StemmaViewSeat *own = g_new0 (StemmaViewSeat, n_seats);
  for (guint i = 0; i < n_seats; i++)
    {
      own[i].id = seats[i].id;
      own[i].column = seats[i].column;
    }
  return g_bytes_new_take (own, n_seats * sizeof *own);
}

/**
 * stemma_view_with_order:
 * @view: a view
 * @seats: (array length=n_seats): cards column by column from the left, each column from the top
 * @n_seats: how many; 0 takes the order away
 *
 * What stood how on screen when the view was made of another: the picture keeps to it. What is no order (a
 * card that stands twice, a column left out, more than %STEMMA_VIEW_MAX_SEATS) is taken for none.
 *
 * Returns: (transfer full): the view with that order
 */
StemmaView *
stemma_view_with_order (StemmaView *view, const StemmaViewSeat *seats, guint n_seats)
{
  StemmaView *copy = stemma_view_copy (view);
  g_clear_pointer (&copy->order, g_bytes_unref);
  if (n_seats > 0 && is_order (seats, n_seats))
    copy->order = seal_order (seats, n_seats);
  return copy;
}

/**
 * stemma_view_get_order:
 * @view: a view
 * @n_seats: (out): how many
 *
 * Returns: (transfer none) (array length=n_seats): how the cards stood before the last edit, column by column
 *   from the left, each column from the top; none for a picture that stands by itself
 */
const StemmaViewSeat *
stemma_view_get_order (const StemmaView *view, guint *n_seats)
{
  gsize size = 0;
  const StemmaViewSeat *seats = view->order != NULL ? g_bytes_get_data (view->order, &size) : NULL;
  *n_seats = (guint) (size / sizeof *seats);
  return seats;
}

int
stemma_view_order_compare (const StemmaView *a, const StemmaView *b)
{
  if (a->order == NULL || b->order == NULL)
    return (a->order != NULL) - (b->order != NULL);
  return g_bytes_compare (a->order, b->order);
}

/* Writes the columns, a comma between two. */
void
stemma_view_order_write (const StemmaView *view, GString *text)
{
  guint n_seats;
  const StemmaViewSeat *seats = stemma_view_get_order (view, &n_seats);
  for (guint i = 0; i < n_seats; i++)
    {
      if (i > 0 && seats[i].column != seats[i - 1].column)
        g_string_append_c (text, COLUMN_END);
      for (guint letter = ID_LETTERS; letter-- > 0;)
        g_string_append_c (text, letters[(seats[i].id >> (6 * letter)) & 63]);
    }
}

/* Eleven letters hold two bits more than an id has: they are 0. */
static gboolean
read_id (const char *text, guint64 *id)
{
  *id = 0;
  for (guint i = 0; i < ID_LETTERS; i++)
    {
      const char *place = text[i] != '\0' ? strchr (letters, text[i]) : NULL;
      if (place == NULL || (i == 0 && place - letters >= 16))
        return FALSE;
      *id = *id << 6 | (guint64) (place - letters);
    }
  return TRUE;
}

/* Reads what stemma_view_order_write() wrote, strictly; tells whether it is an order. */
gboolean
stemma_view_order_read (StemmaView *view, const char *text)
{
  g_autoptr (GArray) seats = g_array_new (FALSE, TRUE, sizeof (StemmaViewSeat));
  StemmaViewSeat seat = { 0, 0 };
  while (seats->len <= STEMMA_VIEW_MAX_SEATS)
    {
      if (!read_id (text, &seat.id))
        return FALSE;
      g_array_append_val (seats, seat);
      text += ID_LETTERS;
      if (text[0] == '\0')
        break;
      if (text[0] == COLUMN_END)
        {
          seat.column++;
          text++;
        }
    }
  const StemmaViewSeat *first = &g_array_index (seats, StemmaViewSeat, 0);
  if (!is_order (first, seats->len))
    return FALSE;
  view->order = seal_order (first, seats->len);
  return TRUE;
}
