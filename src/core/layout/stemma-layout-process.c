#include "layout/stemma-layout-process.h"
#include "base/stemma-error.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

/* Where a cancellable has no descriptor to wait on, it is looked at this often. */
#define SLICE_MS 10

/*
 * stemma_layout_process_start:
 * @process: (inout): not running
 * @path: of the helper
 * @error: STEMMA_ERROR_LAYOUT
 *
 * Starts the helper. It speaks over a socket, because writing to the pipe of a dead child would raise
 * SIGPIPE. It closes what else it inherits itself: so the child can be spawned without copying the page
 * tables of a big process.
 *
 * Returns: whether it runs
 */
gboolean
stemma_layout_process_start (StemmaLayoutProcess *process, const char *path, GError **error)
{
  int ends[2];
  g_autoptr (GError) cause = NULL;
  char *argv[] = { (char *) path, NULL };
  GSpawnFlags flags = G_SPAWN_DO_NOT_REAP_CHILD | G_SPAWN_LEAVE_DESCRIPTORS_OPEN | G_SPAWN_STDERR_TO_DEV_NULL;

  if (socketpair (AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0)
    {
      g_set_error (error, STEMMA_ERROR, STEMMA_ERROR_LAYOUT, _("Cannot start the layout helper: %s"),
                   g_strerror (errno));
      return FALSE;
    }
  g_auto (GStrv) environment = g_environ_setenv (g_get_environ (), "LC_ALL", "C", TRUE);
  gboolean started;
  started = g_spawn_async_with_pipes_and_fds (NULL, (const char *const *) argv,
                                              (const char *const *) environment, flags, NULL, NULL, ends[1],
                                              ends[1], -1, NULL, NULL, 0, &process->pid, NULL, NULL, NULL,
                                              &cause);
  close (ends[1]);
  process->socket = ends[0];
  if (started)
    return TRUE;
  close (ends[0]);
  process->pid = 0;
  g_set_error (error, STEMMA_ERROR, STEMMA_ERROR_LAYOUT,
               _("The layout helper does not start (%s). Install Stemma again, or set STEMMA_LAYOUT_HELPER "
                 "to the path of stemma-layout-helper"), cause->message);
  return FALSE;
}

/*
 * stemma_layout_process_is_alive:
 *
 * Returns: whether the helper runs; one that ended meanwhile is reaped
 */
gboolean
stemma_layout_process_is_alive (StemmaLayoutProcess *process)
{
  if (process->pid == 0)
    return FALSE;
  if (waitpid (process->pid, NULL, WNOHANG) == 0)
    return TRUE;
  close (process->socket);
  process->pid = 0;
  return FALSE;
}

/*
 * stemma_layout_process_stop:
 *
 * Kills the helper, in whatever it is doing, and reaps it. Nothing is lost: it keeps nothing.
 *
 * Returns: its wait status; one that had ended before keeps its own
 */
int
stemma_layout_process_stop (StemmaLayoutProcess *process)
{
  int status = 0;
  if (process->pid == 0)
    return 0;
  kill (process->pid, SIGKILL);
  while (waitpid (process->pid, &status, 0) < 0 && errno == EINTR)
    ;
  close (process->socket);
  process->pid = 0;
  return status;
}

/* Waits until the socket is ready. */
static StemmaLayoutTrouble
wait_for (StemmaLayoutProcess *process, GIOCondition condition, const StemmaLayoutPatience *patience,
          GPollFD *cancel)
{
  GPollFD fds[2] = { { process->socket, (gushort) condition, 0 } };
  gboolean sliced = patience->cancellable != NULL && cancel == NULL;
  if (cancel != NULL)
    fds[1] = *cancel;
  for (;;)
    {
      gint64 left = (patience->end - g_get_monotonic_time () + 999) / 1000;
      if (g_cancellable_is_cancelled (patience->cancellable))
        return STEMMA_LAYOUT_TROUBLE_CANCELLED;
      if (left <= 0)
        return STEMMA_LAYOUT_TROUBLE_DEADLINE;
      gint timeout = (gint) MIN (left, sliced ? SLICE_MS : G_MAXINT);
      if (g_poll (fds, cancel != NULL ? 2 : 1, timeout) > 0 && fds[0].revents != 0)
        return STEMMA_LAYOUT_TROUBLE_NONE;
    }
}

typedef ssize_t (*Transfer) (int socket, gpointer data, gsize size);

static ssize_t
send_some (int socket, gpointer data, gsize size)
{
  return send (socket, data, size, MSG_NOSIGNAL | MSG_DONTWAIT);
}

static ssize_t
receive_some (int socket, gpointer data, gsize size)
{
  return recv (socket, data, size, MSG_DONTWAIT);
}

static StemmaLayoutTrouble
transfer (StemmaLayoutProcess *process, Transfer move, GIOCondition condition, gpointer data, gsize size,
          const StemmaLayoutPatience *patience)
{
  GPollFD cancel;
  gboolean can_wait = g_cancellable_make_pollfd (patience->cancellable, &cancel);
  StemmaLayoutTrouble trouble = STEMMA_LAYOUT_TROUBLE_NONE;
  for (gsize done = 0; done < size && trouble == STEMMA_LAYOUT_TROUBLE_NONE;)
    {
      trouble = wait_for (process, condition, patience, can_wait ? &cancel : NULL);
      if (trouble != STEMMA_LAYOUT_TROUBLE_NONE)
        break;
      ssize_t n = move (process->socket, (char *) data + done, size - done);
      if (n > 0)
        done += (gsize) n;
      else if (n == 0 || (errno != EINTR && errno != EAGAIN))
        trouble = STEMMA_LAYOUT_TROUBLE_CLOSED;
    }
  if (can_wait)
    g_cancellable_release_fd (patience->cancellable);
  return trouble;
}

/*
 * stemma_layout_process_write:
 * @process: running
 * @data: what to send
 * @size: bytes
 * @patience: how long, and for whom to stop
 *
 * Returns: what went wrong; then the helper has to be stopped, for nobody knows how far it came
 */
StemmaLayoutTrouble
stemma_layout_process_write (StemmaLayoutProcess *process, gconstpointer data, gsize size,
                             const StemmaLayoutPatience *patience)
{
  return transfer (process, send_some, G_IO_OUT, (gpointer) data, size, patience);
}

/*
 * stemma_layout_process_read:
 * @process: running
 * @data: (out caller-allocates): what comes
 * @size: bytes: all of them are waited for
 * @patience: how long, and for whom to stop
 *
 * Returns: what went wrong, as in stemma_layout_process_write()
 */
StemmaLayoutTrouble
stemma_layout_process_read (StemmaLayoutProcess *process, gpointer data, gsize size,
                            const StemmaLayoutPatience *patience)
{
  return transfer (process, receive_some, G_IO_IN, data, size, patience);
}
