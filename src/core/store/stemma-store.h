#pragma once

#include <gio/gio.h>

#include "base/stemma-date.h"
#include "record/stemma-record.h"

G_BEGIN_DECLS

typedef enum
{
  STEMMA_STORE_READ,   /* never written to */
  STEMMA_STORE_WRITE,  /* must exist */
  STEMMA_STORE_CREATE, /* made if it does not exist */
} StemmaStoreMode;

/**
 * StemmaStore:
 *
 * An open store: one writer thread with a queue, whose work is never cancelled, and one reader thread, whose work
 * is skipped once cancelled. Reference-counted; its functions may be called from any thread and wait for their answer,
 * so the main loop calls none of them.
 */
typedef struct _StemmaStore StemmaStore;
typedef struct _StemmaDb StemmaDb;

/** StemmaStoreTicket: a write that was queued and has to be waited for. */
typedef struct _StemmaStoreTicket StemmaStoreTicket;

/** StemmaStoreFunc: work on a connection, on that connection's thread. */
typedef gboolean (*StemmaStoreFunc) (StemmaDb *db, gpointer data, GCancellable *cancellable, GError **error);

StemmaStore *stemma_store_open (const char *path, StemmaStoreMode mode, GError **error);
StemmaStore *stemma_store_ref (StemmaStore *store);
void stemma_store_unref (StemmaStore *store);
const char *stemma_store_get_path (StemmaStore *store);
const guint8 *stemma_store_get_id (StemmaStore *store);
gboolean stemma_store_write (StemmaStore *store, StemmaStoreFunc func, gpointer data, GError **error);
StemmaStoreTicket *stemma_store_write_begin (StemmaStore *store, StemmaStoreFunc func, gpointer data);
gboolean stemma_store_write_finish (StemmaStore *store, StemmaStoreTicket *ticket, GError **error);
gboolean stemma_store_read (StemmaStore *store, StemmaStoreFunc func, gpointer data, GCancellable *cancellable,
                            GError **error);
void stemma_store_discard_if_new (StemmaStore *store);
char *stemma_store_set_aside (const char *path, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (StemmaStore, stemma_store_unref)

#define STEMMA_STORE_ID_SIZE 16

G_END_DECLS
