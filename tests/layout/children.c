#include "children.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* Reads the parent out of /proc/PID/stat: "PID (name) S PARENT ..."; the name may hold anything. */
static int
parent_of (const char *pid)
{
  g_autofree char *path = g_build_filename ("/proc", pid, "stat", NULL);
  g_autofree char *text = NULL;
  int parent = 0;
  if (!g_file_get_contents (path, &text, NULL, NULL))
    return 0;
  const char *end = strrchr (text, ')');
  return end != NULL && sscanf (end + 1, " %*c %d", &parent) == 1 ? parent : 0;
}

/* Counts the children of this process, dead ones that nobody reaped among them. */
guint
count_children (GPid *one)
{
  guint n = 0;
  g_autoptr (GDir) dir = g_dir_open ("/proc", 0, NULL);
  g_assert_nonnull (dir);
  for (const char *name = g_dir_read_name (dir); name != NULL; name = g_dir_read_name (dir))
    if (g_ascii_isdigit (name[0]) && parent_of (name) == getpid ())
      {
        n++;
        if (one != NULL)
          *one = (GPid) g_ascii_strtoll (name, NULL, 10);
      }
  return n;
}

guint
count_descriptors (void)
{
  guint n = 0;
  g_autoptr (GDir) dir = g_dir_open ("/proc/self/fd", 0, NULL);
  g_assert_nonnull (dir);
  while (g_dir_read_name (dir) != NULL)
    n++;
  return n;
}
