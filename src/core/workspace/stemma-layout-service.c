#include "workspace/stemma-layout-service.h"

/**
 * stemma_layout_service_new:
 * @workspace: whose cache folder keeps finished layouts
 *
 * Returns: (transfer full): what lays out pictures, through the helper that belongs to this program
 */
StemmaLayouter *
stemma_layout_service_new (StemmaWorkspace *workspace)
{
  g_autofree char *self = g_file_read_link ("/proc/self/exe", NULL);
  g_autofree char *helper = stemma_layouter_find_helper (self);
  g_autofree char *folder = g_build_filename (stemma_workspace_get_cache_folder (workspace), "layouts", NULL);
  StemmaLayouter *layouter = stemma_layouter_new (helper);
  stemma_layouter_set_cache_dir (layouter, folder);
  return layouter;
}
