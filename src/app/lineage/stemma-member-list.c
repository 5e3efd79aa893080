#include "app/lineage/stemma-member-list-private.h"

#include <glib/gi18n.h>

#include "app/lineage/stemma-lineage-words.h"

/* How many "bring out" offers at first, and at most. */
#define FIRST_OUT 12
#define MOST_OUT 200

enum
{
  PICK,
  PICK_FIRST,
  FOCUS,
  OPEN_MODEL,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (StemmaMemberList, stemma_member_list, ADW_TYPE_BIN)

typedef struct
{
  StemmaLineage *lineage;
  guint32 card, chip;
} Question;

static void
question_free (gpointer data)
{
  Question *question = data;
  stemma_lineage_unref (question->lineage);
  g_free (question);
}

static void
list_in_thread (GTask *task, gpointer source G_GNUC_UNUSED, gpointer data,
                GCancellable *cancellable G_GNUC_UNUSED)
{
  const Question *question = data;
  g_task_return_pointer (
    task, stemma_lineage_list_members (question->lineage, question->card, question->chip, TRUE),
    (GDestroyNotify) g_array_unref);
}

static void
update_count (StemmaMemberList *list)
{
  guint shown = g_list_model_get_n_items (G_LIST_MODEL (list->model));
  guint total = stemma_member_model_get_total (list->model);
  g_autofree char *text = shown == total
                              ? g_strdup_printf (g_dngettext (NULL, "%'u model", "%'u models", total), total)
                              : g_strdup_printf (_ ("%'u of %'u models"), shown, total);
  guint most = MIN (shown, MOST_OUT);
  gtk_label_set_text (list->count, text);
  gtk_spin_button_set_range (list->spin, MIN (most, 1), MAX (most, 1));
  gtk_widget_set_sensitive (GTK_WIDGET (list->pick_button), most > 0);
  gtk_stack_set_visible_child_name (list->stack, shown > 0 ? "table" : "none");
}

static void
on_listed (GObject *source, GAsyncResult *result, gpointer user_data G_GNUC_UNUSED)
{
  StemmaMemberList *list = STEMMA_MEMBER_LIST (source);
  GArray *nodes = g_task_propagate_pointer (G_TASK (result), NULL);
  if (nodes == NULL)
    return;
  list->model = stemma_member_model_new (list->snapshot, nodes);
  gtk_single_selection_set_model (list->selection, G_LIST_MODEL (list->model));
  g_signal_connect_swapped (list->model, "items-changed", G_CALLBACK (update_count), list);
  gtk_spin_button_set_range (list->spin, 1, MOST_OUT);
  gtk_spin_button_set_value (list->spin, FIRST_OUT);
  update_count (list);
}

static StemmaMember *
get_selected (StemmaMemberList *list)
{
  return gtk_single_selection_get_selected_item (list->selection);
}

static void
emit_selected (StemmaMemberList *list, guint signal)
{
  StemmaMember *member = get_selected (list);
  g_autofree char *name = member != NULL ? g_strdup (stemma_member_get_name (member)) : NULL;
  if (name != NULL)
    g_signal_emit (list, signals[signal], 0, name);
}

void
stemma_member_list_emit_pick (StemmaMemberList *list, const char *name)
{
  g_signal_emit (list, signals[PICK], 0, name);
}

void
stemma_member_list_activate (StemmaMemberList *list)
{
  emit_selected (list, PICK);
}

static void
on_focus (StemmaMemberList *list)
{
  emit_selected (list, FOCUS);
}

static void
on_open_model (StemmaMemberList *list)
{
  emit_selected (list, OPEN_MODEL);
}

static void
on_pick_first (StemmaMemberList *list)
{
  g_signal_emit (list, signals[PICK_FIRST], 0, (guint) gtk_spin_button_get_value_as_int (list->spin));
}

static void
on_filter (StemmaMemberList *list)
{
  if (list->model != NULL)
    stemma_member_model_filter (list->model, gtk_editable_get_text (list->filter));
}

static GtkWidget *
create_stack (StemmaMemberList *list)
{
  GtkWidget *spinner = gtk_spinner_new (), *none = gtk_label_new (_ ("No model here has such a name"));
  list->stack = GTK_STACK (gtk_stack_new ());
  gtk_spinner_start (GTK_SPINNER (spinner));
  gtk_widget_add_css_class (none, "dim-label");
  gtk_stack_add_named (list->stack, spinner, "wait");
  gtk_stack_add_named (list->stack, stemma_member_list_create_table (list), "table");
  gtk_stack_add_named (list->stack, none, "none");
  gtk_widget_set_vexpand (GTK_WIDGET (list->stack), TRUE);
  gtk_widget_set_size_request (GTK_WIDGET (list->stack), 480, 320);
  gtk_widget_add_css_class (GTK_WIDGET (list->stack), "member-table");
  return GTK_WIDGET (list->stack);
}

static GtkWidget *
create_button (StemmaMemberList *list, const char *label, const char *tooltip, GCallback callback)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (label);
  gtk_widget_set_tooltip_text (button, tooltip);
  g_signal_connect_swapped (button, "clicked", callback, list);
  return button;
}

