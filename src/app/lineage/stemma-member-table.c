#include "app/lineage/stemma-member-list-private.h"

#include <glib/gi18n.h>

#include "diagram/stemma-diagram.h"

static gboolean
is_out (StemmaMemberList *list, const char *name)
{
  return list->view != NULL
         && stemma_view_find_entry (list->view, STEMMA_VIEW_PICK, list->host, list->direction, name) != NULL;
}

static void
on_checked (GtkCheckButton *check, gpointer user_data)
{
  GtkListItem *item = user_data;
  StemmaMemberList *list
      = STEMMA_MEMBER_LIST (gtk_widget_get_ancestor (GTK_WIDGET (check), STEMMA_TYPE_MEMBER_LIST));
  StemmaMember *member = gtk_list_item_get_item (item);
  if (list == NULL || member == NULL
      || gtk_check_button_get_active (check) == is_out (list, stemma_member_get_name (member)))
    return;
  g_autofree char *name = g_strdup (stemma_member_get_name (member));
  stemma_member_list_emit_pick (list, name);
}

static void
show_whether_out (StemmaMemberList *list, GtkListItem *item)
{
  StemmaMember *member = gtk_list_item_get_item (item);
  GtkWidget *check = gtk_widget_get_first_child (gtk_list_item_get_child (item));
  gtk_check_button_set_active (GTK_CHECK_BUTTON (check),
                               member != NULL && is_out (list, stemma_member_get_name (member)));
}

static void
setup_name (GtkSignalListItemFactory *factory G_GNUC_UNUSED, GtkListItem *item,
            gpointer user_data G_GNUC_UNUSED)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6), *check = gtk_check_button_new ();
  GtkWidget *label = gtk_label_new (NULL);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_MIDDLE);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_widget_set_focusable (check, FALSE);
  gtk_box_append (GTK_BOX (box), check);
  gtk_box_append (GTK_BOX (box), label);
  gtk_list_item_set_child (item, box);
  g_signal_connect (check, "toggled", G_CALLBACK (on_checked), item);
}

static void
bind_name (GtkSignalListItemFactory *factory G_GNUC_UNUSED, GtkListItem *item, gpointer user_data)
{
  StemmaMemberList *list = user_data;
  StemmaMember *member = gtk_list_item_get_item (item);
  GtkWidget *check = gtk_widget_get_first_child (gtk_list_item_get_child (item));
  GtkWidget *label = gtk_widget_get_next_sibling (check);
  const char *name = stemma_member_get_name (member);
  gtk_label_set_text (GTK_LABEL (label), name);
  gtk_widget_set_tooltip_text (label, name);
  if (stemma_member_is_ghost (member))
    gtk_widget_add_css_class (label, "dim-label");
  else
    gtk_widget_remove_css_class (label, "dim-label");
  g_autofree char *what = g_strdup_printf (_ ("Show %s on the canvas"), name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (check), GTK_ACCESSIBLE_PROPERTY_LABEL, what, -1);
  g_hash_table_add (list->bound, item);
  show_whether_out (list, item);
}

static void
unbind_name (GtkSignalListItemFactory *factory G_GNUC_UNUSED, GtkListItem *item, gpointer user_data)
{
  g_hash_table_remove (STEMMA_MEMBER_LIST (user_data)->bound, item);
}

static void
setup_label (GtkSignalListItemFactory *factory G_GNUC_UNUSED, GtkListItem *item, gpointer user_data)
{
  GtkWidget *label = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (label), GPOINTER_TO_INT (user_data) == STEMMA_MEMBER_DOWNLOADS ? 1 : 0);
  gtk_widget_add_css_class (label, "numeric");
  gtk_list_item_set_child (item, label);
}

static void
bind_downloads (GtkSignalListItemFactory *factory G_GNUC_UNUSED, GtkListItem *item,
                gpointer user_data G_GNUC_UNUSED)
{
  GtkWidget *label = gtk_list_item_get_child (item);
  guint64 downloads;
  gboolean known = stemma_member_get_downloads (gtk_list_item_get_item (item), &downloads);
  g_autofree char *text = known ? g_strdup_printf ("%'" G_GUINT64_FORMAT, downloads) : g_strdup ("–");
  gtk_label_set_text (GTK_LABEL (label), text);
  if (known && downloads > 0)
    gtk_widget_remove_css_class (label, "zero");
  else
    gtk_widget_add_css_class (label, "zero");
}

