#pragma once

#include <glib.h>

#include "analysis/stemma-reading.h"
#include "base/stemma-date.h"
#include "record/stemma-relation.h"

G_BEGIN_DECLS

/** Depth without a limit. */
#define STEMMA_VIEW_ALL G_MAXUINT
/** Set of all relations, a bit each. */
#define STEMMA_VIEW_ALL_RELATIONS ((1u << STEMMA_N_RELATIONS) - 1)
/** Bounds of a view, so that a link from anywhere stays harmless. */
#define STEMMA_VIEW_MAX_ENTRIES 4000
#define STEMMA_VIEW_MAX_SEATS 8192
#define STEMMA_VIEW_MAX_TEXT 4096
#define STEMMA_VIEW_MAX_URI (4 * 1024 * 1024)

typedef enum
{
  STEMMA_FOLD_AUTO,  /* leaf fans are chips, alike siblings fold, the picture is bounded */
  STEMMA_FOLD_NONE,  /* every model is a card */
} StemmaFold;

typedef enum
{
  STEMMA_COLOUR_RELATION,
  STEMMA_COLOUR_LICENCE,
  STEMMA_COLOUR_TASK,
  STEMMA_COLOUR_CHANGE,
  STEMMA_N_COLOURS
} StemmaColourBy;

typedef enum
{
  STEMMA_UP,    /* towards the parents */
  STEMMA_DOWN,  /* towards the children */
} StemmaDirection;

/**
 * StemmaViewEntryKind:
 * @STEMMA_VIEW_OPEN: the model's fans of the relations in value are opened
 * @STEMMA_VIEW_MORE: value more of the model's neighbours come out than the picture would show by itself
 * @STEMMA_VIEW_PICK: member stands on the canvas, brought out from the model's fans
 * @STEMMA_VIEW_COLLAPSE: nothing is shown that only hangs on the model
 * @STEMMA_VIEW_HIDE: the model is not shown, nor what only hangs on it
 * @STEMMA_VIEW_PIN: the model stays out, however much is folded
 */
typedef enum
{
  STEMMA_VIEW_OPEN,
  STEMMA_VIEW_MORE,
  STEMMA_VIEW_PICK,
  STEMMA_VIEW_COLLAPSE,
  STEMMA_VIEW_HIDE,
  STEMMA_VIEW_PIN,
  STEMMA_N_VIEW_ENTRY_KINDS
} StemmaViewEntryKind;

/** StemmaViewEntry: one thing the user did to a card; models are meant by name. */
typedef struct
{
  StemmaViewEntryKind kind;
  StemmaDirection direction;  /* %STEMMA_DOWN where it has no meaning */
  const char *model;
  const char *member;         /* "" but for %STEMMA_VIEW_PICK */
  guint value;                /* 0 but for %STEMMA_VIEW_OPEN (bits) and %STEMMA_VIEW_MORE (a count) */
} StemmaViewEntry;

/** StemmaViewSeat: where a card stood: in which column, by the order of the seats below the one before. */
typedef struct
{
  guint64 id;      /* of the card */
  guint32 column;  /* from the left, 0 first */
} StemmaViewSeat;

/**
 * StemmaView:
 *
 * What is being looked at, as one value: immutable, reference-counted, comparable, and written as a link.
 * Every edit gives a new view; an edit that changes nothing gives an equal one. Shared between threads.
 */
typedef struct _StemmaView StemmaView;

StemmaView *stemma_view_new (const char *focus);
StemmaView *stemma_view_ref (StemmaView *view);
void stemma_view_unref (StemmaView *view);

const char *stemma_view_get_focus (const StemmaView *view);
const char *stemma_view_get_store (const StemmaView *view);
StemmaDate stemma_view_get_date (const StemmaView *view);
StemmaDate stemma_view_get_since (const StemmaView *view);
guint stemma_view_get_depth (const StemmaView *view, StemmaDirection direction);
StemmaFold stemma_view_get_fold (const StemmaView *view);
guint stemma_view_get_relations (const StemmaView *view);
guint64 stemma_view_get_min_downloads (const StemmaView *view);
const char *stemma_view_get_text (const StemmaView *view);
StemmaColourBy stemma_view_get_colour_by (const StemmaView *view);
StemmaReading stemma_view_get_reading (const StemmaView *view);
const StemmaViewEntry *stemma_view_get_entries (const StemmaView *view, guint *n_entries);
const StemmaViewEntry *stemma_view_find_entry (const StemmaView *view, StemmaViewEntryKind kind,
                                               const char *model, StemmaDirection direction,
                                               const char *member);
const StemmaViewSeat *stemma_view_get_order (const StemmaView *view, guint *n_seats);
gboolean stemma_view_is_filtered (const StemmaView *view);

StemmaView *stemma_view_with_focus (StemmaView *view, const char *focus);
StemmaView *stemma_view_with_store (StemmaView *view, const char *store);
StemmaView *stemma_view_with_date (StemmaView *view, StemmaDate date);
StemmaView *stemma_view_with_since (StemmaView *view, StemmaDate since);
StemmaView *stemma_view_with_depth (StemmaView *view, StemmaDirection direction, guint depth);
StemmaView *stemma_view_with_fold (StemmaView *view, StemmaFold fold);
StemmaView *stemma_view_with_relations (StemmaView *view, guint relations);
StemmaView *stemma_view_with_min_downloads (StemmaView *view, guint64 min_downloads);
StemmaView *stemma_view_with_text (StemmaView *view, const char *text);
StemmaView *stemma_view_with_colour_by (StemmaView *view, StemmaColourBy colour_by);
StemmaView *stemma_view_with_reading (StemmaView *view, StemmaReading reading);

StemmaView *stemma_view_with_expanded (StemmaView *view, const char *model, StemmaDirection direction,
                                       guint relations);
StemmaView *stemma_view_with_collapsed (StemmaView *view, const char *model, StemmaDirection direction);
StemmaView *stemma_view_with_more (StemmaView *view, const char *model, StemmaDirection direction,
                                   guint count);
StemmaView *stemma_view_with_picked (StemmaView *view, const char *model, StemmaDirection direction,
                                     const char *member, gboolean picked);
StemmaView *stemma_view_with_hidden (StemmaView *view, const char *model, gboolean hidden);
StemmaView *stemma_view_with_pinned (StemmaView *view, const char *model, gboolean pinned);
StemmaView *stemma_view_with_nothing_edited (StemmaView *view);
StemmaView *stemma_view_with_order (StemmaView *view, const StemmaViewSeat *seats, guint n_seats);

gboolean stemma_view_equal (gconstpointer a, gconstpointer b);
gboolean stemma_view_equal_but_order (const StemmaView *a, const StemmaView *b);
guint stemma_view_hash (gconstpointer view);
int stemma_view_compare (gconstpointer a, gconstpointer b);
const char *stemma_view_find_edited (const StemmaView *before, const StemmaView *after);

char *stemma_view_to_uri (const StemmaView *view);
StemmaView *stemma_view_from_uri (const char *uri, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (StemmaView, stemma_view_unref)

G_END_DECLS
