#include "app/clusters/stemma-figure-card.h"

#include <glib/gi18n.h>

#include "app/clusters/stemma-cluster-column.h"
#include "app/stemma-number.h"
#include "app/stemma-window.h"
#include "export/stemma-atomic.h"
#include "export/stemma-svg.h"
#include "report/stemma-table.h"
#include "scene/stemma-text.h"

/**
 * StemmaFigureCard:
 *
 * Figures beside the main table: a title, what is counted, the definition behind an “i”, a save button; a
 * table, or a picture that can be turned into its table. Both are filled by the same calls, cell by cell, so
 * that a file holds what is shown.
 */
struct _StemmaFigureCard
{
  AdwBin parent_instance;
  char *title;
  char *file_name; /* without its ending */
  GtkLabel *unit;
  GtkToggleButton *as_table;
  GtkStack *stack;
  StemmaSceneView *picture;
  GtkWidget *page; /* the table with its title */
  GtkGrid *grid;
  StemmaTable *table;
  gboolean *numbers; /* by column */
  guint n_columns;
  guint n_cells;
};

G_DEFINE_FINAL_TYPE (StemmaFigureCard, stemma_figure_card, ADW_TYPE_BIN)

static void
stemma_figure_card_finalize (GObject *object)
{
  StemmaFigureCard *card = STEMMA_FIGURE_CARD (object);
  g_clear_pointer (&card->table, stemma_table_free);
  g_free (card->numbers);
  g_free (card->title);
  g_free (card->file_name);
  G_OBJECT_CLASS (stemma_figure_card_parent_class)->finalize (object);
}

static void
stemma_figure_card_class_init (StemmaFigureCardClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = stemma_figure_card_finalize;
}

static void
stemma_figure_card_init (StemmaFigureCard *card G_GNUC_UNUSED)
{
}

/**
 * stemma_figure_card_save:
 * @card: a card
 * @path: where to; a name that ends in `.svg` gets the picture, if there is one, any other the table as CSV
 * @error: what went wrong
 *
 * Returns: whether it was written
 */
gboolean
stemma_figure_card_save (StemmaFigureCard *card, const char *path, GError **error)
{
  g_autoptr (GBytes) bytes = NULL;
  StemmaScene *scene = stemma_scene_view_get_scene (card->picture);
  if (scene != NULL && g_str_has_suffix (path, ".svg"))
    bytes = stemma_svg_write (scene);
  else
    {
      g_autoptr (GString) text = g_string_new (NULL);
      stemma_table_write_csv (card->table, text);
      bytes = g_string_free_to_bytes (g_steal_pointer (&text));
    }
  return stemma_atomic_write (path, bytes, error);
}

static void
on_save_response (GtkNativeDialog *dialog, int response, gpointer user_data)
{
  g_autoptr (StemmaFigureCard) card = user_data;
  g_autoptr (GtkNativeDialog) owned = dialog;
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (card));
  if (response != GTK_RESPONSE_ACCEPT || !STEMMA_IS_WINDOW (root))
    return;
  g_autoptr (GFile) file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));
  g_autofree char *path = file != NULL ? g_file_get_path (file) : NULL;
  g_autoptr (GError) error = NULL;
  if (path != NULL && stemma_figure_card_save (card, path, &error))
    stemma_window_toast (STEMMA_WINDOW (root), _ ("Saved"));
  else if (error != NULL)
    stemma_window_fail (STEMMA_WINDOW (root), _ ("The figures were not saved"), error);
}

static void
add_filter (GtkFileChooser *chooser, const char *title, const char *pattern)
{
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();
  gtk_file_filter_set_name (filter, title);
  gtk_file_filter_add_pattern (filter, pattern);
  gtk_file_chooser_add_filter (chooser, filter);
}

static void
on_save (StemmaFigureCard *card)
{
  if (card->table == NULL)
    return;
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (card));
  gboolean drawn
    = stemma_scene_view_get_scene (card->picture) != NULL && !gtk_toggle_button_get_active (card->as_table);
  g_autofree char *name = g_strconcat (card->file_name, drawn ? ".svg" : ".csv", NULL);
  GtkFileChooserNative *dialog = gtk_file_chooser_native_new (
    card->title, GTK_WINDOW (root), GTK_FILE_CHOOSER_ACTION_SAVE, _ ("_Save"), _ ("_Cancel"));
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (dialog), name);
  if (drawn)
    add_filter (GTK_FILE_CHOOSER (dialog), _ ("Picture (SVG)"), "*.svg");
  add_filter (GTK_FILE_CHOOSER (dialog), _ ("Table (CSV)"), "*.csv");
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (dialog), TRUE);
  g_signal_connect (dialog, "response", G_CALLBACK (on_save_response), g_object_ref (card));
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}