static void
bind_relation (GtkSignalListItemFactory *factory G_GNUC_UNUSED, GtkListItem *item,
               gpointer user_data G_GNUC_UNUSED)
{
  StemmaMember *member = gtk_list_item_get_item (item);
  StemmaRelation relation;
  const char *text = stemma_member_get_relation (member, &relation) ? stemma_diagram_relation_name (relation)
                     : stemma_member_is_ghost (member)              ? _ ("not listed")
                                                                    : _ ("root");
  gtk_label_set_text (GTK_LABEL (gtk_list_item_get_child (item)), text);
}

typedef struct
{
  StemmaMemberList *list;
  StemmaMemberColumn column;
} Probe;

/* Never asked to sort anything: it only tells which column's header was clicked, and in which direction. */
static int
probe_column (gconstpointer a G_GNUC_UNUSED, gconstpointer b G_GNUC_UNUSED, gpointer user_data)
{
  Probe *probe = user_data;
  if (probe->list->probed < 0)
    probe->list->probed = (int) probe->column;
  return -1;
}

static void
on_sorter (GtkSorter *sorter, GtkSorterChange change G_GNUC_UNUSED, gpointer user_data)
{
  StemmaMemberList *list = user_data;
  g_autoptr (GtkStringObject) one = gtk_string_object_new ("1"), two = gtk_string_object_new ("2");
  list->probed = -1;
  GtkOrdering order = gtk_sorter_compare (sorter, one, two);
  if (list->model == NULL)
    return;
  if (list->probed < 0)
    stemma_member_model_sort (list->model, STEMMA_MEMBER_DOWNLOADS, TRUE);
  else
    stemma_member_model_sort (list->model, (StemmaMemberColumn) list->probed, order == GTK_ORDERING_LARGER);
}

static void
add_column (StemmaMemberList *list, StemmaMemberColumn column, const char *title, GtkListItemFactory *factory)
{
  Probe *probe = g_new0 (Probe, 1);
  probe->list = list;
  probe->column = column;
  g_autoptr (GtkSorter) sorter = GTK_SORTER (gtk_custom_sorter_new (probe_column, probe, g_free));
  g_autoptr (GtkColumnViewColumn) added = gtk_column_view_column_new (title, factory);
  gtk_column_view_column_set_expand (added, column == STEMMA_MEMBER_NAME);
  gtk_column_view_column_set_sorter (added, sorter);
  gtk_column_view_append_column (list->table, added);
}

static GtkListItemFactory *
create_factory (GCallback setup, GCallback bind, StemmaMemberColumn column)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  g_signal_connect (factory, "setup", setup, GINT_TO_POINTER (column));
  g_signal_connect (factory, "bind", bind, NULL);
  return factory;
}

/** Creates the table: a check with the name, downloads, relation. */
GtkWidget *
stemma_member_list_create_table (StemmaMemberList *list)
{
  GtkListItemFactory *names = gtk_signal_list_item_factory_new ();
  list->selection = gtk_single_selection_new (NULL);
  list->table = GTK_COLUMN_VIEW (gtk_column_view_new (GTK_SELECTION_MODEL (list->selection)));
  gtk_accessible_update_property (GTK_ACCESSIBLE (list->table), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Models"),
                                  -1);
  g_signal_connect (names, "setup", G_CALLBACK (setup_name), list);
  g_signal_connect (names, "bind", G_CALLBACK (bind_name), list);
  g_signal_connect (names, "unbind", G_CALLBACK (unbind_name), list);
  add_column (list, STEMMA_MEMBER_NAME, _ ("Model"), names);
  add_column (
    list, STEMMA_MEMBER_DOWNLOADS, _ ("Downloads"),
    create_factory (G_CALLBACK (setup_label), G_CALLBACK (bind_downloads), STEMMA_MEMBER_DOWNLOADS));
  add_column (list, STEMMA_MEMBER_RELATION, _ ("Relation"),
              create_factory (G_CALLBACK (setup_label), G_CALLBACK (bind_relation), STEMMA_MEMBER_RELATION));
  g_signal_connect_swapped (list->table, "activate", G_CALLBACK (stemma_member_list_activate), list);
  g_signal_connect_object (gtk_column_view_get_sorter (list->table), "changed", G_CALLBACK (on_sorter), list,
                           0);
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), GTK_WIDGET (list->table));
  return scrolled;
}

/** Shows again of every row on screen whether its model is out. */
void
stemma_member_list_refresh (StemmaMemberList *list)
{
  GHashTableIter iter;
  gpointer item;
  g_hash_table_iter_init (&iter, list->bound);
  while (g_hash_table_iter_next (&iter, &item, NULL))
    show_whether_out (list, item);
}
