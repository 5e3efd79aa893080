#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * StemmaNames:
 *
 * Every name that a store has ever met, model or declared parent, by its id; ids count from 0 and names are only ever
 * appended, so all snapshots of a store share one. Reference-counted. While names are being added it belongs to one
 * thread; after stemma_names_seal() it is read by any.
 */
typedef struct _StemmaNames StemmaNames;

StemmaNames *stemma_names_new (void);
StemmaNames *stemma_names_ref (StemmaNames *names);
void stemma_names_unref (StemmaNames *names);
guint32 stemma_names_append (StemmaNames *names, const char *text);
void stemma_names_seal (StemmaNames *names);
const char *stemma_names_get (const StemmaNames *names, guint32 id);
guint32 stemma_names_get_count (const StemmaNames *names);

gboolean stemma_names_save (const StemmaNames *names, const char *path, GError **error);
StemmaNames *stemma_names_open (const char *path, guint32 min_count, GError **error);
gboolean stemma_names_verify (const StemmaNames *names, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (StemmaNames, stemma_names_unref)

G_END_DECLS
