#include "app/compat/stemma-banner.h"

#include <glib/gi18n.h>

/**
 * StemmaBanner:
 *
 * A line across the page for what needs a decision. libadwaita has one from 1.3 on; this one is there in 1.2
 * too.
 */
struct _StemmaBanner
{
  AdwBin parent_instance;
  GtkRevealer *revealer;
  GtkLabel *label;
  GtkButton *button;
};

G_DEFINE_FINAL_TYPE (StemmaBanner, stemma_banner, ADW_TYPE_BIN)

static void
stemma_banner_class_init (StemmaBannerClass *klass)
{
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "stemma-banner");
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_ALERT);
}

static void
stemma_banner_init (StemmaBanner *banner)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *close = gtk_button_new_from_icon_name ("window-close-symbolic");
  banner->revealer = GTK_REVEALER (gtk_revealer_new ());
  banner->label = GTK_LABEL (gtk_label_new (NULL));
  banner->button = GTK_BUTTON (gtk_button_new ());
  gtk_label_set_wrap (banner->label, TRUE);
  gtk_label_set_xalign (banner->label, 0);
  gtk_label_set_selectable (banner->label, TRUE);
  gtk_widget_set_hexpand (GTK_WIDGET (banner->label), TRUE);
  gtk_widget_set_valign (GTK_WIDGET (banner->button), GTK_ALIGN_CENTER);
  gtk_widget_set_valign (close, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (close, "flat");
  gtk_widget_add_css_class (box, "banner-content");
  gtk_widget_set_tooltip_text (close, _ ("Close"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (close), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Close"), -1);
  g_signal_connect_swapped (close, "clicked", G_CALLBACK (stemma_banner_hide), banner);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (banner->label));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (banner->button));
  gtk_box_append (GTK_BOX (box), close);
  gtk_revealer_set_child (banner->revealer, box);
  adw_bin_set_child (ADW_BIN (banner), GTK_WIDGET (banner->revealer));
}

/**
 * stemma_banner_show:
 * @banner: a banner
 * @text: what happened, what was kept and what to do
 * @button: (nullable): a word on a button
 * @action: (nullable): the detailed name of the action that the button calls
 */
void
stemma_banner_show (StemmaBanner *banner, const char *text, const char *button, const char *action)
{
  gtk_label_set_text (banner->label, text);
  gtk_widget_set_visible (GTK_WIDGET (banner->button), button != NULL);
  if (button != NULL)
    {
      gtk_button_set_label (banner->button, button);
      gtk_actionable_set_detailed_action_name (GTK_ACTIONABLE (banner->button), action);
    }
  gtk_revealer_set_reveal_child (banner->revealer, TRUE);
}

/** stemma_banner_hide: takes the line away */
void
stemma_banner_hide (StemmaBanner *banner)
{
  gtk_revealer_set_reveal_child (banner->revealer, FALSE);
}

/** stemma_banner_get_text: Returns: (transfer none) (nullable): the line that is shown, %NULL while hidden */
const char *
stemma_banner_get_text (StemmaBanner *banner)
{
  return gtk_revealer_get_reveal_child (banner->revealer) ? gtk_label_get_text (banner->label) : NULL;
}
