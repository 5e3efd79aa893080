/* Where the Hub is, with which token it is asked, and how often. */
#include <glib/gi18n.h>
#include <string.h>

#include "app/fetch/stemma-fetch-settings.h"
#include "app/fetch/stemma-preferences.h"
#include "app/fetch/stemma-schedule.h"
#include "app/fetch/stemma-secret.h"
#include "app/stemma-application.h"

/* Kept with the group's box; goes with the window. */
typedef struct
{
  AdwPreferencesGroup *group;
  AdwActionRow *endpoint_row, *token_row, *share_row;
  GtkEditable *endpoint;
  GtkEditable *token;
  GtkButton *button;
  StemmaTokenSource source;
  GCancellable *cancellable;
} Hub;

/* What a thread does with the secret store. */
typedef struct
{
  Hub *hub;
  StemmaFetchSettings *settings;
  gboolean change;
  char *token; /* (nullable): to keep; %NULL to forget */
  StemmaTokenSource source;
} Work;

static void
hub_free (gpointer data)
{
  Hub *hub = data;
  g_cancellable_cancel (hub->cancellable);
  g_object_unref (hub->cancellable);
  g_free (hub);
}

static void
work_free (gpointer data)
{
  Work *work = data;
  stemma_fetch_settings_free (work->settings);
  if (work->token != NULL)
    explicit_bzero (work->token, strlen (work->token));
  g_free (work->token);
  g_free (work);
}

static void
say_endpoint (Hub *hub)
{
  const char *variable = stemma_fetch_settings_endpoint_variable ();
  g_autoptr (StemmaFetchSettings) settings = stemma_fetch_settings_read (stemma_application_get_settings ());
  g_autofree char *endpoint = stemma_fetch_settings_get_endpoint (settings);
  g_autofree char *text = variable != NULL
                            ? g_strdup_printf (_ ("%s, because the variable %s says so"), endpoint, variable)
                          : settings->endpoint != NULL ? g_strdup_printf (_ ("%s, as set here"), endpoint)
                                                       : g_strdup_printf (_ ("%s, the Hub itself"), endpoint);
  gtk_widget_set_sensitive (GTK_WIDGET (hub->endpoint_row), variable == NULL);
  stemma_preferences_say (hub->endpoint_row, text);
}

static char *
describe_token (StemmaTokenSource source)
{
  switch (source)
    {
    case STEMMA_TOKEN_ENVIRONMENT:
      return g_strdup_printf (_ ("That of the variable %s is used; it is not copied"),
                              stemma_fetch_settings_token_variable ());
    case STEMMA_TOKEN_SECRET:
      return g_strdup (_ ("Kept in the secret store of the desktop, for this address only"));
    case STEMMA_TOKEN_FILE:
      return g_strdup (
        _ ("That in the file of the Hub’s own tools is used; it is not copied. One that is kept here comes "
           "first"));
    case STEMMA_TOKEN_UNUSABLE:
      return g_strdup (_ ("There is one in the file of the Hub’s own tools, but it cannot be read or used"));
    default:
      return g_strdup (_ ("None: public models need none, but the Hub answers twice as often with one"));
    }
}

static void
say_token (Hub *hub)
{
  g_autofree char *text = describe_token (hub->source);
  gboolean kept = hub->source == STEMMA_TOKEN_SECRET;
  gtk_widget_set_sensitive (GTK_WIDGET (hub->token_row), hub->source != STEMMA_TOKEN_ENVIRONMENT);
  gtk_widget_set_visible (GTK_WIDGET (hub->token), !kept);
  gtk_button_set_label (hub->button, kept ? _ ("Remove") : _ ("Keep"));
  gtk_widget_set_sensitive (GTK_WIDGET (hub->button), kept || gtk_editable_get_text (hub->token)[0] != '\0');
  stemma_preferences_say (hub->token_row, text);
}

static void
say_share (Hub *hub)
{
  int share = g_settings_get_int (stemma_application_get_settings (), "hub-share");
  guint quota = hub->source == STEMMA_TOKEN_NONE || hub->source == STEMMA_TOKEN_UNUSABLE
                  ? STEMMA_QUOTA_ANONYMOUS
                  : STEMMA_QUOTA_TOKEN;
  g_autofree char *length = stemma_schedule_describe_length (0, share / 100.0, quota);
  g_autofree char *text
    = g_strdup_printf (_ ("Percent of the requests that the Hub allows: all of it takes about %s. What "
                          "else asks the Hub from here needs the rest"),
                       length);
  stemma_preferences_say (hub->share_row, text);
}

