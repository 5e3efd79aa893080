#include "files/stemma-source.h"

#include "base/stemma-error.h"

#include <gio/gunixinputstream.h>
#include <glib/gi18n-lib.h>
#include <string.h>
#include <unistd.h>
#include <zlib.h>

#define INPUT_SIZE (256 * 1024)

/* GZlibDecompressor stops silently after the first member of a gzip file; `cat a.gz b.gz` has two. */
typedef enum
{
  PLAIN,
  MEMBER,    /* inside a gzip member */
  BETWEEN,   /* behind a member: another one, zeros, or the end */
} Packing;

struct _StemmaSource
{
  char *name;
  GInputStream *stream;
  guint64 done;
  guint64 total; /* 0: not known */
  gboolean at_end;
  Packing packing;
  z_stream inflater; /* its next_in and avail_in are what is left of input, packed or not */
  guint8 input[INPUT_SIZE];
};

/**
 * stemma_source_free:
 * @source: (nullable) (transfer full): a source
 */
void
stemma_source_free (StemmaSource *source)
{
  if (source == NULL)
    return;
  if (source->packing != PLAIN)
    inflateEnd (&source->inflater);
  g_clear_object (&source->stream);
  g_free (source->name);
  g_free (source);
}

/* What the system says becomes the user's own kind of error; an interruption stays one. */
static gboolean
fail_input (const StemmaSource *source, GError *cause, GError **error)
{
  if (g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_propagate_error (error, cause);
      return FALSE;
    }
  g_set_error (error, STEMMA_ERROR, STEMMA_ERROR_INPUT, _("%s cannot be read: %s"), source->name,
               cause->message);
  g_error_free (cause);
  return FALSE;
}

/* Adds to what is left of the input, whose rest is moved to the front. */
static gboolean
fill (StemmaSource *source, GCancellable *cancellable, GError **error)
{
  GError *cause = NULL;
  z_stream *z = &source->inflater;
  if (z->avail_in > 0)
    memmove (source->input, z->next_in, z->avail_in);
  z->next_in = source->input;
  gssize n = g_input_stream_read (source->stream, source->input + z->avail_in, INPUT_SIZE - z->avail_in,
                                  cancellable, &cause);
  if (n < 0)
    return fail_input (source, cause, error);
  source->at_end = n == 0;
  source->done += (guint64) n;
  z->avail_in += (uInt) n;
  return TRUE;
}

static gboolean
looks_packed (const StemmaSource *source)
{
  const z_stream *z = &source->inflater;
  return z->avail_in >= 2 && z->next_in[0] == 0x1f && z->next_in[1] == 0x8b;
}

static gboolean
begin (StemmaSource *source, GCancellable *cancellable, GError **error)
{
  while (source->inflater.avail_in < 2 && !source->at_end)
    if (!fill (source, cancellable, error))
      return FALSE;
  if (!looks_packed (source))
    return TRUE;
  if (inflateInit2 (&source->inflater, 16 + MAX_WBITS) != Z_OK)
    {
      g_set_error (error, STEMMA_ERROR, STEMMA_ERROR_FAILED, _("%s cannot be unpacked"), source->name);
      return FALSE;
    }
  source->packing = MEMBER;
  return TRUE;
}

static GInputStream *
open_stream (StemmaSource *source, const char *path, GCancellable *cancellable, GError **error)
{
  GError *cause = NULL;
  if (strcmp (path, "-") == 0)
    return g_unix_input_stream_new (STDIN_FILENO, FALSE);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFileInputStream) stream = g_file_read (file, cancellable, &cause);
  if (stream == NULL)
    {
      fail_input (source, cause, error);
      return NULL;
    }
  g_autoptr (GFileInfo) info
      = g_file_input_stream_query_info (stream, G_FILE_ATTRIBUTE_STANDARD_SIZE, cancellable, NULL);
  if (info != NULL)
    source->total = (guint64) MAX (0, g_file_info_get_size (info));
  return G_INPUT_STREAM (g_steal_pointer (&stream));
}

/**
 * stemma_source_open:
 * @path: a file's name, or "-" for standard input
 * @cancellable: (nullable): to interrupt
 * @error: return location: %STEMMA_ERROR_INPUT or %G_IO_ERROR_CANCELLED
 *
 * Returns: (transfer full): the bytes in @path, unpacked if they begin as gzip does, whatever the name says
 */
