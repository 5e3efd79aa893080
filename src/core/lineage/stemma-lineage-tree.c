#include "lineage/stemma-subgraph.h"

#include <glib/gi18n-lib.h>

/* Of the children of one model so many are listed where not everything fits. */
#define FAN 12
/* Deeper steps are indented no further. */
#define DEEPEST 40

/* The family as a tree: everybody hangs on whom they were first reached from. */
typedef struct
{
  const StemmaFamily *family;
  GString *text;
  guint32 *start; /* of every member: its first child in children; one more at the end */
  guint32 *child; /* members, the best first */
  guint32 *size;  /* of every member: itself and all below it */
  guint8 *chosen; /* of every member: it is listed */
} Tree;

static gint
compare_best (gconstpointer a, gconstpointer b, gpointer user_data)
{
  const StemmaFamily *family = user_data;
  return stemma_family_compare_best (family, stemma_family_node (family, *(const guint32 *) a),
                                     stemma_family_node (family, *(const guint32 *) b));
}

static void
tree_init (Tree *tree, const StemmaFamily *family, GString *text)
{
  guint32 n = family->n_members;
  *tree = (Tree){
    family, text, g_new0 (guint32, n + 1), g_new (guint32, n), g_new (guint32, n), g_new0 (guint8, n)
  };
  for (guint32 member = 0; member < n; member++)
    tree->size[member] = 1;
  for (guint32 member = n; member-- > 1;)
    {
      tree->size[family->origin[member]] += tree->size[member];
      tree->start[family->origin[member] + 1]++;
    }
  for (guint32 member = 0; member < n; member++)
    tree->start[member + 1] += tree->start[member];
  g_autofree guint32 *fill = g_memdup2 (tree->start, n * sizeof *fill);
  for (guint32 member = 1; member < n; member++)
    tree->child[fill[family->origin[member]]++] = member;
  for (guint32 member = 0; member < n; member++)
    g_qsort_with_data (tree->child + tree->start[member],
                       (gint) (tree->start[member + 1] - tree->start[member]), sizeof *tree->child,
                       compare_best, (gpointer) family);
}

static void
tree_clear (Tree *tree)
{
  g_free (tree->start);
  g_free (tree->child);
  g_free (tree->size);
  g_free (tree->chosen);
}

/* Nearest first, the best of every fan, until there are @max of one side. */
static void
choose (Tree *tree, StemmaSide side, guint32 max, const StemmaView *view)
{
  const StemmaFamily *family = tree->family;
  guint32 n_side = side == STEMMA_SIDE_ANCESTOR ? family->n_ancestors : family->n_descendants, left = max;
  StemmaDirection direction = side == STEMMA_SIDE_ANCESTOR ? STEMMA_UP : STEMMA_DOWN;
  for (guint32 member = 0; member < family->n_members && left > 0; member++)
    {
      guint32 listed = 0;
      if (member > 0 && !tree->chosen[member])
        continue;
      for (guint32 c = tree->start[member]; c < tree->start[member + 1] && left > 0; c++)
        {
          guint32 child = tree->child[c];
          if (stemma_family_side (family, child) != side
              || stemma_family_distance (family, child) > stemma_view_get_depth (view, direction)
              || (n_side > max && listed >= FAN))
            continue;
          tree->chosen[child] = 1;
          listed++;
          left--;
        }
    }
}

/* Names come from anywhere: nothing in them may steer a terminal. */
static void
append_clean (GString *text, const char *name)
{
  for (const char *at = name; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar letter = g_utf8_get_char (at);
      gboolean steers = g_unichar_iscntrl (letter) || g_unichar_type (letter) == G_UNICODE_FORMAT
                        || g_unichar_type (letter) == G_UNICODE_LINE_SEPARATOR
                        || g_unichar_type (letter) == G_UNICODE_PARAGRAPH_SEPARATOR;
      g_string_append_unichar (text, steers ? 0xFFFD : letter);
    }
}

static guint32
count_parents (const StemmaGraph *graph, StemmaNode node)
{
  guint32 n = 0;
  for (guint32 e = graph->parent_start[node]; e < graph->parent_start[node + 1]; e++)
    n += graph->parent[e] != node;
  return n;
}

static void
append_member (Tree *tree, guint32 member, guint depth)
{
  const StemmaFamily *family = tree->family;
  StemmaNode node = stemma_family_node (family, member);
  guint8 flags = family->graph->flags[node];
  guint32 n_parents = count_parents (family->graph, node);
  g_string_append_printf (tree->text, "%*s", (int) (2 * MIN (depth, DEEPEST)), "");
  if (member > 0)
    g_string_append_printf (tree->text, "%c ",
                            stemma_relation_letter (stemma_family_relation (family, member)));
  append_clean (tree->text, stemma_snapshot_get_node_name (family->snapshot, node));
  if (flags & STEMMA_NODE_GHOST)
    g_string_append_printf (tree->text, "  (%s)", _ ("not listed"));
  if (flags & STEMMA_NODE_ROOT)
    g_string_append_printf (tree->text, "  (%s)", _ ("root"));
  if (flags & STEMMA_NODE_SELF_LOOP)
    g_string_append_printf (tree->text, "  (%s)", _ ("declares itself"));
  if (flags & STEMMA_NODE_IN_CYCLE)
    g_string_append_printf (tree->text, "  (%s)", _ ("in a cycle"));
  if (n_parents > 1)
    g_string_append_printf (
        tree->text, g_dngettext (GETTEXT_PACKAGE, "  (%u parent)", "  (%u parents)", n_parents), n_parents);
  g_string_append_c (tree->text, '\n');
}

