#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/** StemmaLayoutTrouble: what can go wrong while talking to the helper. */
typedef enum
{
  STEMMA_LAYOUT_TROUBLE_NONE,
  STEMMA_LAYOUT_TROUBLE_DEADLINE,
  STEMMA_LAYOUT_TROUBLE_CANCELLED,
  STEMMA_LAYOUT_TROUBLE_CLOSED, /* the helper ended or hung up */
} StemmaLayoutTrouble;

/**
 * StemmaLayoutProcess:
 * @pid: of the child; 0 while none runs
 * @socket: its standard input and output
 */
typedef struct
{
  GPid pid;
  int socket;
} StemmaLayoutProcess;

/** StemmaLayoutPatience: how long to wait, and for whom to stop. */
typedef struct
{
  gint64 end; /* monotonic time, microseconds */
  GCancellable *cancellable;
} StemmaLayoutPatience;

gboolean stemma_layout_process_start (StemmaLayoutProcess *process, const char *path, GError **error);
gboolean stemma_layout_process_is_alive (StemmaLayoutProcess *process);
int stemma_layout_process_stop (StemmaLayoutProcess *process);
StemmaLayoutTrouble stemma_layout_process_write (StemmaLayoutProcess *process, gconstpointer data, gsize size,
                                                 const StemmaLayoutPatience *patience);
StemmaLayoutTrouble stemma_layout_process_read (StemmaLayoutProcess *process, gpointer data, gsize size,
                                                const StemmaLayoutPatience *patience);

G_END_DECLS
