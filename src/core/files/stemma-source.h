#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/** StemmaSource: the bytes of a file or of standard input, unpacked where they are gzip. */
typedef struct _StemmaSource StemmaSource;

StemmaSource *stemma_source_open (const char *path, GCancellable *cancellable, GError **error);
void stemma_source_free (StemmaSource *source);
gboolean stemma_source_read (StemmaSource *source, char *buffer, gsize size, gsize *n_read,
                             GCancellable *cancellable, GError **error);
const char *stemma_source_name (const StemmaSource *source);
guint64 stemma_source_done (const StemmaSource *source);
guint64 stemma_source_total (const StemmaSource *source);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (StemmaSource, stemma_source_free)

G_END_DECLS
