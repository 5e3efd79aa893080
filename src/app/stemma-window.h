#pragma once

#include <adwaita.h>

#include "app/stemma-document.h"

G_BEGIN_DECLS

#define STEMMA_TYPE_WINDOW (stemma_window_get_type ())
G_DECLARE_FINAL_TYPE (StemmaWindow, stemma_window, STEMMA, WINDOW, AdwApplicationWindow)

StemmaWindow *stemma_window_new (GtkApplication *application);
StemmaDocument *stemma_window_get_document (StemmaWindow *window);
void stemma_window_go (StemmaWindow *window, const char *page, const char *target);
char *stemma_window_get_model (StemmaWindow *window);
void stemma_window_add_notice (StemmaWindow *window, GtkWidget *notice);
void stemma_window_show_jobs (StemmaWindow *window);
void stemma_window_set_panel (StemmaWindow *window, GtkWidget *panel);
GtkWidget *stemma_window_get_page (StemmaWindow *window, const char *name);
const char *stemma_window_get_page_name (StemmaWindow *window);
void stemma_window_toast (StemmaWindow *window, const char *text);
void stemma_window_fail (StemmaWindow *window, const char *what, const GError *error);
void stemma_window_fail_offering (
  StemmaWindow *window, const char *what, const GError *error, const char *button, const char *action);
void stemma_window_settle (StemmaWindow *window);
void stemma_window_import (StemmaWindow *window, GListModel *files);

G_END_DECLS