static void
work_in_thread (GTask *task, gpointer source G_GNUC_UNUSED, gpointer data, GCancellable *cancellable)
{
  Work *work = data;
  GError *error = NULL;
  g_autofree char *endpoint = stemma_fetch_settings_get_endpoint (work->settings);
  gboolean done = !work->change
                  || (work->token != NULL ? stemma_secret_store (endpoint, work->token, cancellable, &error)
                                          : stemma_secret_clear (endpoint, cancellable, &error));
  work->source = stemma_fetch_settings_find_token (work->settings, cancellable);
  if (done)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
on_worked (GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer user_data G_GNUC_UNUSED)
{
  g_autoptr (GError) error = NULL;
  Work *work = g_task_get_task_data (G_TASK (result));
  if (!g_task_propagate_boolean (G_TASK (result), &error)
      && g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  work->hub->source = work->source;
  if (work->change && error == NULL)
    gtk_editable_set_text (work->hub->token, "");
  say_token (work->hub);
  say_share (work->hub);
  if (error == NULL)
    return;
  /* It has to be read in peace: a toast is too short for it. */
  stemma_preferences_say (work->hub->token_row, error->message);
}

/* Asks where the token comes from, after having kept or forgotten one if that is wanted. */
static void
ask (Hub *hub, gboolean change, const char *token)
{
  Work *work = g_new0 (Work, 1);
  work->hub = hub;
  work->settings = stemma_fetch_settings_read (stemma_application_get_settings ());
  work->change = change;
  work->token = g_strdup (token);
  gtk_widget_set_sensitive (GTK_WIDGET (hub->button), FALSE);
  g_autoptr (GTask) task = g_task_new (hub->group, hub->cancellable, on_worked, NULL);
  g_task_set_task_data (task, work, work_free);
  g_task_run_in_thread (task, work_in_thread);
}

static void
on_token (Hub *hub)
{
  g_autoptr (GError) error = NULL;
  const char *token = gtk_editable_get_text (hub->token);
  if (hub->source == STEMMA_TOKEN_SECRET)
    ask (hub, TRUE, NULL);
  else if (stemma_hub_token_check (token, _ ("the entry"), &error))
    ask (hub, TRUE, token);
  else
    stemma_preferences_say (hub->token_row, error->message);
}

static const char *
no_environment (const char *name G_GNUC_UNUSED, gpointer user_data G_GNUC_UNUSED)
{
  return NULL;
}

static void
on_endpoint (Hub *hub)
{
  g_autoptr (GError) error = NULL;
  GSettings *settings = stemma_application_get_settings ();
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (hub->endpoint)));
  g_autofree char *before = g_settings_get_string (settings, "hub-endpoint");
  g_autoptr (StemmaHubOptions) options = stemma_hub_options_new (text, NULL, no_environment, NULL, &error);
  if (options == NULL)
    {
      gtk_widget_add_css_class (GTK_WIDGET (hub->endpoint), "error");
      stemma_preferences_say (hub->endpoint_row, error->message);
      return;
    }
  gtk_widget_remove_css_class (GTK_WIDGET (hub->endpoint), "error");
  if (!g_str_equal (text, before))
    g_settings_set_string (settings, "hub-endpoint", text);
  say_endpoint (hub);
  ask (hub, FALSE, NULL);
}

static void
add_endpoint (Hub *hub)
{
  GtkWidget *entry = gtk_entry_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();
  g_autofree char *endpoint = g_settings_get_string (stemma_application_get_settings (), "hub-endpoint");
  hub->endpoint = GTK_EDITABLE (entry);
  gtk_widget_set_name (entry, "hub-endpoint");
  gtk_editable_set_text (hub->endpoint, endpoint);
  gtk_editable_set_width_chars (hub->endpoint, 22);
  gtk_entry_set_placeholder_text (GTK_ENTRY (entry), STEMMA_HUB_ENDPOINT);
  hub->endpoint_row = stemma_preferences_add_row (hub->group, _ ("Address of the Hub"), entry);
  g_signal_connect_swapped (entry, "activate", G_CALLBACK (on_endpoint), hub);
  g_signal_connect_swapped (focus, "leave", G_CALLBACK (on_endpoint), hub);
  gtk_widget_add_controller (entry, focus);
}

static void
add_token (Hub *hub)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *entry = gtk_password_entry_new ();
  GtkWidget *button = gtk_button_new ();
  hub->token = GTK_EDITABLE (entry);
  hub->button = GTK_BUTTON (button);
  gtk_widget_set_name (entry, "hub-token");
  gtk_widget_set_name (button, "hub-token-button");
  gtk_editable_set_width_chars (hub->token, 16);
  g_object_set (entry, "placeholder-text", "hf_…", NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Token of the Hub"), -1);
  gtk_box_append (GTK_BOX (box), entry);
  gtk_box_append (GTK_BOX (box), button);
  hub->token_row = stemma_preferences_add_row (hub->group, _ ("Token"), box);
  adw_action_row_set_activatable_widget (hub->token_row, NULL);
  g_signal_connect_swapped (entry, "activate", G_CALLBACK (on_token), hub);
  g_signal_connect_swapped (entry, "changed", G_CALLBACK (say_token), hub);
  g_signal_connect_swapped (button, "clicked", G_CALLBACK (on_token), hub);
}

/** stemma_preferences_add_hub: adds to @page what is chosen about the Hub */
void
stemma_preferences_add_hub (AdwPreferencesPage *page)
{
  Hub *hub = g_new0 (Hub, 1);
  GSettings *settings = stemma_application_get_settings ();
  GtkWidget *share = gtk_spin_button_new_with_range (5, 100, 5);
  hub->group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  hub->cancellable = g_cancellable_new ();
  g_object_set_data_full (G_OBJECT (hub->group), "hub", hub, hub_free);
  adw_preferences_group_set_title (hub->group, _ ("The Hub"));
  add_endpoint (hub);
  add_token (hub);
  gtk_widget_set_name (share, "hub-share");
  hub->share_row = stemma_preferences_add_row (hub->group, _ ("Share of the limit"), share);
  g_settings_bind (settings, "hub-share", share, "value", G_SETTINGS_BIND_DEFAULT);
  g_signal_connect_swapped (share, "value-changed", G_CALLBACK (say_share), hub);
  adw_preferences_page_add (page, hub->group);
  say_endpoint (hub);
  say_token (hub);
  say_share (hub);
  ask (hub, FALSE, NULL);
}
