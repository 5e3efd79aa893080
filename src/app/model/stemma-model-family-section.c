/* Where a model comes from and what hangs on it. */
#include <glib/gi18n.h>

#include "app/model/stemma-flow-layout.h"
#include "app/model/stemma-model-list.h"
#include "app/model/stemma-model-parts.h"
#include "app/model/stemma-model-words.h"
#include "app/stemma-number.h"
#include "app/stemma-scene-view.h"
#include "chart/stemma-chart.h"
#include "scene/stemma-text.h"
#include "style/stemma-mark.h"

#define MAX_ROWS 12
#define MAX_NARROW_LINES 2
/* Children of each relation that are named, the most downloaded first. */
#define TOP_WIDE 5
#define TOP_NARROW 3

static GtkWidget *
create_arrow (StemmaRelation relation)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 4);
  GtkWidget *arrow = gtk_image_new_from_icon_name ("go-next-symbolic");
  gtk_accessible_update_property (GTK_ACCESSIBLE (arrow), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("leads to"), -1);
  gtk_widget_add_css_class (arrow, "dim-label");
  gtk_box_append (GTK_BOX (box), stemma_model_badge_new (relation));
  gtk_box_append (GTK_BOX (box), arrow);
  gtk_widget_set_valign (box, GTK_ALIGN_CENTER);
  return box;
}

/* A small card: the owner above the name; of a ghost with a dashed outline. */
static GtkWidget *
create_card (const StemmaModelSheet *sheet, StemmaNode node)
{
  const char *name = stemma_snapshot_get_node_name (sheet->snapshot, node);
  StemmaNodeFlags flags = stemma_snapshot_get_graph (sheet->snapshot)->flags[node];
  gboolean ghost = (flags & STEMMA_NODE_GHOST) != 0;
  GtkWidget *button = stemma_model_link_new (name);
  gtk_widget_remove_css_class (button, "flat");
  gtk_widget_add_css_class (button, "ancestor-card");
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  const char *slash = strchr (name, '/');
  g_autofree char *owner = slash != NULL ? g_strndup (name, (gsize) (slash - name)) : NULL;
  const char *kind = ghost ? _ ("ghost") : (flags & STEMMA_NODE_ROOT) != 0 ? _ ("root") : NULL;
  g_autofree char *above = owner != NULL && kind != NULL ? g_strdup_printf ("%s · %s", owner, kind)
                                                         : g_strdup (owner != NULL ? owner : kind);
  if (above != NULL)
    {
      GtkWidget *label = stemma_model_name_new (above);
      gtk_widget_add_css_class (label, "caption");
      gtk_widget_add_css_class (label, "dim-label");
      gtk_box_append (GTK_BOX (box), label);
    }
  gtk_box_append (GTK_BOX (box), stemma_model_name_new (slash != NULL ? slash + 1 : name));
  gtk_button_set_child (GTK_BUTTON (button), box);
  g_autofree char *clean = stemma_text_clean (name);
  gtk_widget_set_tooltip_text (button, clean);
  if (ghost)
    gtk_widget_add_css_class (button, "ghost");
  return button;
}

static GtkWidget *
create_line (const StemmaModelSheet *sheet, const StemmaModelPath *path, gboolean narrow)
{
  GtkWidget *line = stemma_wrap_box_new (6);
  if (!path->from_root
      && (stemma_snapshot_get_graph (sheet->snapshot)->flags[path->nodes[0]] & STEMMA_NODE_GHOST) == 0)
    {
      GtkWidget *open = stemma_model_text_new ("…", "dim-label");
      gtk_widget_set_tooltip_text (open, _ ("Its own ancestry ends in ghosts or in a ring"));
      gtk_box_append (GTK_BOX (line), open);
    }
  for (guint32 i = 0; i < path->n_nodes; i++)
    {
      gtk_box_append (GTK_BOX (line), create_card (sheet, path->nodes[i]));
      gtk_box_append (GTK_BOX (line), create_arrow (path->relations[i]));
    }
  GtkWidget *self = stemma_model_text_new (_ ("this model"), "dim-label");
  gtk_widget_set_valign (self, GTK_ALIGN_CENTER);
  gtk_widget_set_visible (self, !narrow);
  gtk_box_append (GTK_BOX (line), self);
  return line;
}

