/* What happened to a model, week by week, and how much it was downloaded. */
#include <glib/gi18n.h>
#include <math.h>

#include "app/model/stemma-model-parts.h"
#include "app/model/stemma-model-words.h"
#include "app/stemma-scene-view.h"
#include "chart/stemma-chart.h"
#include "scene/stemma-text.h"

#define CHART_HEIGHT 190

static const char *
event_icon (StemmaModelEventKind kind)
{
  static const char *const icons[STEMMA_N_EVENTS] = {
    [STEMMA_EVENT_LISTED] = "view-list-symbolic",
    [STEMMA_EVENT_ADDED] = "list-add-symbolic",
    [STEMMA_EVENT_DELETED] = "user-trash-symbolic",
    [STEMMA_EVENT_RETURNED] = "edit-undo-symbolic",
    [STEMMA_EVENT_RENAMED] = "document-edit-symbolic",
    [STEMMA_EVENT_RECREATED] = "dialog-warning-symbolic",
    [STEMMA_EVENT_NAME_TAKEN] = "dialog-warning-symbolic",
    [STEMMA_EVENT_PARENTS] = "insert-link-symbolic",
    [STEMMA_EVENT_RELATION] = "insert-link-symbolic",
    [STEMMA_EVENT_LICENCE] = "text-x-generic-symbolic",
    [STEMMA_EVENT_GATED] = "changes-prevent-symbolic",
    [STEMMA_EVENT_UNGATED] = "changes-allow-symbolic",
    [STEMMA_EVENT_DISABLED] = "action-unavailable-symbolic",
    [STEMMA_EVENT_ENABLED] = "object-select-symbolic",
    [STEMMA_EVENT_PRIVATE] = "changes-prevent-symbolic",
    [STEMMA_EVENT_PUBLIC] = "changes-allow-symbolic",
    [STEMMA_EVENT_UPDATED] = "view-refresh-symbolic",
    [STEMMA_EVENT_NEW_VERSION] = "software-update-available-symbolic",
  };
  return icons[kind] != NULL ? icons[kind] : "document-properties-symbolic";
}

/* A commit is told from another by its first digits; longer lists are cut where the row would outgrow the
 * others. */
static char *
shorten (StemmaModelEventKind kind, const char *text)
{
  if (text == NULL)
    return g_strdup (_ ("none"));
  g_autofree char *clean = stemma_text_clean (text);
  glong most = kind == STEMMA_EVENT_UPDATED ? 8 : 200;
  if (g_utf8_strlen (clean, -1) <= most)
    return g_steal_pointer (&clean);
  g_autofree char *start = g_utf8_substring (clean, 0, most);
  return kind == STEMMA_EVENT_UPDATED ? g_steal_pointer (&start) : g_strconcat (start, "…", NULL);
}

static char *
describe_event (const StemmaModelEvent *event)
{
  switch (event->kind)
    {
    case STEMMA_EVENT_LISTED:
    case STEMMA_EVENT_ADDED:
    case STEMMA_EVENT_DELETED:
    case STEMMA_EVENT_RETURNED:
      return NULL;
    case STEMMA_EVENT_RECREATED:
    case STEMMA_EVENT_NAME_TAKEN:
      return stemma_text_clean (event->after);
    case STEMMA_EVENT_TEMPLATE:
      return g_strdup (event->before == NULL  ? _ ("there was none before")
                       : event->after == NULL ? _ ("there is none any more")
                                              : _ ("another text"));
    default:
      break;
    }
  g_autofree char *before = shorten (event->kind, event->before);
  g_autofree char *after = shorten (event->kind, event->after);
  return g_strdup_printf ("%s → %s", before, after);
}

