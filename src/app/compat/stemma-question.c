#include "app/compat/stemma-question.h"

/* About as wide as the dialog makes its own text. */
#define TEXT_CHARS 42

static GtkWidget *
create_text (const char *text, const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_max_width_chars (GTK_LABEL (label), TEXT_CHARS);
  gtk_label_set_justify (GTK_LABEL (label), GTK_JUSTIFY_CENTER);
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
  return label;
}

/**
 * stemma_question_new:
 * @parent: the window that it stands before
 * @heading: what is asked, plain text
 * @body: what that means, plain text
 *
 * A question without its answers yet. The dialog's own heading is left empty: libadwaita 1.7 measures it narrower than
 * it is, with a warning, while the dialog gets its size.
 *
 * Returns: (transfer floating): the dialog, not yet shown
 */
AdwMessageDialog *
stemma_question_new (GtkWindow *parent, const char *heading, const char *body)
{
  GtkWidget *dialog = adw_message_dialog_new (parent, NULL, NULL);
  GtkWidget *texts = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  gtk_box_append (GTK_BOX (texts), create_text (heading, "title-2"));
  gtk_box_append (GTK_BOX (texts), create_text (body, NULL));
  adw_message_dialog_set_extra_child (ADW_MESSAGE_DIALOG (dialog), texts);
  gtk_window_set_title (GTK_WINDOW (dialog), heading);
  return ADW_MESSAGE_DIALOG (dialog);
}
