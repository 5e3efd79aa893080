/* What a model is, in sentences. */
#include "app/model/stemma-model-words.h"

#include <glib/gi18n.h>

#include "app/stemma-number.h"
#include "scene/stemma-text.h"

/** stemma_model_relation_title: Returns: (transfer none): models that came by @relation, translated */
const char *
stemma_model_relation_title (StemmaRelation relation)
{
  static const char *const titles[STEMMA_N_RELATIONS]
    = { N_ ("Fine-tunes"), N_ ("Adapters"), N_ ("Merges"), N_ ("Quantized"), N_ ("Other relations") };
  return _ (titles[MIN (relation, STEMMA_RELATION_OTHER)]);
}

/** stemma_model_relation_class: Returns: (transfer none): the style of a badge for @relation */
const char *
stemma_model_relation_class (StemmaRelation relation)
{
  static const char *const classes[STEMMA_N_RELATIONS]
    = { "relation-finetune", "relation-adapter", "relation-merge", "relation-quantized", "relation-other" };
  return classes[MIN (relation, STEMMA_RELATION_OTHER)];
}

static char *
node_name (const StemmaModelSheet *sheet, StemmaNode node)
{
  return stemma_text_clean (stemma_snapshot_get_node_name (sheet->snapshot, node));
}

static const char *
origin_of_one (StemmaRelation relation)
{
  switch (relation)
    {
    case STEMMA_RELATION_FINETUNE:
      return _ ("A fine-tune of %s");
    case STEMMA_RELATION_ADAPTER:
      return _ ("An adapter for %s");
    case STEMMA_RELATION_MERGE:
      return _ ("A merge that names one parent, %s");
    case STEMMA_RELATION_QUANTIZED:
      return _ ("A quantized copy of %s");
    default:
      return _ ("Derived from %s");
    }
}

/* Where a derived model comes from. */
static char *
describe_origin (const StemmaModelSheet *sheet)
{
  const StemmaModelFacts *facts = sheet->facts;
  StemmaRelation relation
    = (StemmaRelation) stemma_snapshot_get_graph (sheet->snapshot)->relation[sheet->node];
  if (facts->n_parents == 1 && facts->parents[0].self)
    return g_strdup (_ ("A model that declares only itself as its parent"));
  if (facts->n_parents == 1)
    {
      g_autofree char *parent = node_name (sheet, facts->parents[0].node);
      /* The format is one of ours and takes one string. */
      g_auto (GStrv) parts = g_strsplit (origin_of_one (relation), "%s", 2);
      return g_strconcat (parts[0], parent, parts[1], NULL);
    }
  g_autofree char *count = stemma_number_text (facts->n_parents);
  if (relation == STEMMA_RELATION_MERGE)
    return g_strdup_printf (_ ("A merge of %s models"), count);
  return g_strdup_printf (_ ("A derivative of %s models"), count);
}

static char *
describe_ancestry (const StemmaModelSheet *sheet)
{
  const StemmaModelFacts *facts = sheet->facts;
  g_autofree char *origin = describe_origin (sheet);
  if (facts->n_roots == 0)
    return g_strdup_printf (_ ("%s; no way leads up to a root."), origin);
  g_autofree char *root = node_name (sheet, facts->roots[0]);
  if (facts->n_roots > 1)
    {
      g_autofree char *count = stemma_number_text (facts->n_roots);
      return g_strdup_printf (_ ("%s; it goes back to %s roots."), origin, count);
    }
  if (facts->n_parents == 1 && facts->parents[0].node == facts->roots[0])
    return g_strdup_printf (_ ("%s, which is a root."), origin);
  return g_strdup_printf (_ ("%s; it goes back to %s."), origin, root);
}

static char *
describe_descent (const StemmaModelSheet *sheet)
{
  const StemmaModelFacts *facts = sheet->facts;
  if (facts->descendants == 0)
    return g_strdup (_ ("Nothing hangs on it."));
  g_autofree char *count = stemma_number_text (facts->descendants);
  g_autofree char *children = stemma_number_text (sheet->children->len);
  if (sheet->children->len == facts->descendants)
    return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%s model hangs on it.",
                                         "%s models hang on it, all directly.", facts->descendants),
                            count);
  return g_strdup_printf (_ ("%s models hang on it, %s of them directly."), count, children);
}