static GtkWidget *
create_foot (StemmaMemberList *list)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6),
            *spin = gtk_spin_button_new_with_range (1, 1, 1);
  GtkWidget *pick = create_button (list, _ ("_Bring out the first"),
                                   _ ("Shows the first of this list on the canvas, in the order of the list"),
                                   G_CALLBACK (on_pick_first));
  GtkWidget *gap = gtk_label_new (NULL);
  gtk_widget_set_hexpand (gap, TRUE);
  list->spin = GTK_SPIN_BUTTON (spin);
  list->pick_button = GTK_BUTTON (pick);
  gtk_editable_set_width_chars (GTK_EDITABLE (spin), 4);
  gtk_accessible_update_property (GTK_ACCESSIBLE (spin), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("How many to bring out"), -1);
  gtk_box_append (GTK_BOX (box), pick);
  gtk_box_append (GTK_BOX (box), spin);
  gtk_box_append (GTK_BOX (box), gap);
  gtk_box_append (GTK_BOX (box),
                  create_button (list, _ ("_Model"), _ ("Go to the page of the selected model"),
                                 G_CALLBACK (on_open_model)));
  gtk_box_append (GTK_BOX (box), create_button (list, _ ("_Lineage"),
                                                _ ("Make the selected model the focus of the picture"),
                                                G_CALLBACK (on_focus)));
  return box;
}

static GtkWidget *
create_words (const char *text, const char *style)
{
  GtkWidget *label = gtk_label_new (text);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_MIDDLE);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 44);
  gtk_widget_set_tooltip_text (label, text);
  gtk_widget_add_css_class (label, style);
  return label;
}

/* The entry takes Escape for itself; it is meant for what the list stands in. */
static void
close_around (GtkWidget *filter)
{
  GtkWidget *popover = gtk_widget_get_ancestor (filter, GTK_TYPE_POPOVER);
  if (popover != NULL)
    gtk_popover_popdown (GTK_POPOVER (popover));
}

static GtkWidget *
create_head (StemmaMemberList *list, const char *title, const char *host)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6),
            *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *heading = create_words (title, "heading"), *filter = gtk_search_entry_new ();
  gtk_widget_set_hexpand (heading, TRUE);
  list->count = GTK_LABEL (gtk_label_new (NULL));
  gtk_widget_add_css_class (GTK_WIDGET (list->count), "dim-label");
  list->filter = GTK_EDITABLE (filter);
  g_object_set (filter, "placeholder-text", _ ("Filter by name"), NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (filter), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Filter by name"), -1);
  g_signal_connect_swapped (filter, "search-changed", G_CALLBACK (on_filter), list);
  g_signal_connect_swapped (filter, "activate", G_CALLBACK (stemma_member_list_activate), list);
  g_signal_connect (filter, "stop-search", G_CALLBACK (close_around), NULL);
  gtk_box_append (GTK_BOX (line), heading);
  gtk_box_append (GTK_BOX (line), GTK_WIDGET (list->count));
  gtk_box_append (GTK_BOX (box), line);
  gtk_box_append (GTK_BOX (box), create_words (host, "dim-label"));
  gtk_box_append (GTK_BOX (box), filter);
  return box;
}

static void
stemma_member_list_dispose (GObject *object)
{
  StemmaMemberList *list = STEMMA_MEMBER_LIST (object);
  g_cancellable_cancel (list->cancellable);
  g_clear_object (&list->cancellable);
  if (list->model != NULL)
    g_signal_handlers_disconnect_by_func (list->model, update_count, list);
  g_clear_object (&list->model);
  g_clear_pointer (&list->view, stemma_view_unref);
  g_clear_pointer (&list->host, g_free);
  g_clear_pointer (&list->snapshot, stemma_snapshot_unref);
  G_OBJECT_CLASS (stemma_member_list_parent_class)->dispose (object);
}

static void
stemma_member_list_finalize (GObject *object)
{
  g_hash_table_unref (STEMMA_MEMBER_LIST (object)->bound);
  G_OBJECT_CLASS (stemma_member_list_parent_class)->finalize (object);
}

static void
stemma_member_list_class_init (StemmaMemberListClass *klass)
{
  static const struct
  {
    const char *name;
    GType argument;
  } rows[N_SIGNALS] = { [PICK] = { "pick", G_TYPE_STRING },
                        [PICK_FIRST] = { "pick-first", G_TYPE_UINT },
                        [FOCUS] = { "focus", G_TYPE_STRING },
                        [OPEN_MODEL] = { "open-model", G_TYPE_STRING } };
  G_OBJECT_CLASS (klass)->dispose = stemma_member_list_dispose;
  G_OBJECT_CLASS (klass)->finalize = stemma_member_list_finalize;
  for (guint i = 0; i < N_SIGNALS; i++)
    signals[i] = g_signal_new (rows[i].name, G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                               NULL, G_TYPE_NONE, 1, rows[i].argument);
}

