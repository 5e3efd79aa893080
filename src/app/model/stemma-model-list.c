#include "app/model/stemma-model-list.h"

#include <glib/gi18n.h>
#include <string.h>

#include "app/model/stemma-model-parts.h"
#include "app/model/stemma-model-words.h"
#include "app/stemma-number.h"
#include "scene/stemma-text.h"

/**
 * StemmaModelList:
 *
 * All children of a model by one relation, the most downloaded first, with a filter. Strings are made only
 * for what is on the screen.
 */
struct _StemmaModelList
{
  AdwWindow parent_instance;
  StemmaModelSheet *sheet;
  StemmaRelation relation;
  GtkSearchEntry *entry;
  GtkLabel *count;
  GtkListView *view;
  GObject *rows; /* StemmaChildRows that are shown */
};

G_DEFINE_FINAL_TYPE (StemmaModelList, stemma_model_list, ADW_TYPE_WINDOW)

/* The rows: indices into the sheet's children, made into objects on demand. */
#define STEMMA_TYPE_CHILD_ROWS (stemma_child_rows_get_type ())
G_DECLARE_FINAL_TYPE (StemmaChildRows, stemma_child_rows, STEMMA, CHILD_ROWS, GObject)

struct _StemmaChildRows
{
  GObject parent_instance;
  StemmaModelSheet *sheet;
  GArray *indices; /* guint */
};

static GType
child_rows_get_item_type (GListModel *model G_GNUC_UNUSED)
{
  return GTK_TYPE_STRING_OBJECT;
}

static guint
child_rows_get_n_items (GListModel *model)
{
  return STEMMA_CHILD_ROWS (model)->indices->len;
}

static const StemmaModelChild *
child_rows_get (StemmaChildRows *rows, guint position)
{
  return &g_array_index (rows->sheet->children, StemmaModelChild,
                         g_array_index (rows->indices, guint, position));
}

static gpointer
child_rows_get_item (GListModel *model, guint position)
{
  StemmaChildRows *rows = STEMMA_CHILD_ROWS (model);
  if (position >= rows->indices->len)
    return NULL;
  return gtk_string_object_new (
    stemma_snapshot_get_node_name (rows->sheet->snapshot, child_rows_get (rows, position)->node));
}

static void
child_rows_list_model (GListModelInterface *iface)
{
  iface->get_item_type = child_rows_get_item_type;
  iface->get_n_items = child_rows_get_n_items;
  iface->get_item = child_rows_get_item;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (StemmaChildRows,
                               stemma_child_rows,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, child_rows_list_model))

static void
stemma_child_rows_finalize (GObject *object)
{
  StemmaChildRows *rows = STEMMA_CHILD_ROWS (object);
  stemma_model_sheet_unref (rows->sheet);
  g_array_unref (rows->indices);
  G_OBJECT_CLASS (stemma_child_rows_parent_class)->finalize (object);
}

static void
stemma_child_rows_class_init (StemmaChildRowsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = stemma_child_rows_finalize;
}

static void
stemma_child_rows_init (StemmaChildRows *rows)
{
  rows->indices = g_array_new (FALSE, FALSE, sizeof (guint));
}

/* Letters are found capital and small, as everywhere else where names are looked for. */
static gboolean
contains (const char *name, const char *text)
{
  gsize length = strlen (text);
  for (const char *at = name; length > 0; at++)
    if (g_ascii_strncasecmp (at, text, length) == 0)
      return TRUE;
    else if (*at == '\0')
      return FALSE;
  return TRUE;
}

static void
fill (StemmaModelList *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->entry));
  StemmaChildRows *rows = g_object_new (STEMMA_TYPE_CHILD_ROWS, NULL);
  rows->sheet = stemma_model_sheet_ref (self->sheet);
  for (guint i = 0; i < self->sheet->children->len; i++)
    {
      const StemmaModelChild *child = &g_array_index (self->sheet->children, StemmaModelChild, i);
      if (child->relation == self->relation
          && contains (stemma_snapshot_get_node_name (self->sheet->snapshot, child->node), text))
        g_array_append_val (rows->indices, i);
    }
  g_autofree char *number = stemma_number_text (rows->indices->len);
  g_autofree char *shown
    = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%s model", "%s models", rows->indices->len), number);
  gtk_label_set_text (self->count, shown);
  g_set_object (&self->rows, G_OBJECT (rows));
  g_autoptr (GtkNoSelection) selection = gtk_no_selection_new (G_LIST_MODEL (rows));
  gtk_list_view_set_model (self->view, GTK_SELECTION_MODEL (selection));
}

static void
on_setup (GtkSignalListItemFactory *factory G_GNUC_UNUSED, GtkListItem *item, gpointer data G_GNUC_UNUSED)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *name = gtk_label_new (NULL), *count = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (name), 0);
  gtk_label_set_ellipsize (GTK_LABEL (name), PANGO_ELLIPSIZE_MIDDLE);
  gtk_widget_set_hexpand (name, TRUE);
  gtk_widget_add_css_class (count, "numeric");
  gtk_widget_add_css_class (count, "dim-label");
  gtk_widget_add_css_class (box, "model-row");
  gtk_box_append (GTK_BOX (box), name);
  gtk_box_append (GTK_BOX (box), count);
  gtk_list_item_set_child (item, box);
}