static char *
describe_kind (const StemmaModelSheet *sheet)
{
  StemmaNodeFlags flags = stemma_model_sheet_flags (sheet);
  if (sheet->row == STEMMA_NONE)
    return g_strdup (_ ("A ghost: declared as a parent, but not listed in this week."));
  if ((flags & STEMMA_NODE_DERIVED) != 0)
    return describe_ancestry (sheet);
  if ((flags & STEMMA_NODE_ROOT) != 0)
    return g_strdup (_ ("A root: it declares no parent."));
  return g_strdup (_ ("An isolated model: it declares no parent, and no model declares it."));
}

/** stemma_model_answer: Returns: (transfer full): what the model is, where it comes from, how many hang on it
 */
char *
stemma_model_answer (const StemmaModelSheet *sheet)
{
  if (sheet->facts == NULL)
    return g_strdup (_ ("Not in this week: neither listed nor declared by any model."));
  g_autofree char *kind = describe_kind (sheet);
  if (sheet->node == STEMMA_NONE)
    return g_steal_pointer (&kind);
  g_autofree char *descent = describe_descent (sheet);
  return g_strdup_printf ("%s %s", kind, descent);
}

static void
add_graph_warnings (GPtrArray *warnings, const StemmaModelSheet *sheet)
{
  StemmaNodeFlags flags = stemma_model_sheet_flags (sheet);
  if ((flags & STEMMA_NODE_SELF_LOOP) != 0)
    g_ptr_array_add (warnings, g_strdup (_ ("It declares itself as its parent: an error in the data.")));
  if ((flags & STEMMA_NODE_IN_CYCLE) != 0)
    g_ptr_array_add (
      warnings, g_strdup (_ ("It is in a ring of models that declare each other: an error in the data.")));
  if (stemma_model_sheet_is_orphan (sheet))
    g_ptr_array_add (warnings, g_strdup (_ ("An orphan: its ancestry ends in ghosts or in a ring.")));
  else if (sheet->facts != NULL && sheet->facts->ghost_ancestors > 0)
    g_ptr_array_add (warnings,
                     g_strdup (_ ("A part of its ancestry ends in ghosts: models that are not listed.")));
  if (sheet->namesake != 0)
    g_ptr_array_add (warnings, g_strdup (_ ("Another model bears its name in this week.")));
  if (sheet->namesakes->len > 0)
    g_ptr_array_add (warnings,
                     g_strdup (_ ("A name of it was borne by more than one model; see what happened.")));
}

/** stemma_model_warnings: Returns: (transfer full) (element-type utf8): what is odd about the model, or
 * stands in the way of using it; empty where nothing is known to be */
GPtrArray *
stemma_model_warnings (const StemmaModelSheet *sheet)
{
  GPtrArray *warnings = g_ptr_array_new_with_free_func (g_free);
  guint32 flags = stemma_model_sheet_knows (sheet, STEMMA_KNOWN_ACCESS) ? sheet->fact->flags : 0;
  if ((flags & STEMMA_FLAG_DISABLED) != 0)
    g_ptr_array_add (warnings, g_strdup (_ ("Disabled by the Hub: its files cannot be had.")));
  if ((flags & STEMMA_FLAG_GATED_MANUAL) != 0)
    g_ptr_array_add (warnings, g_strdup (_ ("Gated: its owner decides who may have its files.")));
  else if ((flags & STEMMA_FLAG_GATED_AUTO) != 0)
    g_ptr_array_add (warnings, g_strdup (_ ("Gated: its files are had only after its terms were accepted.")));
  if (sheet->fact != NULL && sheet->fact->new_version != NULL)
    {
      g_autofree char *version = stemma_text_clean (sheet->fact->new_version);
      g_ptr_array_add (warnings, g_strdup_printf (_ ("It names a newer version: %s."), version));
    }
  add_graph_warnings (warnings, sheet);
  return warnings;
}