/**
 * stemma_model_create_strip:
 * @sheet: a sheet
 * @narrow: whether there is room for little
 *
 * Returns: (transfer floating) (nullable): a shortest way down from a root through each of the first parents
 */
GtkWidget *
stemma_model_create_strip (const StemmaModelSheet *sheet, gboolean narrow)
{
  if (sheet->paths->len == 0)
    return NULL;
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 8);
  GtkWidget *heading = stemma_model_text_new (_ ("Where it comes from"), "heading");
  gtk_widget_set_tooltip_text (heading, _ ("A shortest way down from a root through each of its parents"));
  gtk_box_append (GTK_BOX (box), heading);
  guint n_shown = narrow ? MIN (sheet->paths->len, MAX_NARROW_LINES) : sheet->paths->len;
  for (guint i = 0; i < n_shown; i++)
    gtk_box_append (GTK_BOX (box), create_line (sheet, g_ptr_array_index (sheet->paths, i), narrow));
  guint n_more = sheet->n_more_paths + sheet->paths->len - n_shown;
  if (n_more > 0)
    {
      g_autofree char *text
        = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "and through %u more parent, listed below",
                                        "and through %u more parents, listed below", n_more),
                           n_more);
      gtk_box_append (GTK_BOX (box), stemma_model_text_new (text, "dim-label"));
    }
  return box;
}

static const char *
source_title (StemmaEdgeSource source)
{
  static const char *const titles[STEMMA_N_EDGE_SOURCES]
    = { N_ ("the Hub's own field"),         N_ ("a tag with the relation"), N_ ("a tag"), N_ ("its card"),
        N_ ("its adapter's configuration"), N_ ("the table that was read") };
  return _ (titles[source]);
}

static GtkWidget *
create_parent_row (const StemmaModelSheet *sheet, const StemmaParentFact *parent)
{
  const char *name = stemma_snapshot_get_node_name (sheet->snapshot, parent->node);
  const char *declared = stemma_snapshot_get_name (sheet->snapshot, parent->declared);
  g_autoptr (GString) text = g_string_new (NULL);
  g_string_append_printf (text, _ ("Declared in %s"), source_title (parent->source));
  if (!g_str_equal (name, declared))
    {
      g_autofree char *clean = stemma_text_clean (declared);
      g_string_append_printf (text, _ (" as %s"), clean);
    }
  if (parent->self || parent->in_cycle)
    g_string_append_printf (text, " · %s", parent->self ? _ ("itself") : _ ("in a ring"));
  GtkWidget *suffix = NULL;
  if (parent->ghost)
    {
      suffix = gtk_label_new (_ ("Ghost"));
      gtk_widget_add_css_class (suffix, "ghost-mark");
      gtk_widget_set_valign (suffix, GTK_ALIGN_CENTER);
      gtk_widget_set_tooltip_text (suffix, _ ("Declared as a parent, but not listed in this week"));
    }
  return stemma_model_name_row_new (name, parent->relation, TRUE, text->str, suffix);
}

/** stemma_model_create_parents: Returns: (transfer floating) (nullable): the parents as declared */
GtkWidget *
stemma_model_create_parents (const StemmaModelSheet *sheet)
{
  GtkListBox *list;
  if (sheet->facts->n_parents == 0)
    return NULL;
  g_autofree char *count = stemma_number_text (sheet->facts->n_parents);
  g_autofree char *title = g_strdup_printf (_ ("Parents (%s)"), count);
  GtkWidget *section
    = stemma_model_section_new (title, _ ("Models that it declares as its base, in its own order"), &list);
  for (guint32 i = 0; i < sheet->facts->n_parents; i++)
    gtk_list_box_append (list, create_parent_row (sheet, &sheet->facts->parents[i]));
  return section;
}

