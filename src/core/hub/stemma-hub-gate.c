#include "hub/stemma-hub-private.h"

void
stemma_hub_gate_init (StemmaHubGate *gate)
{
  g_mutex_init (&gate->lock);
  g_cond_init (&gate->cond);
}

void
stemma_hub_gate_clear (StemmaHubGate *gate)
{
  g_mutex_clear (&gate->lock);
  g_cond_clear (&gate->cond);
}

static void
wake (GCancellable *cancellable, gpointer user_data)
{
  (void) cancellable;
  StemmaHubGate *gate = user_data;
  g_mutex_lock (&gate->lock);
  g_cond_broadcast (&gate->cond);
  g_mutex_unlock (&gate->lock);
}

/**
 * stemma_hub_gate_pass:
 * @gate: a gate
 * @take: called under the lock, again after every stemma_hub_gate_close(): takes what it is after, or tells
 * that it is not there yet
 * @user_data: for @take
 * @cancellable: (nullable): ends the wait
 * @error: G_IO_ERROR_CANCELLED
 *
 * Returns: whether @take took it
 */
gboolean
stemma_hub_gate_pass (StemmaHubGate *gate, StemmaHubGateFunc take, gpointer user_data,
                      GCancellable *cancellable, GError **error)
{
  /* Connecting may call at once, and disconnecting waits for the call: neither may be done under the lock. */
  gulong handler = cancellable != NULL ? g_cancellable_connect (cancellable, G_CALLBACK (wake), gate, NULL)
                                       : 0;
  gboolean taken = FALSE;
  g_mutex_lock (&gate->lock);
  while (!g_cancellable_is_cancelled (cancellable) && !(taken = take (user_data)))
    g_cond_wait (&gate->cond, &gate->lock);
  g_mutex_unlock (&gate->lock);
  if (handler != 0)
    g_cancellable_disconnect (cancellable, handler);
  return taken || !g_cancellable_set_error_if_cancelled (cancellable, error);
}

/** stemma_hub_gate_open: takes the lock, to change what @take looks at. */
void
stemma_hub_gate_open (StemmaHubGate *gate)
{
  g_mutex_lock (&gate->lock);
}

/** stemma_hub_gate_close: gives the lock back and has all who wait look again. */
void
stemma_hub_gate_close (StemmaHubGate *gate)
{
  g_cond_broadcast (&gate->cond);
  g_mutex_unlock (&gate->lock);
}
