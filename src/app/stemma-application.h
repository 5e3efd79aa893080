#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define STEMMA_TYPE_APPLICATION (stemma_application_get_type ())
G_DECLARE_FINAL_TYPE (StemmaApplication, stemma_application, STEMMA, APPLICATION, AdwApplication)

StemmaApplication *stemma_application_new (void);
GSettings *stemma_application_get_settings (void);
gboolean stemma_application_is_sample (const char *path);
char *stemma_application_new_store_path (void);

G_END_DECLS