static StemmaScene *
make_mix (double width, gpointer user_data)
{
  const StemmaModelSheet *sheet = user_data;
  StemmaChartBar bars[STEMMA_N_RELATIONS];
  char letters[STEMMA_N_RELATIONS][2];
  for (StemmaRelation relation = 0; relation < STEMMA_N_RELATIONS; relation++)
    {
      letters[relation][0] = stemma_relation_letter (relation);
      letters[relation][1] = '\0';
      bars[relation] = (StemmaChartBar){ .label = stemma_model_relation_title (relation),
                                         .value = sheet->facts->children[relation],
                                         .role = stemma_mark_role (relation),
                                         .letter = letters[relation] };
    }
  return stemma_chart_mix (width, 22, bars, STEMMA_N_RELATIONS);
}

static void
unref_sheet (gpointer sheet)
{
  stemma_model_sheet_unref (sheet);
}

static void
on_show_all (GtkButton *button, gpointer user_data)
{
  StemmaModelSheet *sheet = user_data;
  StemmaRelation relation
    = (StemmaRelation) GPOINTER_TO_INT (g_object_get_data (G_OBJECT (button), "relation"));
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (button));
  gtk_window_present (GTK_WINDOW (stemma_model_list_new (GTK_WINDOW (root), sheet, relation)));
}

