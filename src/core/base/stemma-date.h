#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** StemmaDate: a day, counted from 1970-01-01 (day 0), proleptic Gregorian, UTC. */
typedef gint32 StemmaDate;

#define STEMMA_DATE_NONE G_MININT32
#define STEMMA_DATE_TEXT_SIZE 16

gboolean stemma_date_parse (const char *text, StemmaDate *date);
const char *stemma_date_format (StemmaDate date, char buffer[STEMMA_DATE_TEXT_SIZE]);
StemmaDate stemma_date_from_unix (gint64 seconds);

G_END_DECLS