static void
stemma_member_list_init (StemmaMemberList *list)
{
  list->bound = g_hash_table_new (NULL, NULL);
  list->cancellable = g_cancellable_new ();
}

static StemmaDirection
find_direction (StemmaLineage *lineage, guint32 card, guint32 chip)
{
  guint n;
  if (chip == STEMMA_NONE)
    return stemma_lineage_get_cards (lineage, &n)[card].direction;
  StemmaChipKind kind = stemma_lineage_get_chips (lineage, &n)[chip].kind;
  return kind == STEMMA_CHIP_ABOVE || kind == STEMMA_CHIP_OTHER_PARENTS ? STEMMA_UP : STEMMA_DOWN;
}

/**
 * stemma_member_list_new:
 * @lineage: (transfer none): what is shown
 * @card: one of its cards
 * @chip: one of the card's chips, or %STEMMA_NONE for what the card itself stands for
 * @title: what is listed, in words
 *
 * Returns: (transfer floating): the list, filled as soon as its models are known
 */
GtkWidget *
stemma_member_list_new (StemmaLineage *lineage, guint32 card, guint32 chip, const char *title)
{
  StemmaMemberList *list = g_object_new (STEMMA_TYPE_MEMBER_LIST, NULL);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 9);
  guint n_cards;
  const StemmaCard *cards = stemma_lineage_get_cards (lineage, &n_cards);
  list->snapshot = stemma_snapshot_ref (stemma_lineage_get_snapshot (lineage));
  list->host = g_strdup (stemma_lineage_get_card_name (lineage, card));
  list->direction = cards[card].kind == STEMMA_CARD_FOLD ? STEMMA_DOWN : find_direction (lineage, card, chip);
  g_autofree char *host = stemma_lineage_host_words (lineage, card, list->direction);
  gtk_box_append (GTK_BOX (box), create_head (list, title, host));
  gtk_box_append (GTK_BOX (box), create_stack (list));
  gtk_box_append (GTK_BOX (box), create_foot (list));
  gtk_widget_add_css_class (box, "member-list");
  adw_bin_set_child (ADW_BIN (list), box);
  Question *question = g_new0 (Question, 1);
  question->lineage = stemma_lineage_ref (lineage);
  question->card = card;
  question->chip = chip;
  g_autoptr (GTask) task = g_task_new (list, list->cancellable, on_listed, NULL);
  g_task_set_task_data (task, question, question_free);
  g_task_run_in_thread (task, list_in_thread);
  return GTK_WIDGET (list);
}

/** stemma_member_list_is_ready: Returns: whether its models are known */
gboolean
stemma_member_list_is_ready (StemmaMemberList *list)
{
  return list->model != NULL;
}

/** stemma_member_list_set_view: @view: (transfer none): what is on the canvas by now */
void
stemma_member_list_set_view (StemmaMemberList *list, StemmaView *view)
{
  StemmaView *kept = stemma_view_ref (view);
  g_clear_pointer (&list->view, stemma_view_unref);
  list->view = kept;
  stemma_member_list_refresh (list);
}

/** stemma_member_list_get_host: Returns: (transfer none): the name of the model that they hang on */
const char *
stemma_member_list_get_host (StemmaMemberList *list)
{
  return list->host;
}

/** stemma_member_list_get_direction: Returns: on which side of it */
StemmaDirection
stemma_member_list_get_direction (StemmaMemberList *list)
{
  return list->direction;
}

/** stemma_member_list_get_model: Returns: (transfer none) (nullable): its rows, once they are known */
StemmaMemberModel *
stemma_member_list_get_model (StemmaMemberList *list)
{
  return list->model;
}

/**
 * stemma_member_list_pick: Returns: (transfer full): @view with @name on the canvas, or off it if it was
 * there
 */
StemmaView *
stemma_member_list_pick (StemmaMemberList *list, StemmaView *view, const char *name)
{
  const StemmaViewEntry *picked
    = stemma_view_find_entry (view, STEMMA_VIEW_PICK, list->host, list->direction, name);
  return stemma_view_with_picked (view, list->host, list->direction, name, picked == NULL);
}

/**
 * stemma_member_list_pick_first: Returns: (transfer full): @view with the first @count of the list on the
 * canvas
 */
StemmaView *
stemma_member_list_pick_first (StemmaMemberList *list, StemmaView *view, guint count)
{
  StemmaView *picked = stemma_view_ref (view);
  guint shown = list->model != NULL ? g_list_model_get_n_items (G_LIST_MODEL (list->model)) : 0;
  for (guint i = 0; i < MIN (count, shown); i++)
    {
      StemmaView *next = stemma_view_with_picked (picked, list->host, list->direction,
                                                  stemma_member_model_get_name (list->model, i), TRUE);
      stemma_view_unref (picked);
      picked = next;
    }
  return picked;
}
