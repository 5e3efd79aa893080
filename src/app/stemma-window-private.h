#pragma once

#include "app/compat/stemma-banner.h"
#include "app/compat/stemma-split.h"
#include "app/model/stemma-model-view.h"
#include "app/stemma-jobs-button.h"
#include "app/stemma-places.h"
#include "app/stemma-week-button.h"
#include "app/stemma-window.h"

G_BEGIN_DECLS

struct _StemmaWindow
{
  AdwApplicationWindow parent_instance;
  StemmaDocument *document;
  StemmaPlaces *places;
  gboolean told_read_only;
  char *shown_store; /* the store whose places these are */
  char *selected;    /* (nullable): the model that was chosen last, on whatever page */
  char *page_model;  /* (nullable): what the page was about when that was looked at last */

  AdwToastOverlay *toasts;
  StemmaSplit *split;
  GtkListBox *sidebar;
  GtkStack *states;
  GtkStack *pages;
  StemmaBanner *banner;
  GtkBox *notices;
  GtkButton *fetch_button;
  StemmaWeekButton *week_button;
  StemmaJobsButton *jobs_button;
  GtkWidget *sidebar_button;
  StemmaModelView *panel;
  AdwStatusPage *failed;
  GMenu *recent_menu;
};

void stemma_window_update_navigation (StemmaWindow *window);
void stemma_window_select_model (StemmaWindow *window, const char *name);
void stemma_window_take_model (StemmaWindow *window);
void stemma_window_remember_place (StemmaWindow *window);
void stemma_window_step (StemmaWindow *window, int direction);

G_END_DECLS