static GtkWidget *
create_event_row (const StemmaModelEvent *event)
{
  char date[STEMMA_DATE_TEXT_SIZE];
  const char *title = stemma_model_event_title (event->kind);
  g_autofree char *text = describe_event (event);
  GtkWidget *icon = gtk_image_new_from_icon_name (event_icon (event->kind));
  GtkWidget *day = gtk_label_new (stemma_date_format (event->date, date));
  gtk_accessible_update_property (GTK_ACCESSIBLE (icon), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  gtk_widget_add_css_class (day, "numeric");
  gtk_widget_add_css_class (day, "dim-label");
  GtkWidget *row = stemma_model_row_new (icon, stemma_model_text_new (title, NULL), text, day);
  g_autofree char *spoken = g_strdup_printf ("%s, %s, %s", date, title, text != NULL ? text : "");
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
  gtk_widget_set_tooltip_text (row, _ ("Told by comparing each week with the one before"));
  return row;
}

static void
on_show_more (GtkButton *button, gpointer user_data G_GNUC_UNUSED)
{
  GtkWidget *row = gtk_widget_get_ancestor (GTK_WIDGET (button), GTK_TYPE_LIST_BOX_ROW);
  for (GtkWidget *at = row; at != NULL; at = gtk_widget_get_next_sibling (at))
    gtk_widget_set_visible (at, at != row);
}

static GtkWidget *
create_more_row (guint n_hidden)
{
  g_autofree char *text = g_strdup_printf (
    g_dngettext (GETTEXT_PACKAGE, "Show %u earlier event", "Show %u earlier events", n_hidden), n_hidden);
  GtkWidget *button = gtk_button_new_with_label (text);
  gtk_widget_add_css_class (button, "flat");
  g_signal_connect (button, "clicked", G_CALLBACK (on_show_more), NULL);
  return stemma_model_row_new (NULL, button, NULL, NULL);
}

/**
 * stemma_model_create_history:
 * @sheet: a sheet
 * @n_shown: how many events to show at first
 *
 * Returns: (transfer floating) (nullable): what happened to the model, newest first
 */
GtkWidget *
stemma_model_create_history (const StemmaModelSheet *sheet, guint n_shown)
{
  GtkListBox *list;
  if (sheet->events->len == 0)
    return NULL;
  GtkWidget *section = stemma_model_section_new (
    _ ("What happened to it"), _ ("Every week is compared with the one before, whichever week is looked at"),
    &list);
  for (guint i = 0; i < sheet->events->len; i++)
    {
      GtkWidget *row = create_event_row (g_ptr_array_index (sheet->events, sheet->events->len - 1 - i));
      if (i == n_shown && sheet->events->len > n_shown + 1)
        gtk_list_box_append (list, create_more_row (sheet->events->len - n_shown));
      gtk_widget_set_visible (row, i < n_shown || sheet->events->len <= n_shown + 1);
      gtk_list_box_append (list, row);
    }
  return section;
}

static StemmaScene *
make_chart (double width, gpointer user_data)
{
  const StemmaModelSheet *sheet = user_data;
  GArray *weeks = sheet->stored->weeks;
  g_autofree StemmaChartPoint *points = g_new (StemmaChartPoint, weeks->len);
  for (guint i = 0; i < weeks->len; i++)
    {
      const StemmaModelWeek *week = &g_array_index (weeks, StemmaModelWeek, i);
      gboolean known
        = week->downloads != G_MAXUINT64 && stemma_stored_history_at (sheet->stored, week->snapshot) != NULL;
      points[i] = (StemmaChartPoint){ week->date, known ? (double) week->downloads : NAN };
    }
  StemmaChartFrame frame
    = { .title = _ ("Downloads in 30 days, by week"),
        .definition = _ ("As the Hub counts them; a gap is a week in which it was not listed or not "
                         "counted"),
        .width = width,
        .height = CHART_HEIGHT };
  StemmaChartSeries series
    = { .label = "", .role = STEMMA_ROLE_ACCENT, .points = points, .n_points = weeks->len };
  return stemma_chart_lines (&frame, &series, 1, TRUE, FALSE);
}

static void
unref_sheet (gpointer sheet)
{
  stemma_model_sheet_unref (sheet);
}

/** stemma_model_create_downloads: Returns: (transfer floating) (nullable): a chart of downloads, from two
 * weeks on */
GtkWidget *
stemma_model_create_downloads (StemmaModelSheet *sheet)
{
  guint n_known = 0;
  for (guint i = 0; i < sheet->stored->weeks->len; i++)
    n_known += g_array_index (sheet->stored->weeks, StemmaModelWeek, i).downloads != G_MAXUINT64;
  if (n_known < 2)
    return NULL;
  GtkWidget *chart = stemma_scene_view_new ();
  gtk_widget_add_css_class (chart, "card");
  stemma_scene_view_set_maker (STEMMA_SCENE_VIEW (chart), make_chart, stemma_model_sheet_ref (sheet),
                               unref_sheet);
  return chart;
}
