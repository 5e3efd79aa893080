#include "app/stemma-pages.h"

#include <glib/gi18n.h>

#include "app/clusters/stemma-clusters-page.h"
#include "app/lineage/stemma-lineage-page.h"
#include "app/model/stemma-model-page.h"

const StemmaPageInfo stemma_pages[] = {
  { "clusters", N_ ("Clusters"), N_ ("Which families are there, how big, how mixed?"), "view-list-symbolic",
    stemma_clusters_page_new, FALSE },
  { "lineage", N_ ("Lineage"), N_ ("Where does this model come from, what hangs on it?"),
    "io.github.stemma.Stemma-symbolic", stemma_lineage_page_new, TRUE },
  { "model", N_ ("Model"), N_ ("May I use it, what is wrong with it, what happened to it?"),
    "emblem-documents-symbolic", stemma_model_page_new, TRUE },
  { 0 },
};

/** stemma_pages_get_count: Returns: how many pages there are */
guint
stemma_pages_get_count (void)
{
  return G_N_ELEMENTS (stemma_pages) - 1;
}

/** stemma_pages_find: Returns: (transfer none): the page called @name, the first if there is none */
const StemmaPageInfo *
stemma_pages_find (const char *name)
{
  for (guint i = 0; i < stemma_pages_get_count (); i++)
    if (g_str_equal (stemma_pages[i].name, name))
      return &stemma_pages[i];
  return &stemma_pages[0];
}