static void
append_left_out (Tree *tree, guint32 member, StemmaSide side, guint depth)
{
  guint32 left = 0;
  for (guint32 c = tree->start[member]; c < tree->start[member + 1]; c++)
    if (!tree->chosen[tree->child[c]]
        && (member > 0 || stemma_family_side (tree->family, tree->child[c]) == side))
      left += tree->size[tree->child[c]];
  if (left == 0)
    return;
  g_string_append_printf (tree->text, "%*s", (int) (2 * MIN (depth, DEEPEST)), "");
  g_string_append_printf (tree->text, g_dngettext (GETTEXT_PACKAGE, "… %u more", "… %u more", left), left);
  g_string_append_c (tree->text, '\n');
}

typedef struct
{
  guint32 member;
  guint32 next; /* into children */
} Step;

/* Lists what was chosen of one side, in depth, without recursion. */
static void
append_side (Tree *tree, StemmaSide side)
{
  g_autoptr (GArray) stack = g_array_new (FALSE, FALSE, sizeof (Step));
  Step step = { 0, 0 };
  g_array_append_val (stack, step);
  while (stack->len > 0)
    {
      Step *top = &g_array_index (stack, Step, stack->len - 1);
      if (top->next == tree->start[top->member + 1])
        {
          append_left_out (tree, top->member, side, stack->len);
          g_array_set_size (stack, stack->len - 1);
          continue;
        }
      guint32 child = tree->child[top->next++];
      if (!tree->chosen[child] || stemma_family_side (tree->family, child) != side)
        continue;
      append_member (tree, child, stack->len);
      step = (Step){ child, tree->start[child] };
      g_array_append_val (stack, step);
    }
}

static guint32
lines_for (guint32 wanted, guint32 room)
{
  return wanted <= room ? wanted : room / 2;
}

static void
append_family (GString *text, const StemmaFamily *family, const StemmaView *view, guint max_lines)
{
  guint32 n_up = family->n_ancestors, n_down = family->n_descendants;
  Tree tree;
  tree_init (&tree, family, text);
  guint32 up = lines_for (n_up, n_down == 0 ? max_lines : MAX (max_lines / 3, 1));
  choose (&tree, STEMMA_SIDE_ANCESTOR, up, view);
  choose (&tree, STEMMA_SIDE_DESCENDANT, lines_for (n_down, max_lines - MIN (max_lines, 2 * up)), view);
  append_member (&tree, 0, 0);
  if (n_up > 0)
    {
      g_string_append_printf (
          text, g_dngettext (GETTEXT_PACKAGE, "comes from %u model", "comes from %u models", n_up), n_up);
      g_string_append_c (text, '\n');
      append_side (&tree, STEMMA_SIDE_ANCESTOR);
    }
  if (n_down > 0)
    {
      g_string_append_printf (
          text, g_dngettext (GETTEXT_PACKAGE, "%u model hangs on it", "%u models hang on it", n_down),
          n_down);
      g_string_append_c (text, '\n');
      append_side (&tree, STEMMA_SIDE_DESCENDANT);
    }
  tree_clear (&tree);
}

/**
 * stemma_lineage_tree_text:
 * @snapshot: a snapshot
 * @view: whose focus, depth, hidden models and filters count
 * @max_lines: how many lines there may be, about; the nearest and the most downloaded models are listed
 * @error: return location; %STEMMA_ERROR_NOT_FOUND
 *
 * Writes the family for a terminal: ancestors, then descendants, indented by step from the focus, each with
 * the letter of its relation. Everybody stands once, below whom they are first reached from; what is left out
 * is said where it would stand.
 *
 * Returns: (transfer full) (nullable): UTF-8 that ends with a line feed, or %NULL with @error set
 */
char *
stemma_lineage_tree_text (StemmaSnapshot *snapshot, StemmaView *view, guint max_lines, GError **error)
{
  StemmaNode node;
  StemmaRow row;
  if (!stemma_lineage_find_focus (snapshot, view, &node, &row, error))
    return NULL;
  GString *text = g_string_new (NULL);
  if (node == STEMMA_NONE)
    {
      append_clean (text, stemma_snapshot_get_row_name (snapshot, row));
      g_string_append_printf (text, "  (%s)\n", _ ("neither parent nor child is known"));
      return g_string_free (text, FALSE);
    }
  g_autoptr (StemmaFamily) family = stemma_family_new (snapshot, node, view);
  append_family (text, family, view, max_lines);
  return g_string_free (text, FALSE);
}