StemmaSource *
stemma_source_open (const char *path, GCancellable *cancellable, GError **error)
{
  g_autoptr (StemmaSource) source = g_new0 (StemmaSource, 1);
  source->inflater.next_in = source->input;
  source->name
      = strcmp (path, "-") == 0 ? g_strdup (_("standard input")) : g_filename_display_name (path);
  source->stream = open_stream (source, path, cancellable, error);
  if (source->stream == NULL || !begin (source, cancellable, error))
    return NULL;
  return g_steal_pointer (&source);
}

static gboolean
fail_packed (const StemmaSource *source, const char *what, GError **error)
{
  g_set_error (error, STEMMA_ERROR, STEMMA_ERROR_INPUT, _("%s is broken gzip: %s"), source->name, what);
  return FALSE;
}

/* Tapes and some tools pad with zeros; anything else behind the last member is not what was packed. */
static gboolean
pass_between (StemmaSource *source, GCancellable *cancellable, GError **error)
{
  z_stream *z = &source->inflater;
  while (z->avail_in < 2 && !source->at_end)
    if (!fill (source, cancellable, error))
      return FALSE;
  if (looks_packed (source))
    {
      inflateReset (z);
      source->packing = MEMBER;
      return TRUE;
    }
  while (z->avail_in > 0 && *z->next_in == 0)
    {
      z->next_in++;
      z->avail_in--;
    }
  return z->avail_in == 0 || fail_packed (source, _("something else follows the packed data"), error);
}

static gboolean
inflate_some (StemmaSource *source, GCancellable *cancellable, GError **error)
{
  z_stream *z = &source->inflater;
  if (z->avail_in == 0)
    {
      if (!fill (source, cancellable, error))
        return FALSE;
      if (source->at_end)
        return fail_packed (source, _("it is cut off"), error);
    }
  int result = inflate (z, Z_NO_FLUSH);
  if (result == Z_STREAM_END)
    source->packing = BETWEEN;
  else if (result != Z_OK && result != Z_BUF_ERROR)
    return fail_packed (source, z->msg != NULL ? z->msg : _("it cannot be unpacked"), error);
  return TRUE;
}

static gboolean
read_packed (StemmaSource *source, char *buffer, gsize size, gsize *n_read, GCancellable *cancellable,
             GError **error)
{
  z_stream *z = &source->inflater;
  z->next_out = (Bytef *) buffer;
  z->avail_out = (uInt) MIN (size, G_MAXINT);
  gsize wanted = z->avail_out;
  /* An empty member gives nothing and is not the end. */
  while (z->avail_out == wanted)
    {
      if (source->packing == BETWEEN)
        {
          if (!pass_between (source, cancellable, error))
            return FALSE;
          if (source->packing == BETWEEN && source->at_end)
            break;
        }
      else if (!inflate_some (source, cancellable, error))
        return FALSE;
    }
  *n_read = wanted - z->avail_out;
  return TRUE;
}

/**
 * stemma_source_read:
 * @source: a source
 * @buffer: (out caller-allocates): room
 * @size: bytes of room, more than 0
 * @n_read: (out): bytes read, fewer than @size at any time, 0 at the end only
 * @cancellable: (nullable): to interrupt, also while waiting for standard input
 * @error: return location: %STEMMA_ERROR_INPUT or %G_IO_ERROR_CANCELLED
 *
 * Returns: %FALSE on an error
 */
gboolean
stemma_source_read (StemmaSource *source, char *buffer, gsize size, gsize *n_read, GCancellable *cancellable,
                    GError **error)
{
  if (source->packing != PLAIN)
    return read_packed (source, buffer, size, n_read, cancellable, error);
  z_stream *z = &source->inflater;
  if (z->avail_in == 0 && !source->at_end && !fill (source, cancellable, error))
    return FALSE;
  gsize n = MIN (size, z->avail_in);
  memcpy (buffer, z->next_in, n);
  z->next_in += n;
  z->avail_in -= (uInt) n;
  *n_read = n;
  return TRUE;
}

/**
 * stemma_source_name:
 * @source: a source
 *
 * Returns: (transfer none): its name for a person
 */
const char *
stemma_source_name (const StemmaSource *source)
{
  return source->name;
}

/**
 * stemma_source_done:
 * @source: a source
 *
 * Returns: bytes read from the file so far, packed as they are
 */
guint64
stemma_source_done (const StemmaSource *source)
{
  return source->done;
}

/**
 * stemma_source_total:
 * @source: a source
 *
 * Returns: bytes of the file, 0 where that is not known
 */
guint64
stemma_source_total (const StemmaSource *source)
{
  return source->total;
}
