#pragma once

#include "app/stemma-application.h"
#include "app/stemma-window.h"

/* A window on a small store of its own, with its own settings, data and cache folders. */
typedef struct
{
  char *folder;
  char *store;
  StemmaApplication *application;
  StemmaWindow *window;
} AppFixture;

/* Once, before anything else of a test program; skips the program (exit 77) where there is no display. */
void app_fixture_init (int *argc, char ***argv);
/* Registers the application, for who needs it before there is a window. */
void app_fixture_start (void);
/* Makes a store of weeks given as the text of a table `parent,child,relation` each, a week apart from
 * 2025-03-12 on, and opens a window on it. No weeks: the window is empty. */
void app_fixture_open (AppFixture *fixture, const char *const *weeks);
/* Opens a window on a store that is there. */
void app_fixture_open_store (AppFixture *fixture, const char *path);
void app_fixture_close (AppFixture *fixture);

typedef gboolean (*AppPredicate) (gpointer data);
/* Runs the main loop until @predicate holds; fails the test after ten seconds. */
void app_wait_until (AppPredicate predicate, gpointer data, const char *what);
/* Runs the main loop until it has nothing to do and a frame was drawn. */
void app_settle (AppFixture *fixture);
/* Finds the first widget below @root of type @type that is mapped and, unless NULL, has the accessible or
 * visible @text. */
GtkWidget *app_find (GtkWidget *root, GType type, const char *text);
/* Presses a key in @widget as if it were typed there. */
gboolean app_press (GtkWidget *widget, guint key, GdkModifierType state);
void app_screenshot (GtkWidget *widget, const char *path);
