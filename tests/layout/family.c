#include "family.h"

#include <math.h>

Family *
family_new (void)
{
  Family *family = g_new0 (Family, 1);
  family->boxes = g_array_new (FALSE, FALSE, sizeof (StemmaLayoutBox));
  family->edges = g_array_new (FALSE, FALSE, sizeof (StemmaLayoutEdge));
  return family;
}

void
family_free (Family *family)
{
  g_array_unref (family->boxes);
  g_array_unref (family->edges);
  g_free (family);
}

void
family_add_box (Family *family, guint64 id, double width, double height)
{
  StemmaLayoutBox box = { id, width, height };
  g_array_append_val (family->boxes, box);
}

void
family_add_edge (Family *family, guint from, guint to, gboolean backward)
{
  StemmaLayoutEdge edge = { from, to, 1, backward };
  g_array_append_val (family->edges, edge);
}

/* Parents stand before their children; some boxes have none. The shape is that of real families: early boxes
 * have most children, and a share of the boxes has several parents. */
Family *
family_new_random (GRand *rand, guint n_boxes, double merges, guint n_backward)
{
  Family *family = family_new ();
  for (guint i = 0; i < n_boxes; i++)
    {
      double width = g_rand_double (rand) < 0.2 ? 180 + g_rand_int_range (rand, 0, 60) : 200;
      family_add_box (family, 1000 + i, width, 48 + g_rand_int_range (rand, 0, 5) * 16.5);
      guint n_parents = g_rand_double (rand) < merges ? (guint) g_rand_int_range (rand, 2, 5) : 1;
      for (guint k = 0; k < n_parents && i > 0 && g_rand_double (rand) < 0.96; k++)
        family_add_edge (family, (guint) (i * pow (g_rand_double (rand), 1.6)), i, FALSE);
    }
  for (guint i = 0; i < n_backward && n_boxes > 0; i++)
    {
      guint from = (guint) g_rand_int_range (rand, 0, (gint32) n_boxes);
      family_add_edge (family, from, (guint) g_rand_int_range (rand, 0, (gint32) from + 1), TRUE);
    }
  return family;
}

/* The boxes that are shown, and the edges between them. */
Family *
family_new_part (const Family *family, const gboolean *shown)
{
  Family *part = family_new ();
  g_autofree guint *index = g_new0 (guint, family->boxes->len + 1);
  for (guint i = 0; i < family->boxes->len; i++)
    {
      const StemmaLayoutBox *box = &g_array_index (family->boxes, StemmaLayoutBox, i);
      index[i] = part->boxes->len;
      if (shown[i])
        family_add_box (part, box->id, box->width, box->height);
    }
  for (guint i = 0; i < family->edges->len; i++)
    {
      const StemmaLayoutEdge *edge = &g_array_index (family->edges, StemmaLayoutEdge, i);
      if (shown[edge->from] && shown[edge->to])
        family_add_edge (part, index[edge->from], index[edge->to], edge->backward);
    }
  return part;
}

StemmaLayoutRequest
family_ask (const Family *family)
{
  StemmaLayoutRequest request = {
    .boxes = (const StemmaLayoutBox *) (gpointer) family->boxes->data,
    .n_boxes = family->boxes->len,
    .edges = (const StemmaLayoutEdge *) (gpointer) family->edges->data,
    .n_edges = family->edges->len,
    .deadline_ms = 60000,
  };
  return request;
}