static void
on_as_table (StemmaFigureCard *card)
{
  gtk_stack_set_visible_child (
    card->stack, gtk_toggle_button_get_active (card->as_table) ? card->page : GTK_WIDGET (card->picture));
}

static GtkWidget *
create_definition (const char *definition)
{
  GtkWidget *button = gtk_menu_button_new ();
  GtkWidget *popover = gtk_popover_new ();
  GtkWidget *label = gtk_label_new (definition);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 44);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_popover_set_child (GTK_POPOVER (popover), label);
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (button), popover);
  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (button), "help-about-symbolic");
  gtk_widget_set_tooltip_text (button, definition);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Definition"),
                                  -1);
  return button;
}

static GtkWidget *
create_button (GtkWidget *button, const char *icon, const char *tooltip)
{
  gtk_button_set_icon_name (GTK_BUTTON (button), icon);
  gtk_widget_set_tooltip_text (button, tooltip);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, tooltip, -1);
  return button;
}

static void
add_flat (GtkWidget *box, GtkWidget *button)
{
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_valign (button, GTK_ALIGN_START);
  gtk_box_append (GTK_BOX (box), button);
}

/* A picture has its title in itself. */
static GtkWidget *
create_words (StemmaFigureCard *card)
{
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *title = gtk_label_new (card->title);
  card->unit = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_label_set_xalign (card->unit, 0);
  gtk_label_set_ellipsize (GTK_LABEL (title), PANGO_ELLIPSIZE_END);
  gtk_label_set_ellipsize (card->unit, PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (title, "figure-title");
  gtk_widget_add_css_class (GTK_WIDGET (card->unit), "caption");
  gtk_widget_add_css_class (GTK_WIDGET (card->unit), "dim-label");
  gtk_widget_add_css_class (words, "figure-words");
  gtk_box_append (GTK_BOX (words), title);
  gtk_box_append (GTK_BOX (words), GTK_WIDGET (card->unit));
  return words;
}

static GtkWidget *
create_buttons (StemmaFigureCard *card, const char *definition)
{
  GtkWidget *buttons = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget *save = create_button (gtk_button_new (), "document-save-symbolic", _ ("Save these figures"));
  card->as_table = GTK_TOGGLE_BUTTON (
    create_button (gtk_toggle_button_new (), "view-list-symbolic", _ ("Show the figures as a table")));
  gtk_widget_set_visible (GTK_WIDGET (card->as_table), FALSE);
  add_flat (buttons, create_definition (definition));
  add_flat (buttons, GTK_WIDGET (card->as_table));
  add_flat (buttons, save);
  gtk_widget_set_halign (buttons, GTK_ALIGN_END);
  gtk_widget_set_valign (buttons, GTK_ALIGN_START);
  gtk_widget_add_css_class (buttons, "figure-buttons");
  g_signal_connect_swapped (card->as_table, "toggled", G_CALLBACK (on_as_table), card);
  g_signal_connect_swapped (save, "clicked", G_CALLBACK (on_save), card);
  return buttons;
}

static GtkWidget *
create_stack (StemmaFigureCard *card)
{
  card->picture = STEMMA_SCENE_VIEW (stemma_scene_view_new ());
  card->grid = GTK_GRID (gtk_grid_new ());
  card->page = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  card->stack = GTK_STACK (gtk_stack_new ());
  gtk_grid_set_column_spacing (card->grid, 12);
  gtk_grid_set_row_spacing (card->grid, 3);
  gtk_box_append (GTK_BOX (card->page), create_words (card));
  gtk_box_append (GTK_BOX (card->page), GTK_WIDGET (card->grid));
  gtk_widget_add_css_class (card->page, "figure-page");
  gtk_stack_set_vhomogeneous (card->stack, FALSE);
  gtk_stack_add_child (card->stack, GTK_WIDGET (card->picture));
  gtk_stack_add_child (card->stack, card->page);
  gtk_stack_set_visible_child (card->stack, card->page);
  return GTK_WIDGET (card->stack);
}

/**
 * stemma_figure_card_new:
 * @title: what is shown
 * @definition: how the figures come about
 *
 * Returns: (transfer floating): a card without figures
 */
GtkWidget *
stemma_figure_card_new (const char *title, const char *definition)
{
  StemmaFigureCard *card = g_object_new (STEMMA_TYPE_FIGURE_CARD, NULL);
  GtkWidget *overlay = gtk_overlay_new ();
  card->title = g_strdup (title);
  gtk_widget_add_css_class (overlay, "card");
  gtk_overlay_set_child (GTK_OVERLAY (overlay), create_stack (card));
  gtk_overlay_add_overlay (GTK_OVERLAY (overlay), create_buttons (card, definition));
  adw_bin_set_child (ADW_BIN (card), overlay);
  return GTK_WIDGET (card);
}

/** stemma_figure_card_begin: empties @card; @unit is what is counted, @file_name what a file is called,
 * without its ending */
void
stemma_figure_card_begin (StemmaFigureCard *card, const char *unit, const char *file_name)
{
  GtkWidget *child;
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (card->grid))) != NULL)
    gtk_grid_remove (card->grid, child);
  g_clear_pointer (&card->table, stemma_table_free);
  card->table = stemma_table_new (card->title);
  g_free (card->file_name);
  card->file_name = g_strdup (file_name);
  card->n_columns = 0;
  card->n_cells = 0;
  gtk_label_set_text (card->unit, unit);
}