static GtkWidget *
create_relation_row (StemmaModelSheet *sheet, StemmaRelation relation, guint n_shown)
{
  guint32 count = sheet->facts->children[relation];
  g_autofree char *number = stemma_number_text (count);
  GtkWidget *suffix = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *figure = gtk_label_new (number);
  gtk_widget_add_css_class (figure, "numeric");
  if (count > n_shown)
    {
      GtkWidget *all = gtk_button_new_with_label (_ ("Show all"));
      g_autofree char *spoken
        = g_strdup_printf (_ ("Show all %s: %s"), number, stemma_model_relation_title (relation));
      gtk_widget_set_valign (all, GTK_ALIGN_CENTER);
      g_object_set_data (G_OBJECT (all), "relation", GINT_TO_POINTER (relation));
      g_signal_connect_data (all, "clicked", G_CALLBACK (on_show_all), stemma_model_sheet_ref (sheet),
                             (GClosureNotify) (void (*) (void)) unref_sheet, 0);
      gtk_accessible_update_property (GTK_ACCESSIBLE (all), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
      gtk_box_append (GTK_BOX (suffix), all);
    }
  gtk_box_append (GTK_BOX (suffix), figure);
  GtkWidget *title = stemma_model_text_new (stemma_model_relation_title (relation), "heading");
  GtkWidget *row = stemma_model_row_new (stemma_model_badge_new (relation), title, NULL, suffix);
  g_autofree char *name = g_strdup_printf ("children-%s", stemma_relation_word (relation));
  gtk_widget_set_name (figure, name);
  return row;
}

static GtkWidget *
create_child_row (const StemmaModelSheet *sheet, const StemmaModelChild *child, gboolean narrow)
{
  const StemmaColumns *columns = stemma_snapshot_get_columns (sheet->snapshot);
  const char *name = stemma_snapshot_get_node_name (sheet->snapshot, child->node);
  StemmaRow row = stemma_snapshot_get_graph (sheet->snapshot)->row[child->node];
  if (row == STEMMA_NONE || (stemma_columns_get_known (columns, row) & STEMMA_KNOWN_DOWNLOADS) == 0)
    return stemma_model_name_row_new (name, child->relation, FALSE, NULL, NULL);
  g_autofree char *count = stemma_number_text (child->downloads);
  if (narrow)
    {
      g_autofree char *text = g_strdup_printf (_ ("%s downloads in 30 days"), count);
      return stemma_model_name_row_new (name, child->relation, FALSE, text, NULL);
    }
  g_autofree char *text = g_strdup_printf (_ ("%s downloads"), count);
  GtkWidget *suffix = gtk_label_new (text);
  gtk_widget_add_css_class (suffix, "numeric");
  gtk_widget_add_css_class (suffix, "caption");
  gtk_widget_add_css_class (suffix, "dim-label");
  gtk_widget_set_tooltip_text (suffix, _ ("In the last 30 days, as the Hub counts them"));
  return stemma_model_name_row_new (name, child->relation, FALSE, NULL, suffix);
}

static void
add_relation (
  GtkListBox *list, StemmaModelSheet *sheet, StemmaRelation relation, guint n_top, gboolean narrow)
{
  guint n = 0;
  gtk_list_box_append (list, create_relation_row (sheet, relation, n_top));
  for (guint i = 0; i < sheet->children->len && n < n_top; i++)
    {
      const StemmaModelChild *child = &g_array_index (sheet->children, StemmaModelChild, i);
      if (child->relation != relation)
        continue;
      gtk_list_box_append (list, create_child_row (sheet, child, narrow));
      n++;
    }
}

static guint
count_relations (const StemmaModelSheet *sheet)
{
  guint n = 0;
  for (StemmaRelation relation = 0; relation < STEMMA_N_RELATIONS; relation++)
    n += sheet->facts->children[relation] > 0;
  return n;
}

static void
insert_mix (GtkWidget *section, StemmaModelSheet *sheet)
{
  GtkWidget *mix = stemma_scene_view_new ();
  stemma_scene_view_set_maker (STEMMA_SCENE_VIEW (mix), make_mix, stemma_model_sheet_ref (sheet),
                               unref_sheet);
  gtk_box_insert_child_after (GTK_BOX (section), mix, gtk_widget_get_first_child (section));
}

/**
 * stemma_model_create_children:
 * @sheet: a sheet
 * @narrow: whether there is room for little
 *
 * Returns: (transfer floating) (nullable): the children by relation
 */
GtkWidget *
stemma_model_create_children (StemmaModelSheet *sheet, gboolean narrow)
{
  GtkListBox *list;
  if (sheet->children->len == 0)
    return NULL;
  g_autofree char *count = stemma_number_text (sheet->children->len);
  g_autofree char *title = g_strdup_printf (_ ("Children (%s)"), count);
  GtkWidget *section = stemma_model_section_new (
    title, _ ("Listed models that declare it, by relation; the most downloaded first"), &list);
  if (count_relations (sheet) > 1)
    insert_mix (section, sheet);
  for (StemmaRelation relation = 0; relation < STEMMA_N_RELATIONS; relation++)
    if (sheet->facts->children[relation] > 0)
      add_relation (list, sheet, relation, narrow ? TOP_NARROW : TOP_WIDE, narrow);
  return section;
}

/** stemma_model_create_clusters: Returns: (transfer floating) (nullable): the roots of the clusters it
 * belongs to */
GtkWidget *
stemma_model_create_clusters (const StemmaModelSheet *sheet)
{
  GtkListBox *list;
  if (sheet->facts->n_roots == 0)
    return NULL;
  g_autofree char *count = stemma_number_text (sheet->facts->n_roots);
  g_autofree char *title = g_strdup_printf (_ ("Clusters it belongs to (%s)"), count);
  GtkWidget *section = stemma_model_section_new (
    title, _ ("A cluster is a root and all that descends from it; a merge belongs to several"), &list);
  for (guint32 i = 0; i < MIN (sheet->facts->n_roots, MAX_ROWS); i++)
    {
      StemmaNode root = sheet->facts->roots[i];
      const char *text = root == sheet->node ? _ ("its own: it is the root") : NULL;
      gtk_list_box_append (list,
                           stemma_model_name_row_new (stemma_snapshot_get_node_name (sheet->snapshot, root),
                                                      STEMMA_RELATION_OTHER, FALSE, text, NULL));
    }
  if (sheet->facts->n_roots > MAX_ROWS)
    {
      g_autofree char *more
        = g_strdup_printf (_ ("and %u more; the lineage shows them"), sheet->facts->n_roots - MAX_ROWS);
      gtk_list_box_append (
        list, stemma_model_row_new (NULL, stemma_model_text_new (more, "dim-label"), NULL, NULL));
    }
  return section;
}
