#pragma once

#include <adwaita.h>

#include "app/stemma-document.h"

G_BEGIN_DECLS

#define STEMMA_TYPE_JOBS_BUTTON (stemma_jobs_button_get_type ())
G_DECLARE_FINAL_TYPE (StemmaJobsButton, stemma_jobs_button, STEMMA, JOBS_BUTTON, AdwBin)

void stemma_jobs_button_set_document (StemmaJobsButton *button, StemmaDocument *document);
void stemma_jobs_button_popup (StemmaJobsButton *button);

G_END_DECLS
