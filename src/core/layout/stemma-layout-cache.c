#include "layout/stemma-layout-cache.h"
#include "layout/stemma-layout-file.h"

#include <glib/gstdio.h>
#include <string.h>
#include <utime.h>

#define SUFFIX ".layout"

struct _StemmaLayoutCache
{
  GMutex mutex;
  GHashTable *by_key; /* key in the layout to link in @recent */
  GQueue *recent;     /* StemmaLayout, owned, the last used first */
  char *folder;       /* (nullable) */
};

static guint
hash_key (gconstpointer key)
{
  guint hash;
  memcpy (&hash, key, sizeof hash);
  return hash;
}

static gboolean
equal_keys (gconstpointer a, gconstpointer b)
{
  return memcmp (a, b, STEMMA_LAYOUT_KEY_SIZE) == 0;
}

/*
 * stemma_layout_cache_new:
 *
 * Returns: (transfer full): an empty cache, in memory alone
 */
StemmaLayoutCache *
stemma_layout_cache_new (void)
{
  StemmaLayoutCache *cache = g_new0 (StemmaLayoutCache, 1);
  g_mutex_init (&cache->mutex);
  cache->by_key = g_hash_table_new (hash_key, equal_keys);
  cache->recent = g_queue_new ();
  return cache;
}

static void
unref_layout (gpointer layout)
{
  stemma_layout_unref (layout);
}

/*
 * stemma_layout_cache_free:
 * @cache: (nullable) (transfer full): a cache; the files stay
 */
void
stemma_layout_cache_free (StemmaLayoutCache *cache)
{
  if (cache == NULL)
    return;
  g_hash_table_unref (cache->by_key);
  g_queue_free_full (cache->recent, unref_layout);
  g_mutex_clear (&cache->mutex);
  g_free (cache->folder);
  g_free (cache);
}

/*
 * stemma_layout_cache_set_dir:
 * @cache: a cache
 * @folder: (nullable): where files are kept; made when the first is written
 */
void
stemma_layout_cache_set_dir (StemmaLayoutCache *cache, const char *folder)
{
  g_mutex_lock (&cache->mutex);
  g_free (cache->folder);
  cache->folder = g_strdup (folder);
  g_mutex_unlock (&cache->mutex);
}

static char *
path_of (StemmaLayoutCache *cache, const guint8 *key)
{
  GString *name = g_string_new (NULL);
  for (guint i = 0; i < STEMMA_LAYOUT_KEY_SIZE; i++)
    g_string_append_printf (name, "%02x", key[i]);
  g_string_append (name, SUFFIX);
  char *path = g_build_filename (cache->folder, name->str, NULL);
  g_string_free (name, TRUE);
  return path;
}

/* Takes the reference. */
static void
remember (StemmaLayoutCache *cache, StemmaLayout *layout)
{
  const guint8 *key = stemma_layout_get_parts (layout)->key;
  GList *link = g_hash_table_lookup (cache->by_key, key);
  if (link != NULL)
    {
      g_hash_table_remove (cache->by_key, key);
      stemma_layout_unref (link->data);
      g_queue_delete_link (cache->recent, link);
    }
  g_queue_push_head (cache->recent, layout);
  g_hash_table_insert (cache->by_key, (gpointer) key, cache->recent->head);
  if (cache->recent->length > STEMMA_LAYOUT_CACHE_ENTRIES)
    {
      StemmaLayout *oldest = g_queue_pop_tail (cache->recent);
      g_hash_table_remove (cache->by_key, stemma_layout_get_parts (oldest)->key);
      stemma_layout_unref (oldest);
    }
}

typedef struct
{
  char *path;
  gint64 used;
} File;

static void
clear_file (gpointer data)
{
  File *file = data;
  g_free (file->path);
}

static gint
compare_files (gconstpointer a, gconstpointer b)
{
  const File *s = a, *t = b;
  if (s->used != t->used)
    return s->used < t->used ? -1 : 1;
  return strcmp (s->path, t->path);
}

static GArray *
list_files (const char *folder)
{
  GArray *files = g_array_new (FALSE, FALSE, sizeof (File));
  g_array_set_clear_func (files, clear_file);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;
  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      GStatBuf info;
      if (!g_str_has_suffix (name, SUFFIX))
        continue;
      File file = { g_build_filename (folder, name, NULL), 0 };
      if (g_stat (file.path, &info) == 0)
        file.used = (gint64) info.st_mtim.tv_sec * G_USEC_PER_SEC + info.st_mtim.tv_nsec / 1000;
      g_array_append_val (files, file);
    }
  return files;
}

/* Makes room for one more: away with those that were not used for longest. */
static void
make_room (const char *folder)
{
  g_autoptr (GArray) files = list_files (folder);
  if (files->len < STEMMA_LAYOUT_CACHE_FILES)
    return;
  g_array_sort (files, compare_files);
  for (guint i = 0; i + STEMMA_LAYOUT_CACHE_FILES < files->len + 1; i++)
    g_unlink (g_array_index (files, File, i).path);
}

/* A cache that cannot be written costs time, not a picture. */
static void
save (StemmaLayoutCache *cache, const StemmaLayout *layout)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = path_of (cache, stemma_layout_get_parts (layout)->key);
  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    make_room (cache->folder);
  if (g_mkdir_with_parents (cache->folder, 0700) != 0 || !stemma_layout_file_write (path, layout, &error))
    g_debug ("No layout is kept in %s: %s", cache->folder, error != NULL ? error->message : "no such folder");
}

static StemmaLayout *
load (StemmaLayoutCache *cache, const guint8 *key, const StemmaLayoutRequest *request)
{
  if (cache->folder == NULL)
    return NULL;
  g_autofree char *path = path_of (cache, key);
  StemmaLayout *layout = stemma_layout_file_read (path, key, request);
  if (layout == NULL)
    return NULL;
  utime (path, NULL);
  remember (cache, stemma_layout_ref (layout));
  return layout;
}

/*
 * stemma_layout_cache_find:
 * @cache: a cache
 * @key: stemma_layout_request_hash() of the request
 * @request: what is to be laid out
 *
 * Returns: (transfer full) (nullable): the layout if it is kept; a damaged file is as good as none
 */
StemmaLayout *
stemma_layout_cache_find (StemmaLayoutCache *cache, const guint8 key[STEMMA_LAYOUT_KEY_SIZE],
                          const StemmaLayoutRequest *request)
{
  StemmaLayout *layout = NULL;
  g_mutex_lock (&cache->mutex);
  GList *link = g_hash_table_lookup (cache->by_key, key);
  if (link != NULL)
    {
      layout = stemma_layout_ref (link->data);
      g_queue_unlink (cache->recent, link);
      g_queue_push_head_link (cache->recent, link);
    }
  else
    layout = load (cache, key, request);
  g_mutex_unlock (&cache->mutex);
  return layout;
}

/*
 * stemma_layout_cache_add:
 * @cache: a cache
 * @layout: what to keep
 */
void
stemma_layout_cache_add (StemmaLayoutCache *cache, StemmaLayout *layout)
{
  g_mutex_lock (&cache->mutex);
  remember (cache, stemma_layout_ref (layout));
  if (cache->folder != NULL)
    save (cache, layout);
  g_mutex_unlock (&cache->mutex);
}
