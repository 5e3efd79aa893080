#include "fuzz.h"

#include "base/stemma-error.h"
#include "files/stemma-reader.h"

#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

const char *const fuzz_seeds[] = {
  "Model ID,Type,Base Model\na/b,finetune,c/d\nc/d,,\ne/f,merge,\"a/b, c/d\"\n",
  "\xef\xbb\xbfModel ID,Type,Base Model\r\n\"a\"\"b\",merge,\" ,x,,x\"\r\n\r\n,,\r\n",
  "parent,child,relation\na,b,merge\na,b,finetune\nb,b,x\n,b,\n",
  "weight,source,target,edge\n1,\"a\nb\",c,quantized\n",
  "[{\"id\":\"a/b\"},{\"id\":\"c/d\",\"tags\":[\"base_model:merge:a/b\"]},null]",
  "{\"id\":\"a/b\"}\n{\"id\":\"c/d\",\"x\":\"\\\"]}\"}\n\n{}\n",
  "[]",
  "[[[[[[[[",
  "\x1f\x8b\x08\x01\x02\x03\x04\x05\x06\x07\x08\x09",
  "",
  NULL,
};

const char *const fuzz_words[] = {
  "\"",
  "\"\"",
  ",",
  "\n",
  "\r\n",
  "\r",
  "Model ID,Type,Base Model",
  "parent,child,relation",
  "merge",
  "finetune",
  "{",
  "}",
  "[",
  "]",
  ":",
  "\"id\":",
  "\\",
  "\\\"",
  "null",
  "\xef\xbb\xbf",
  "\x1f\x8b\x08",
  "\xff",
  "\xed\xa0\x80",
  " ",
  "\t",
  NULL,
};

static gboolean
check_record (const StemmaRecord *record, guint64 line, gpointer user_data G_GNUC_UNUSED,
              GError **error G_GNUC_UNUSED)
{
  g_assert_true (line > 0 && *record->name != '\0' && g_utf8_validate (record->name, -1, NULL));
  for (guint i = 0; i < record->n_edges; i++)
    {
      const char *parent = record->edges[i].parent;
      g_assert_true (*parent != '\0' && g_utf8_validate (parent, -1, NULL));
      g_assert_false (g_ascii_isspace (parent[0]) || g_ascii_isspace (parent[strlen (parent) - 1]));
    }
  return TRUE;
}

static gboolean
check_edge (const char *parent, const char *child, StemmaRelation relation, const char *word, guint64 line,
            gpointer user_data G_GNUC_UNUSED, GError **error G_GNUC_UNUSED)
{
  g_assert_true (line > 1 && *parent != '\0' && *child != '\0' && relation < STEMMA_N_RELATIONS);
  g_assert_true (g_utf8_validate (parent, -1, NULL) && g_utf8_validate (child, -1, NULL));
  g_assert_true (word == NULL || relation == STEMMA_RELATION_OTHER);
  return TRUE;
}

static void
check_finding (const char *id, const char *kind, const char *text, gpointer user_data G_GNUC_UNUSED)
{
  g_assert_true (g_utf8_validate (id, -1, NULL) && g_utf8_validate (text, -1, NULL) && *kind != '\0');
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  static int fd = -1;
  static char path[64];
  if (fd < 0)
    {
      fd = memfd_create ("fuzz", MFD_CLOEXEC);
      g_assert_cmpint (fd, >=, 0);
      g_snprintf (path, sizeof path, "/proc/self/fd/%d", fd);
    }
  g_assert_cmpint (ftruncate (fd, 0), ==, 0);
  if (size > 0)
    g_assert_cmpint (pwrite (fd, data, size, 0), ==, (gssize) size);

  StemmaReaderHandler handler = { .record = check_record, .edge = check_edge, .finding = check_finding };
  g_autoptr (GError) error = NULL;
  if (!stemma_reader_read (path, &handler, NULL, NULL, NULL, &error))
    {
      g_assert_error (error, STEMMA_ERROR, STEMMA_ERROR_INPUT);
      g_assert_true (g_utf8_validate (error->message, -1, NULL));
    }
  return 0;
}
