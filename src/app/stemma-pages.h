#pragma once

#include "app/stemma-window.h"

G_BEGIN_DECLS

/** StemmaPageInfo: a page of the window. */
typedef struct
{
  const char *name;
  const char *title;    /* marked with N_() */
  const char *question; /* what it answers; marked with N_() */
  const char *icon;
  GtkWidget *(*create) (StemmaWindow *window);
  gboolean of_one_model; /* whether it shows the model that is selected, if it is told of no other */
} StemmaPageInfo;

extern const StemmaPageInfo stemma_pages[];

guint stemma_pages_get_count (void);
const StemmaPageInfo *stemma_pages_find (const char *name);

G_END_DECLS
