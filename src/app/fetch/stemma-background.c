/* Inside a sandbox the desktop starts Stemma by itself: the only code that knows the portals. */
#include "app/fetch/stemma-background.h"

#include <glib/gi18n.h>

#include "base/stemma-error.h"

#ifdef STEMMA_WITH_PORTAL
#include <libportal-gtk4/portal-gtk4.h>
#endif

/** stemma_background_is_sandboxed: Returns: whether the app runs in a sandbox, which hides systemd from it */
gboolean
stemma_background_is_sandboxed (void)
{
  return g_file_test ("/.flatpak-info", G_FILE_TEST_EXISTS);
}

#ifdef STEMMA_WITH_PORTAL
static void
on_answer (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  if (xdp_portal_request_background_finish (XDP_PORTAL (source), result, &error))
    g_task_return_boolean (task, TRUE);
  else if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_new_error (
      task, STEMMA_ERROR, STEMMA_ERROR_FAILED,
      _ ("The desktop does not let Stemma start by itself, so nothing is fetched while it does not "
         "run"));
}

/* The command line is started at login through D-Bus, without a window; the schedule is the app's own from
 * there. */
static void
request (GTask *task, GtkWindow *parent, gboolean wanted)
{
  g_autoptr (XdpPortal) portal = xdp_portal_new ();
  g_autoptr (GPtrArray) words = g_ptr_array_new_with_free_func (g_free);
  XdpParent *shown = parent != NULL ? xdp_parent_new_gtk (parent) : NULL;
  g_ptr_array_add (words, g_strdup ("stemma"));
  g_ptr_array_add (words, g_strdup ("--gapplication-service"));
  xdp_portal_request_background (
    portal, shown, (char *) _ ("Stemma fetches new snapshots of the Hub by your schedule."), words,
    wanted ? XDP_BACKGROUND_FLAG_AUTOSTART | XDP_BACKGROUND_FLAG_ACTIVATABLE : XDP_BACKGROUND_FLAG_NONE,
    g_task_get_cancellable (task), on_answer, g_object_ref (task));
  g_clear_pointer (&shown, xdp_parent_free);
}
#else
static void
request (GTask *task, GtkWindow *parent G_GNUC_UNUSED, gboolean wanted G_GNUC_UNUSED)
{
  g_task_return_new_error (
    task, STEMMA_ERROR, STEMMA_ERROR_FAILED,
    _ ("Stemma was built without libportal, so nothing is fetched while it does not run"));
}
#endif

/**
 * stemma_background_request_async:
 * @parent: (nullable): the window that asks
 * @wanted: whether the desktop is to start Stemma by itself
 * @cancellable: (nullable): to give up
 * @callback: called on the main thread
 * @user_data: for @callback
 *
 * Asks the Background portal, which may ask the user.
 */
void
stemma_background_request_async (GtkWindow *parent,
                                 gboolean wanted,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (parent, cancellable, callback, user_data);
  request (task, parent, wanted);
}

/** stemma_background_request_finish: Returns: whether the desktop agreed */
gboolean
stemma_background_request_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