/** stemma_figure_card_add_column: @key: its name in files; @title: its name for a person */
void
stemma_figure_card_add_column (StemmaFigureCard *card, const char *key, const char *title, gboolean number)
{
  GtkWidget *label = gtk_label_new (title);
  gtk_label_set_xalign (GTK_LABEL (label), number ? 1 : 0);
  gtk_widget_set_hexpand (label, !number);
  gtk_widget_add_css_class (label, "caption");
  gtk_widget_add_css_class (label, "dim-label");
  gtk_grid_attach (card->grid, label, (int) card->n_columns, 0, 1, 1);
  stemma_table_add_column (card->table, key, title, number ? STEMMA_COLUMN_NUMBER : STEMMA_COLUMN_TEXT);
  card->numbers = g_renew (gboolean, card->numbers, card->n_columns + 1);
  card->numbers[card->n_columns++] = number;
}

static void
attach_cell (StemmaFigureCard *card, GtkWidget *cell)
{
  guint column = card->n_cells % card->n_columns, row = card->n_cells / card->n_columns + 1;
  gtk_grid_attach (card->grid, cell, (int) column, (int) row, 1, 1);
  card->n_cells++;
}

/** stemma_figure_card_add_text: @text: the next cell, fit to be shown */
void
stemma_figure_card_add_text (StemmaFigureCard *card, const char *text)
{
  GtkWidget *label = gtk_label_new (text);
  gtk_label_set_xalign (GTK_LABEL (label), card->numbers[card->n_cells % card->n_columns] ? 1 : 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  stemma_table_add_text (card->table, text);
  attach_cell (card, label);
}

/** stemma_figure_card_add_model: @name: the next cell, a model's name as it came in; a click opens its
 * lineage */
void
stemma_figure_card_add_model (StemmaFigureCard *card, const char *name)
{
  g_autofree char *shown = stemma_text_clean (name);
  GtkWidget *label = gtk_label_new (shown);
  GtkWidget *button = gtk_button_new ();
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_MIDDLE);
  gtk_button_set_child (GTK_BUTTON (button), label);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "model-link");
  gtk_widget_set_tooltip_text (button, shown);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "win.go-lineage");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", name);
  stemma_table_add_text (card->table, name);
  attach_cell (card, button);
}

/** stemma_figure_card_add_count: @count: the next cell */
void
stemma_figure_card_add_count (StemmaFigureCard *card, guint64 count)
{
  g_autofree char *text = stemma_number_text (count);
  GtkWidget *label = gtk_label_new (text);
  gtk_label_set_xalign (GTK_LABEL (label), 1);
  gtk_widget_add_css_class (label, "numeric");
  if (count == 0)
    gtk_widget_add_css_class (label, "zero");
  stemma_table_add_count (card->table, count);
  attach_cell (card, label);
}

/** stemma_figure_card_set_picture: shows a picture of the figures, as stemma_scene_view_set_maker() has it */
void
stemma_figure_card_set_picture (StemmaFigureCard *card,
                                StemmaSceneMaker maker,
                                gpointer user_data,
                                GDestroyNotify destroy)
{
  stemma_scene_view_set_maker (card->picture, maker, user_data, destroy);
  gtk_widget_set_visible (GTK_WIDGET (card->as_table), TRUE);
  on_as_table (card);
}
