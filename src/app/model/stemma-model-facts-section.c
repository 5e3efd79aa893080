/* What a model says of itself: terms, make, training, record. */
#include <glib/gi18n.h>

#include "app/model/stemma-model-parts.h"
#include "app/model/stemma-model-words.h"
#include "app/stemma-number.h"

typedef struct
{
  const StemmaModelSheet *sheet;
  GtkListBox *list;
  GPtrArray *unknown; /* titles of what was never fetched */
} Group;

static void
add_fact (Group *group, const char *title, gboolean known, const char *value, const char *definition)
{
  if (!known)
    {
      g_ptr_array_add (group->unknown, (gpointer) title);
      return;
    }
  StemmaFactState state = value != NULL ? STEMMA_FACT_KNOWN : STEMMA_FACT_ABSENT;
  gtk_list_box_append (group->list, stemma_model_fact_row_new (title, value, state, definition));
}

static void
add_flag (Group *group, const char *title, gboolean known, gboolean flag, const char *definition)
{
  add_fact (group, title, known, flag ? _ ("Yes") : _ ("No"), definition);
}

static void
add_time (Group *group, const char *title, gboolean known, gint64 seconds, const char *definition)
{
  g_autoptr (GDateTime) time = known ? g_date_time_new_from_unix_utc (seconds) : NULL;
  g_autofree char *text = time != NULL ? g_date_time_format (time, _ ("%e %B %Y, %H:%M UTC")) : NULL;
  add_fact (group, title, text != NULL, text != NULL ? g_strchug (text) : NULL, definition);
}

static void
add_count (Group *group, const char *title, guint64 count, const char *definition)
{
  g_autofree char *text = count != G_MAXUINT64 ? stemma_number_text (count) : NULL;
  add_fact (group, title, text != NULL, text, definition);
}

static gboolean
knows (const Group *group, StemmaKnown what)
{
  return stemma_model_sheet_knows (group->sheet, what);
}

/* What was never fetched is named in one row, so that it does not drown what was. */
static void
end_group (Group *group)
{
  if (group->unknown->len > 0)
    {
      g_ptr_array_add (group->unknown, NULL);
      g_autofree char *titles = g_strjoinv (", ", (char **) group->unknown->pdata);
      GtkWidget *title = stemma_model_text_new (_ ("Not known"), "dim-label");
      GtkWidget *row = stemma_model_row_new (NULL, title, titles, NULL);
      gtk_widget_set_tooltip_text (
        row, _ ("The source of this week did not speak of it. It is not the same as absent."));
      gtk_list_box_append (group->list, row);
    }
  g_ptr_array_unref (group->unknown);
}

static GtkWidget *
begin_group (Group *group, const StemmaModelSheet *sheet, const char *title)
{
  group->sheet = sheet;
  group->unknown = g_ptr_array_new ();
  return stemma_model_section_new (title, NULL, &group->list);
}

/** stemma_model_create_terms: Returns: (transfer floating) (nullable): under which terms the model may be had
 */
GtkWidget *
stemma_model_create_terms (const StemmaModelSheet *sheet)
{
  Group group;
  const StemmaFactSpan *fact = sheet->fact;
  if (fact == NULL)
    return NULL;
  GtkWidget *section = begin_group (&group, sheet, _ ("Terms"));
  gboolean access = knows (&group, STEMMA_KNOWN_ACCESS);
  add_fact (&group, _ ("Licence"), knows (&group, STEMMA_KNOWN_LICENCE), fact->licence,
            _ ("As its card or its tags declare it. Several are joined by +"));
  if (fact->licence_name != NULL)
    add_fact (&group, _ ("Licence, by name"), TRUE, fact->licence_name, NULL);
  if (fact->licence_link != NULL)
    add_fact (&group, _ ("Licence, text at"), TRUE, fact->licence_link, NULL);
  const char *gated = (fact->flags & STEMMA_FLAG_GATED_MANUAL) != 0 ? _ ("Yes, its owner decides")
                      : (fact->flags & STEMMA_FLAG_GATED_AUTO) != 0 ? _ ("Yes, by accepting its terms")
                                                                    : _ ("No");
  add_fact (&group, _ ("Gated"), access, gated, _ ("Whether its files are had only on a condition"));
  add_flag (&group, _ ("Disabled"), access, (fact->flags & STEMMA_FLAG_DISABLED) != 0,
            _ ("Whether the Hub has taken its files away"));
  end_group (&group);
  return section;
}

