#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

GtkWidget *stemma_preferences_new (GtkWindow *parent);

AdwActionRow *stemma_preferences_add_row (AdwPreferencesGroup *group, const char *title, GtkWidget *suffix);
void stemma_preferences_say (AdwActionRow *row, const char *text);
void stemma_preferences_toast (GtkWidget *inside, const char *text);

void stemma_preferences_add_hub (AdwPreferencesPage *page);
void stemma_preferences_add_schedule (AdwPreferencesPage *page);

G_END_DECLS
