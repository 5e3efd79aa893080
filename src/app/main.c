#include <glib/gi18n.h>
#include <locale.h>

#include "app/stemma-application.h"

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, STEMMA_LOCALEDIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  g_autoptr (StemmaApplication) application = stemma_application_new ();
  return g_application_run (G_APPLICATION (application), argc, argv);
}
