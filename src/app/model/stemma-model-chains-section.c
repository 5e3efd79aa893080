/* The chains through a model: how many, and one by one, as many as are asked for. */
#include <glib/gi18n.h>

#include "analysis/stemma-chain-iter.h"
#include "app/model/stemma-flow-layout.h"
#include "app/model/stemma-model-parts.h"
#include "app/model/stemma-model-words.h"

#define PAGE 5

/* The iterator is used by one page at a time: the button is dead until it is there. */
typedef struct
{
  StemmaModelSheet *sheet;
  StemmaChainIter *iter;
} Chains;

static void
chains_free (gpointer data)
{
  Chains *chains = data;
  stemma_chain_iter_free (chains->iter);
  stemma_model_sheet_unref (chains->sheet);
}

static void
chains_unref (gpointer data)
{
  g_rc_box_release_full (data, chains_free);
}

static void
list_in_thread (GTask *task,
                gpointer source G_GNUC_UNUSED,
                gpointer data,
                GCancellable *cancellable G_GNUC_UNUSED)
{
  Chains *chains = data;
  if (chains->iter == NULL)
    chains->iter = stemma_chain_iter_new (chains->sheet->snapshot, chains->sheet->node);
  g_task_return_pointer (task, stemma_chain_iter_next_page (chains->iter, PAGE),
                         (GDestroyNotify) g_ptr_array_unref);
}

static GtkWidget *
create_chain (const StemmaModelSheet *sheet, const StemmaChain *chain)
{
  const StemmaGraph *graph = stemma_snapshot_get_graph (sheet->snapshot);
  GtkWidget *line = stemma_wrap_box_new (2);
  for (guint32 i = 0; i < chain->n_nodes; i++)
    {
      if (i > 0)
        {
          guint8 kind = stemma_chain_edge_kind (graph, chain->nodes[i - 1], chain->nodes[i]);
          gtk_box_append (GTK_BOX (line), stemma_model_badge_new (STEMMA_EDGE_RELATION (kind)));
        }
      GtkWidget *link
        = stemma_model_link_new (stemma_snapshot_get_node_name (sheet->snapshot, chain->nodes[i]));
      if (chain->nodes[i] == sheet->node)
        gtk_widget_add_css_class (link, "this-model");
      gtk_box_append (GTK_BOX (line), link);
    }
  return line;
}

static void
on_listed (GObject *source, GAsyncResult *result, gpointer user_data G_GNUC_UNUSED)
{
  GtkWidget *button = GTK_WIDGET (source);
  const Chains *chains = g_task_get_task_data (G_TASK (result));
  g_autoptr (GPtrArray) page = g_task_propagate_pointer (G_TASK (result), NULL);
  GtkWidget *list = gtk_widget_get_ancestor (button, GTK_TYPE_LIST_BOX);
  GtkWidget *last = gtk_widget_get_ancestor (button, GTK_TYPE_LIST_BOX_ROW);
  if (page == NULL || list == NULL)
    return;
  for (guint i = 0; i < page->len; i++)
    {
      const StemmaChain *chain = g_ptr_array_index (page, i);
      g_autofree char *text = g_strdup_printf (_ ("%u models"), chain->n_nodes);
      GtkWidget *row = stemma_model_row_new (NULL, create_chain (chains->sheet, chain), text, NULL);
      gtk_list_box_insert (GTK_LIST_BOX (list), row, gtk_list_box_row_get_index (GTK_LIST_BOX_ROW (last)));
    }
  gtk_button_set_label (GTK_BUTTON (button), _ ("List more chains"));
  gtk_widget_set_sensitive (button, TRUE);
  gtk_widget_set_visible (last, page->len == PAGE);
}

static void
on_list (GtkButton *button, gpointer user_data)
{
  gtk_widget_set_sensitive (GTK_WIDGET (button), FALSE);
  g_autoptr (GTask) task = g_task_new (button, NULL, on_listed, NULL);
  g_task_set_task_data (task, g_rc_box_acquire (user_data), chains_unref);
  g_task_run_in_thread (task, list_in_thread);
}

static GtkWidget *
create_list_row (StemmaModelSheet *sheet)
{
  Chains *chains = g_rc_box_new0 (Chains);
  GtkWidget *button = gtk_button_new_with_label (_ ("List them, the longest first"));
  chains->sheet = stemma_model_sheet_ref (sheet);
  gtk_widget_add_css_class (button, "flat");
  g_signal_connect_data (button, "clicked", G_CALLBACK (on_list), chains,
                         (GClosureNotify) (void (*) (void)) chains_unref, 0);
  return stemma_model_row_new (NULL, button, NULL, NULL);
}

/** stemma_model_create_chains: Returns: (transfer floating) (nullable): the chains through the model, in the
 * exact reading */
GtkWidget *
stemma_model_create_chains (StemmaModelSheet *sheet)
{
  GtkListBox *list;
  if (sheet->facts->chains == 0)
    return NULL;
  const char *definition
    = _ ("A chain is a way from a root to a leaf. Its length counts its models, root and leaf "
         "included. Edges inside of rings are left out.");
  GtkWidget *section = stemma_model_section_new (_ ("Chains through it (reading: exact)"), definition, &list);
  if (sheet->facts->chains == G_MAXUINT64)
    gtk_list_box_append (list, stemma_model_fact_row_new (_ ("Chains"), _ ("More than can be counted"),
                                                          STEMMA_FACT_KNOWN, definition));
  else
    gtk_list_box_append (list, stemma_model_figure_row_new (_ ("Chains"), sheet->facts->chains, definition));
  gtk_list_box_append (
    list, stemma_model_figure_row_new (_ ("Models in the longest"), sheet->facts->longest_chain, definition));
  gtk_list_box_append (list, create_list_row (sheet));
  return section;
}
