/* A systemd timer of the user's own that fetches while Stemma does not run. Written only when the user
 * chooses so. */
#include "app/fetch/stemma-timer-units.h"

#include <errno.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>

#include "base/stemma-error.h"

#define SERVICE "stemma-fetch.service"
#define TIMER "stemma-fetch.timer"

/** stemma_timer_units_free: @units: (nullable) (transfer full) */
void
stemma_timer_units_free (StemmaTimerUnits *units)
{
  if (units == NULL)
    return;
  g_free (units->program);
  g_free (units->store);
  g_free (units->endpoint);
  g_free (units);
}

/** stemma_timer_units_find_program: Returns: (transfer full) (nullable): the command line that belongs to
 * this program */
char *
stemma_timer_units_find_program (void)
{
  g_autofree char *self = g_file_read_link ("/proc/self/exe", NULL);
  g_autofree char *folder = self != NULL ? g_path_get_dirname (self) : NULL;
  const char *const places[] = { "stemma-cli", "../cli/stemma-cli" };
  for (guint i = 0; folder != NULL && i < G_N_ELEMENTS (places); i++)
    {
      g_autofree char *path = g_build_filename (folder, places[i], NULL);
      if (g_file_test (path, G_FILE_TEST_IS_EXECUTABLE))
        return g_canonicalize_filename (path, NULL);
    }
  return g_find_program_in_path ("stemma-cli");
}

static void
escape_byte (GString *text, guchar c)
{
  if (c == '"' || c == '\\')
    g_string_append_printf (text, "\\%c", c);
  else if (c == '%')
    g_string_append (text, "%%");
  else if (c < ' ' || c == 0x7f)
    g_string_append_printf (text, "\\x%02x", c);
  else
    g_string_append_c (text, (char) c);
}

