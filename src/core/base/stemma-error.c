#include "base/stemma-error.h"

#include <gio/gio.h>

G_DEFINE_QUARK (stemma-error-quark, stemma_error)

/**
 * stemma_error_exit_status:
 * @error: (nullable): what went wrong, or %NULL for success
 *
 * Maps an error to the exit status that the command line promises.
 *
 * Returns: 0 done, 1 input or data at fault, 2 wrong usage, 3 policy violated, 130 interrupted
 */
int
stemma_error_exit_status (const GError *error)
{
  if (error == NULL)
    return 0;
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return 130;
  if (g_error_matches (error, STEMMA_ERROR, STEMMA_ERROR_USAGE) || error->domain == G_OPTION_ERROR)
    return 2;
  if (g_error_matches (error, STEMMA_ERROR, STEMMA_ERROR_POLICY))
    return 3;
  return 1;
}