static void
add_parameters (Group *group, const StemmaFactSpan *fact)
{
  add_count (group, _ ("Parameters"), fact->parameters > 0 ? fact->parameters : G_MAXUINT64,
             _ ("Numbers that make the model up, as its files tell"));
  if (fact->bits > 0)
    add_count (group, _ ("Bits per weight"), fact->bits, _ ("Of a quantization, as its configuration tells"));
}

static GtkWidget *
create_make (const StemmaModelSheet *sheet)
{
  Group group;
  const StemmaFactSpan *fact = sheet->fact;
  GtkWidget *section = begin_group (&group, sheet, _ ("Make"));
  add_fact (&group, _ ("Task"), knows (&group, STEMMA_KNOWN_TASK), fact->task, _ ("The Hub's pipeline tag"));
  add_fact (&group, _ ("Library"), knows (&group, STEMMA_KNOWN_LIBRARY), fact->library, NULL);
  add_fact (&group, _ ("Architecture"), knows (&group, STEMMA_KNOWN_CONFIG), fact->model_type,
            _ ("As its configuration names it"));
  add_parameters (&group, fact);
  add_flag (&group, _ ("Chat template"), knows (&group, STEMMA_KNOWN_TEMPLATE), fact->template_id != 0,
            _ ("Whether it says how a conversation is to be written"));
  gboolean files = knows (&group, STEMMA_KNOWN_FILES);
  add_flag (&group, _ ("Safe weights"), files, (fact->flags & STEMMA_FLAG_SAFETENSORS) != 0,
            _ ("Whether its weights come as safetensors or gguf, which run nothing when they are read"));
  add_flag (&group, _ ("Runs code of its own"), knows (&group, STEMMA_KNOWN_CODE),
            (fact->flags & STEMMA_FLAG_CUSTOM_CODE) != 0, _ ("Whether code that comes with it is run"));
  if (fact->code_repository != NULL)
    add_fact (&group, _ ("Code from"), TRUE, fact->code_repository,
              _ ("Another repository whose code is run when it is loaded"));
  end_group (&group);
  return section;
}

static void
add_datasets (Group *group)
{
  const StemmaModelSheet *sheet = group->sheet;
  g_autoptr (GString) names = g_string_new (NULL);
  for (guint i = 0; sheet->stored != NULL && i < sheet->stored->datasets->len; i++)
    {
      const StemmaDatasetSpan *span = &g_array_index (sheet->stored->datasets, StemmaDatasetSpan, i);
      if (stemma_span_holds (&span->span, sheet->week))
        g_string_append_printf (names, "%s%s", names->len > 0 ? ", " : "", span->dataset);
    }
  add_fact (group, _ ("Datasets"), knows (group, STEMMA_KNOWN_DATASETS), names->len > 0 ? names->str : NULL,
            _ ("What it declares to have been trained on"));
}

static void
add_evaluation (Group *group, const StemmaRecordEvaluation *result)
{
  g_autofree char *title
    = g_strdup_printf ("%s · %s", result->dataset != NULL ? result->dataset : _ ("Evaluation"),
                       result->metric != NULL ? result->metric : "?");
  g_autofree char *shown
    = g_strdup_printf (result->verified ? _ ("%.4g, verified") : _ ("%.4g, self-reported"), result->value);
  GtkWidget *row = stemma_model_row_new (NULL, stemma_model_name_new (title), NULL, gtk_label_new (shown));
  gtk_widget_set_tooltip_text (row, _ ("As given: neither scaled nor checked"));
  gtk_list_box_append (group->list, row);
}