/* Of the program's own name systemd replaces specifiers, but no variables. */
static char *
quote (const char *word, gboolean argument)
{
  g_autoptr (GString) text = g_string_new ("\"");
  for (const char *at = word; *at != '\0'; at++)
    {
      escape_byte (text, (guchar) *at);
      if (argument && *at == '$')
        g_string_append_c (text, '$');
    }
  g_string_append_c (text, '"');
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/** stemma_timer_units_escape: Returns: (transfer full): @word as one argument in a unit, whatever is in it */
char *
stemma_timer_units_escape (const char *word)
{
  return quote (word, TRUE);
}

/* NetworkManager says 1 for metered and 3 for what it takes to be so; where it is not there nothing is known.
 */
static const char not_metered[] = "ExecCondition=/bin/sh -c \"! busctl get-property "
                                  "org.freedesktop.NetworkManager /org/freedesktop/NetworkManager "
                                  "org.freedesktop.NetworkManager Metered 2>/dev/null | grep -q 'u [13]'\"\n";

/** stemma_timer_units_write_service: Returns: (transfer full): the unit that fetches once */
char *
stemma_timer_units_write_service (const StemmaTimerUnits *units)
{
  g_autofree char *program = quote (units->program, FALSE);
  g_autofree char *store = stemma_timer_units_escape (units->store);
  g_autofree char *address = units->endpoint != NULL ? stemma_timer_units_escape (units->endpoint) : NULL;
  g_autofree char *endpoint = address != NULL ? g_strdup_printf (" --endpoint %s", address) : g_strdup ("");
  return g_strdup_printf ("# Written by Stemma; its preferences take it away again.\n"
                          "[Unit]\nDescription=Fetch the Hub for Stemma\n\n"
                          "[Service]\nType=oneshot\n%sExecStart=%s --quiet --store %s fetch --share %u%s\n"
                          "Nice=10\nIOSchedulingClass=idle\n",
                          units->metered ? "" : not_metered, program, store, units->share, endpoint);
}

/** stemma_timer_units_write_timer: Returns: (transfer full): the unit that says when */
char *
stemma_timer_units_write_timer (const StemmaTimerUnits *units)
{
  return g_strdup_printf ("# Written by Stemma; its preferences take it away again.\n"
                          "[Unit]\nDescription=Fetch the Hub for Stemma by a schedule\n\n"
                          "[Timer]\nOnCalendar=%s\nPersistent=true\nRandomizedDelaySec=2h\n\n"
                          "[Install]\nWantedBy=timers.target\n",
                          units->schedule == STEMMA_SCHEDULE_DAILY ? "daily" : "weekly");
}

static char *
unit_path (const char *name)
{
  return g_build_filename (g_get_user_config_dir (), "systemd", "user", name, NULL);
}

/** stemma_timer_units_are_installed: Returns: whether the timer's file is there */
gboolean
stemma_timer_units_are_installed (void)
{
  g_autofree char *timer = unit_path (TIMER);
  return g_file_test (timer, G_FILE_TEST_EXISTS);
}

static gboolean
call_systemctl (const char *const *words, GCancellable *cancellable, GError **error)
{
  g_autofree char *said = NULL;
  g_autofree char *program = g_find_program_in_path ("systemctl");
  if (program == NULL)
    {
      g_set_error_literal (error, STEMMA_ERROR, STEMMA_ERROR_FAILED,
                           _ ("This system has no systemd, so nothing fetches while Stemma does not run"));
      return FALSE;
    }
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_strv_builder_add_many (builder, program, "--user", NULL);
  for (guint i = 0; words[i] != NULL; i++)
    g_strv_builder_add (builder, words[i]);
  g_auto (GStrv) argv = g_strv_builder_end (builder);
  g_autoptr (GSubprocess) process = g_subprocess_newv (
    (const char *const *) argv, G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_MERGE, error);
  if (process == NULL || !g_subprocess_communicate_utf8 (process, NULL, cancellable, &said, NULL, error))
    return FALSE;
  if (g_subprocess_get_successful (process))
    return TRUE;
  g_set_error (error, STEMMA_ERROR, STEMMA_ERROR_FAILED, _ ("systemd did not take the timer: %s"),
               said != NULL ? g_strstrip (said) : "");
  return FALSE;
}

static gboolean
write_unit (const char *name, const char *text, GError **error)
{
  g_autofree char *path = unit_path (name);
  g_autofree char *folder = g_path_get_dirname (path);
  if (g_mkdir_with_parents (folder, 0755) == 0)
    return g_file_set_contents_full (path, text, -1, G_FILE_SET_CONTENTS_CONSISTENT, 0644, error);
  g_set_error (error, STEMMA_ERROR, STEMMA_ERROR_FAILED, "%s: %s", folder, g_strerror (errno));
  return FALSE;
}

static void
remove_files (void)
{
  g_autofree char *service = unit_path (SERVICE);
  g_autofree char *timer = unit_path (TIMER);
  g_unlink (timer);
  g_unlink (service);
}

/**
 * stemma_timer_units_install:
 * @units: what to write
 * @cancellable: (nullable): to give up
 * @error: what went wrong; no unit is there then
 *
 * Writes both units into the user's own folder and has systemd take the timer up. Blocks.
 *
 * Returns: whether the timer runs
 */
gboolean
stemma_timer_units_install (const StemmaTimerUnits *units, GCancellable *cancellable, GError **error)
{
  static const char *const reload[] = { "daemon-reload", NULL };
  static const char *const enable[] = { "enable", "--now", TIMER, NULL };
  g_autofree char *service = stemma_timer_units_write_service (units);
  g_autofree char *timer = stemma_timer_units_write_timer (units);
  if (write_unit (SERVICE, service, error) && write_unit (TIMER, timer, error)
      && call_systemctl (reload, cancellable, error) && call_systemctl (enable, cancellable, error))
    return TRUE;
  remove_files ();
  return FALSE;
}

/**
 * stemma_timer_units_remove:
 * @cancellable: (nullable): to give up
 * @error: what systemd said; the files are gone all the same
 *
 * Stops the timer and takes both units away. Blocks. Without units nothing happens.
 *
 * Returns: whether systemd knows of it
 */
gboolean
stemma_timer_units_remove (GCancellable *cancellable, GError **error)
{
  static const char *const reload[] = { "daemon-reload", NULL };
  static const char *const disable[] = { "disable", "--now", TIMER, NULL };
  if (!stemma_timer_units_are_installed ())
    return TRUE;
  gboolean done = call_systemctl (disable, cancellable, error);
  remove_files ();
  return done && call_systemctl (reload, cancellable, error);
}
