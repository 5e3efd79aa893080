#include "app/compat/stemma-split.h"

/**
 * StemmaSplit:
 *
 * Sidebar, content and panel side by side, folding when narrow. libadwaita's own widgets for this changed
 * between 1.2 and 1.4; everything else in the app knows only this one.
 */
struct _StemmaSplit
{
  AdwBin parent_instance;
  AdwLeaflet *leaflet;
  AdwFlap *flap;
  GtkWidget *sidebar;
  GtkWidget *content;
  GtkWidget *separator;
};

enum
{
  PROP_SIDEBAR = 1,
  PROP_CONTENT,
  PROP_FOLDED,
  PROP_SHOW_PANEL,
  N_PROPS
};

static GParamSpec *props[N_PROPS];

G_DEFINE_FINAL_TYPE (StemmaSplit, stemma_split, ADW_TYPE_BIN)

static void
fill_leaflet (StemmaSplit *split)
{
  if (split->sidebar == NULL || split->content == NULL)
    return;
  adw_leaflet_append (split->leaflet, split->sidebar);
  AdwLeafletPage *page = adw_leaflet_append (split->leaflet, split->separator);
  adw_leaflet_page_set_navigatable (page, FALSE);
  adw_flap_set_content (split->flap, split->content);
  adw_leaflet_append (split->leaflet, GTK_WIDGET (split->flap));
  adw_leaflet_set_visible_child (split->leaflet, GTK_WIDGET (split->flap));
}

static void
stemma_split_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  StemmaSplit *split = STEMMA_SPLIT (object);
  switch (id)
    {
    case PROP_SIDEBAR:
      split->sidebar = g_value_get_object (value);
      fill_leaflet (split);
      break;
    case PROP_CONTENT:
      split->content = g_value_get_object (value);
      fill_leaflet (split);
      break;
    case PROP_SHOW_PANEL:
      stemma_split_set_show_panel (split, g_value_get_boolean (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
stemma_split_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  StemmaSplit *split = STEMMA_SPLIT (object);
  switch (id)
    {
    case PROP_SIDEBAR:
      g_value_set_object (value, split->sidebar);
      break;
    case PROP_CONTENT:
      g_value_set_object (value, split->content);
      break;
    case PROP_FOLDED:
      g_value_set_boolean (value, stemma_split_get_folded (split));
      break;
    case PROP_SHOW_PANEL:
      g_value_set_boolean (value, stemma_split_get_show_panel (split));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
stemma_split_class_init (StemmaSplitClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  object_class->set_property = stemma_split_set_property;
  object_class->get_property = stemma_split_get_property;
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS;
  props[PROP_SIDEBAR] = g_param_spec_object ("sidebar", NULL, NULL, GTK_TYPE_WIDGET, flags);
  props[PROP_CONTENT] = g_param_spec_object ("content", NULL, NULL, GTK_TYPE_WIDGET, flags);
  props[PROP_FOLDED]
    = g_param_spec_boolean ("folded", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  props[PROP_SHOW_PANEL]
    = g_param_spec_boolean ("show-panel", NULL, NULL, FALSE, flags | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, props);
}

static void
on_folded (StemmaSplit *split)
{
  g_object_notify_by_pspec (G_OBJECT (split), props[PROP_FOLDED]);
}

static void
on_reveal (StemmaSplit *split)
{
  g_object_notify_by_pspec (G_OBJECT (split), props[PROP_SHOW_PANEL]);
}

static void
stemma_split_init (StemmaSplit *split)
{
  split->leaflet = ADW_LEAFLET (adw_leaflet_new ());
  adw_leaflet_set_can_unfold (split->leaflet, TRUE);
  adw_leaflet_set_can_navigate_back (split->leaflet, TRUE);
  split->separator = gtk_separator_new (GTK_ORIENTATION_VERTICAL);
  split->flap = ADW_FLAP (adw_flap_new ());
  adw_flap_set_flap_position (split->flap, GTK_PACK_END);
  /* Without the lock a flap comes out by itself when the window grows wide. */
  adw_flap_set_locked (split->flap, TRUE);
  adw_flap_set_reveal_flap (split->flap, FALSE);
  adw_flap_set_separator (split->flap, gtk_separator_new (GTK_ORIENTATION_VERTICAL));
  g_signal_connect_swapped (split->leaflet, "notify::folded", G_CALLBACK (on_folded), split);
  g_signal_connect_swapped (split->flap, "notify::reveal-flap", G_CALLBACK (on_reveal), split);
  adw_bin_set_child (ADW_BIN (split), GTK_WIDGET (split->leaflet));
}

/** stemma_split_set_panel: @panel: (transfer none): what stands at the right, hidden at first */
void
stemma_split_set_panel (StemmaSplit *split, GtkWidget *panel)
{
  adw_flap_set_flap (split->flap, panel);
}

/** stemma_split_get_panel: Returns: (transfer none) (nullable): what stands at the right */
GtkWidget *
stemma_split_get_panel (StemmaSplit *split)
{
  return adw_flap_get_flap (split->flap);
}

/** stemma_split_get_folded: Returns: whether sidebar and content are shown one at a time */
gboolean
stemma_split_get_folded (StemmaSplit *split)
{
  return adw_leaflet_get_folded (split->leaflet);
}

/** stemma_split_show_sidebar: turns to the sidebar, where only one is shown */
void
stemma_split_show_sidebar (StemmaSplit *split)
{
  adw_leaflet_set_visible_child (split->leaflet, split->sidebar);
}

/** stemma_split_show_content: turns to the content, where only one is shown */
void
stemma_split_show_content (StemmaSplit *split)
{
  adw_leaflet_set_visible_child (split->leaflet, GTK_WIDGET (split->flap));
}

/** stemma_split_get_show_panel: Returns: whether the panel is out */
gboolean
stemma_split_get_show_panel (StemmaSplit *split)
{
  return adw_flap_get_reveal_flap (split->flap);
}

/** stemma_split_set_show_panel: brings the panel out, or puts it away */
void
stemma_split_set_show_panel (StemmaSplit *split, gboolean show)
{
  adw_flap_set_reveal_flap (split->flap, show);
}