static void
add_evaluations (Group *group)
{
  const StemmaModelSheet *sheet = group->sheet;
  guint n = 0;
  for (guint i = 0; sheet->stored != NULL && i < sheet->stored->evaluations->len; i++)
    {
      const StemmaEvaluationSpan *span = &g_array_index (sheet->stored->evaluations, StemmaEvaluationSpan, i);
      /* A leaderboard's hundred rows would bury the rest; the command line prints them all. */
      if (stemma_span_holds (&span->span, sheet->week) && n++ < 12)
        add_evaluation (group, &span->result);
    }
  if (n > 12)
    add_count (group, _ ("Further results"), n - 12, NULL);
  else if (n == 0)
    add_fact (group, _ ("Evaluation results"), knows (group, STEMMA_KNOWN_PERFORMANCE), NULL,
              _ ("Results that its card or the Hub states"));
}

static GtkWidget *
create_training (const StemmaModelSheet *sheet)
{
  Group group;
  GtkWidget *section = begin_group (&group, sheet, _ ("Training and results"));
  add_datasets (&group);
  add_evaluations (&group);
  end_group (&group);
  return section;
}

static void
add_seen (Group *group)
{
  char first[STEMMA_DATE_TEXT_SIZE], last[STEMMA_DATE_TEXT_SIZE];
  StemmaDate from, to;
  if (!stemma_model_sheet_get_seen (group->sheet, &from, &to))
    return;
  g_autofree char *text
    = g_strdup_printf ("%s – %s", stemma_date_format (from, first), stemma_date_format (to, last));
  add_fact (group, _ ("Listed"), TRUE, text,
            _ ("The first and the last week of this store in which it is listed"));
}

static GtkWidget *
create_record (const StemmaModelSheet *sheet)
{
  Group group;
  const StemmaFactSpan *fact = sheet->fact;
  GtkWidget *section = begin_group (&group, sheet, _ ("Record"));
  add_count (&group, _ ("Downloads in 30 days"), sheet->counts.downloads, _ ("As the Hub counts them"));
  add_count (&group, _ ("Likes"), sheet->counts.likes, NULL);
  add_time (&group, _ ("Created"), knows (&group, STEMMA_KNOWN_CREATED), fact->created, NULL);
  add_time (&group, _ ("Modified"), knows (&group, STEMMA_KNOWN_MODIFIED), fact->modified,
            _ ("The last commit; gating and renames do not count"));
  g_autofree char *commit = fact->sha != NULL ? g_strndup (fact->sha, 12) : NULL;
  add_fact (&group, _ ("Commit"), knows (&group, STEMMA_KNOWN_SHA), commit, fact->sha);
  add_fact (&group, _ ("Newer version"), knows (&group, STEMMA_KNOWN_NEW_VERSION), fact->new_version,
            _ ("The model that it says replaces it"));
  if (sheet->stored->has_oid)
    {
      char identity[2 * STEMMA_OID_SIZE + 1];
      stemma_oid_format (sheet->stored->oid, identity);
      add_fact (&group, _ ("Identity"), TRUE, identity,
                _ ("The Hub's own, which stays when the name changes"));
    }
  add_seen (&group);
  end_group (&group);
  return section;
}

/** stemma_model_add_facts: adds what else the model says of itself to @box, a section a group */
void
stemma_model_add_facts (GtkWidget *box, const StemmaModelSheet *sheet)
{
  if (sheet->fact == NULL)
    return;
  gtk_box_append (GTK_BOX (box), create_make (sheet));
  gtk_box_append (GTK_BOX (box), create_record (sheet));
  gtk_box_append (GTK_BOX (box), create_training (sheet));
}