static void
on_bind (GtkSignalListItemFactory *factory G_GNUC_UNUSED, GtkListItem *item, gpointer user_data)
{
  StemmaModelList *self = user_data;
  const StemmaModelChild *child
    = child_rows_get (STEMMA_CHILD_ROWS (self->rows), gtk_list_item_get_position (item));
  StemmaRow row = stemma_snapshot_get_graph (self->sheet->snapshot)->row[child->node];
  gboolean known
    = row != STEMMA_NONE
      && (stemma_columns_get_known (stemma_snapshot_get_columns (self->sheet->snapshot), row)
          & STEMMA_KNOWN_DOWNLOADS)
           != 0;
  GtkWidget *name = gtk_widget_get_first_child (gtk_list_item_get_child (item));
  g_autofree char *clean
    = stemma_text_clean (stemma_snapshot_get_node_name (self->sheet->snapshot, child->node));
  g_autofree char *number = stemma_number_text (child->downloads);
  g_autofree char *count = known ? g_strdup_printf (_ ("%s downloads"), number) : g_strdup ("");
  gtk_label_set_text (GTK_LABEL (name), clean);
  gtk_widget_set_tooltip_text (name, clean);
  gtk_label_set_text (GTK_LABEL (gtk_widget_get_next_sibling (name)), count);
}

static void
on_activate (GtkListView *view G_GNUC_UNUSED, guint position, gpointer user_data)
{
  StemmaModelList *self = user_data;
  const StemmaModelChild *child = child_rows_get (STEMMA_CHILD_ROWS (self->rows), position);
  const char *name = stemma_snapshot_get_node_name (self->sheet->snapshot, child->node);
  gtk_widget_activate_action (GTK_WIDGET (gtk_window_get_transient_for (GTK_WINDOW (self))), "win.go-model",
                              "s", name);
  gtk_window_close (GTK_WINDOW (self));
}

static void
stemma_model_list_dispose (GObject *object)
{
  StemmaModelList *self = STEMMA_MODEL_LIST (object);
  g_clear_pointer (&self->sheet, stemma_model_sheet_unref);
  g_clear_object (&self->rows);
  G_OBJECT_CLASS (stemma_model_list_parent_class)->dispose (object);
}

static void
stemma_model_list_class_init (StemmaModelListClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = stemma_model_list_dispose;
  gtk_widget_class_add_binding_action (GTK_WIDGET_CLASS (klass), GDK_KEY_Escape, 0, "window.close", NULL);
}

static GtkWidget *
create_view (StemmaModelList *self)
{
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  g_signal_connect (factory, "setup", G_CALLBACK (on_setup), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (on_bind), self);
  self->view = GTK_LIST_VIEW (gtk_list_view_new (NULL, factory));
  gtk_list_view_set_single_click_activate (self->view, TRUE);
  g_signal_connect (self->view, "activate", G_CALLBACK (on_activate), self);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->view), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Children"),
                                  -1);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), GTK_WIDGET (self->view));
  gtk_widget_set_vexpand (scrolled, TRUE);
  return scrolled;
}

static void
stemma_model_list_init (StemmaModelList *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *header = adw_header_bar_new ();
  self->entry = GTK_SEARCH_ENTRY (gtk_search_entry_new ());
  self->count = GTK_LABEL (gtk_label_new (NULL));
  g_object_set (self->entry, "placeholder-text", _ ("Filter by name"), NULL);
  gtk_widget_set_size_request (GTK_WIDGET (self->entry), 300, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Filter by name"), -1);
  gtk_widget_add_css_class (GTK_WIDGET (self->count), "numeric");
  gtk_widget_add_css_class (GTK_WIDGET (self->count), "dim-label");
  adw_header_bar_set_title_widget (ADW_HEADER_BAR (header), GTK_WIDGET (self->entry));
  adw_header_bar_pack_start (ADW_HEADER_BAR (header), GTK_WIDGET (self->count));
  gtk_box_append (GTK_BOX (box), header);
  gtk_box_append (GTK_BOX (box), create_view (self));
  adw_window_set_content (ADW_WINDOW (self), box);
  g_signal_connect_swapped (self->entry, "search-changed", G_CALLBACK (fill), self);
}

/** stemma_model_list_new: Returns: (transfer floating): a window with all children of @sheet's model by
 * @relation */
StemmaModelList *
stemma_model_list_new (GtkWindow *parent, StemmaModelSheet *sheet, StemmaRelation relation)
{
  StemmaModelList *self = g_object_new (STEMMA_TYPE_MODEL_LIST, "transient-for", parent, "modal", TRUE,
                                        "title", stemma_model_relation_title (relation), "default-width", 620,
                                        "default-height", 640, NULL);
  self->sheet = stemma_model_sheet_ref (sheet);
  self->relation = relation;
  fill (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
  return self;
}
