#pragma once

#include "app/compat/stemma-banner.h"
#include "app/lineage/stemma-lineage-page.h"
#include "app/lineage/stemma-name-entry.h"
#include "app/stemma-scene-view.h"
#include "layout/stemma-layout.h"
#include "view/stemma-history.h"

G_BEGIN_DECLS

struct _StemmaLineagePage
{
  AdwBin parent_instance;
  StemmaWindow *window; /* around this page */
  StemmaDocument *document;
  StemmaHistory *history; /* (nullable): views without date and store, which are those of the document */
  StemmaLayouter *layouter; /* (nullable): made when it is first needed */
  GSimpleActionGroup *actions;

  StemmaJob *job;         /* (nullable): the picture that is being worked out */
  guint slow_timer;
  gboolean dirty;         /* the document changed while the page was not in sight */
  gboolean as_linked;     /* the week is turned to for a link, which says how its cards stand */
  gboolean stopped;       /* the user cancelled the job */
  char *shown_store;      /* the store whose history this is */
  GCancellable *asking;   /* of what is asked about a model that is not there */

  GtkStack *stack;
  StemmaBanner *banner;
  StemmaCanvas *canvas;
  GtkLabel *name;
  GtkLabel *sentence;
  StemmaNameEntry *entry;
  GtkWidget *relations[STEMMA_N_RELATIONS];
  GtkDropDown *colour;
  GtkWidget *tools;
  gboolean telling;       /* the controls are being set, not used */

  GtkWidget *progress;
  GtkWidget *legend;
  StemmaSceneView *legend_view;
  GtkWidget *minimap;
  GtkWidget *zoom_controls;
  GtkWidget *zoom_label;
  GtkRevealer *find_bar;
  GtkEditable *find_entry;
  GtkLabel *find_count;

  GtkWidget *popover;     /* (nullable): a list or a menu at a card */
  GtkWidget *list;        /* (nullable): what it lists */

  AdwStatusPage *absent;
  GtkBox *absent_links;
  AdwStatusPage *failed;
  GtkBox *suggestions;
  StemmaNameEntry *empty_entry;
};

/* Working out the picture. */
void stemma_lineage_page_refresh (StemmaLineagePage *page);
void stemma_lineage_page_stop (StemmaLineagePage *page);
StemmaView *stemma_lineage_page_get_dated_view (StemmaLineagePage *page);
char *stemma_lineage_page_get_store_id (StemmaLineagePage *page);
void stemma_lineage_page_edit (StemmaLineagePage *page, StemmaView *view);
void stemma_lineage_page_reset (StemmaLineagePage *page);
void stemma_lineage_page_show_week (StemmaLineagePage *page);
void stemma_lineage_page_take_history (StemmaLineagePage *page, StemmaHistory *history);

/* Parts of the page. */
GtkWidget *stemma_lineage_page_create_header (StemmaLineagePage *page);
void stemma_lineage_page_update_header (StemmaLineagePage *page);
void stemma_lineage_page_set_sentence (StemmaLineagePage *page, const char *sentence);
GtkWidget *stemma_lineage_page_create_overlay (StemmaLineagePage *page);
GtkWidget *stemma_lineage_page_create_progress (StemmaLineagePage *page);
void stemma_lineage_page_show_progress (StemmaLineagePage *page, gboolean show);
gboolean stemma_lineage_page_start_find (StemmaLineagePage *page);
void stemma_lineage_page_stop_find (StemmaLineagePage *page);
void stemma_lineage_page_find_next (StemmaLineagePage *page, int step);
void stemma_lineage_page_add_states (StemmaLineagePage *page);
void stemma_lineage_page_show_empty (StemmaLineagePage *page);
void stemma_lineage_page_show_absent (StemmaLineagePage *page);
void stemma_lineage_page_show_failed (StemmaLineagePage *page, const GError *error);

/* What is done to cards. */
void stemma_lineage_page_add_actions (StemmaLineagePage *page);
void stemma_lineage_page_update_actions (StemmaLineagePage *page);
void stemma_lineage_page_act (StemmaLineagePage *page, StemmaCanvasAct act, guint32 card, guint32 chip);
void stemma_lineage_page_open_list (StemmaLineagePage *page, guint32 card, guint32 chip);
void stemma_lineage_page_open_menu (StemmaLineagePage *page, guint32 card);
void stemma_lineage_page_close_popover (StemmaLineagePage *page);
gboolean stemma_lineage_page_ask_where (StemmaLineagePage *page);
void stemma_lineage_page_choose_list (StemmaLineagePage *page, guint32 card);

G_END_DECLS
