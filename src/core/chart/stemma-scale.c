#include "chart/stemma-scale.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "base/stemma-date.h"

#define LAST_DAY 2932896.0 /* 9999-12-31 */

static const int day_steps[] = { 1, 2, 7, 14 };
static const int month_steps[] = { 1, 3, 6, 12, 24, 60, 120, 240, 600, 1200, 6000 };

/* The smallest of 1, 2 and 5 times a power of ten that is not below @least. */
static double
round_step (double least)
{
  double power = pow (10, floor (log10 (least)));
  double share = least / power;
  return power * (share <= 1.0000001 ? 1 : share <= 2.0000001 ? 2 : share <= 5.0000001 ? 5 : 10);
}

static double
without_dust (double value)
{
  return fabs (value) < 1e-100 ? 0 : value;
}

static double
linear_step (double from, double to, guint most)
{
  return round_step ((to - from) / MAX (most, 1));
}

static void
widen_linear (StemmaScale *scale, guint most)
{
  if (scale->to - scale->from <= MAX (fabs (scale->from), fabs (scale->to)) * 1e-9)
    {
      double around = scale->from == 0 ? 1 : fabs (scale->from) / 2;
      scale->to = scale->from + around;
      scale->from -= scale->from == 0 ? 0 : around;
    }
  /* Widening can call for a larger step, to which the ends must be round as well. */
  for (double step = 0, next = linear_step (scale->from, scale->to, most); next > step * 1.0001;
       next = linear_step (scale->from, scale->to, most))
    {
      step = next;
      scale->from = floor (scale->from / step + 1e-9) * step;
      scale->to = ceil (scale->to / step - 1e-9) * step;
    }
}

/* Room below, so that the smallest value still is a bar. */
static void
widen_log (StemmaScale *scale)
{
  if (!(scale->to > 0))
    scale->to = 10;
  if (!(scale->from > 0))
    scale->from = MIN (1, scale->to);
  scale->from = pow (10, floor (log10 (scale->from) + 1e-9)) / 2;
  scale->to = MAX (round_step (scale->to), scale->from * 20);
}

static void
widen_time (StemmaScale *scale)
{
  scale->from = CLAMP (scale->from, -LAST_DAY, LAST_DAY);
  scale->to = CLAMP (scale->to, scale->from, LAST_DAY + 1);
  if (scale->to - scale->from < 1)
    scale->to = scale->from + 1;
}

/**
 * stemma_scale_new:
 * @kind: how values are spread
 * @from: the least value that is shown
 * @to: the greatest
 * @most: how many ticks there should be at most
 *
 * A linear or logarithmic scale is widened to round values; a time scale is not: its ends are what was
 * measured. What is no number, or not above zero on a logarithmic scale, is replaced by something that can be
 * drawn.
 *
 * Returns: a scale whose pixels (0 to 1) are for the caller to set
 */
StemmaScale
stemma_scale_new (StemmaScaleKind kind, double from, double to, guint most)
{
  StemmaScale scale = { kind, without_dust (from), without_dust (to), 0, 1 };
  if (!isfinite (from) || !isfinite (to) || fabs (from) > 1e300 || fabs (to) > 1e300)
    scale.from = 0, scale.to = 1;
  if (kind == STEMMA_SCALE_LOG)
    widen_log (&scale);
  else if (kind == STEMMA_SCALE_TIME)
    widen_time (&scale);
  else
    widen_linear (&scale, most);
  return scale;
}

static double
share_of (const StemmaScale *scale, double value)
{
  if (scale->kind != STEMMA_SCALE_LOG)
    return (value - scale->from) / (scale->to - scale->from);
  if (!(value > scale->from))
    return 0;
  return log (value / scale->from) / log (scale->to / scale->from);
}

/**
 * stemma_scale_at:
 * @scale: a scale
 * @value: a value
 *
 * Returns: where it lies, pixels; on a logarithmic scale nothing lies below the start
 */
double
stemma_scale_at (const StemmaScale *scale, double value)
{
  return scale->start + share_of (scale, value) * (scale->end - scale->start);
}

/**
 * stemma_scale_value:
 * @scale: a scale
 * @position: pixels
 *
 * Returns: the value that lies there
 */
double
stemma_scale_value (const StemmaScale *scale, double position)
{
  double share = (position - scale->start) / (scale->end - scale->start);
  if (scale->kind == STEMMA_SCALE_LOG)
    return scale->from * pow (scale->to / scale->from, share);
  return scale->from + share * (scale->to - scale->from);
}

static guint
linear_ticks (const StemmaScale *scale, guint most, StemmaTick *ticks)
{
  double step = linear_step (scale->from, scale->to, most);
  double first = ceil (scale->from / step - 1e-9);
  guint n = 0;
  for (double i = first; i * step <= scale->to + step * 1e-9 && n <= most && n < STEMMA_SCALE_MAX_TICKS; i++)
    {
      ticks[n].value = i * step;
      stemma_figure_short (ticks[n].value, MAX (fabs (scale->from), fabs (scale->to)), ticks[n].label);
      n++;
    }
  return n;
}

static guint
log_ticks (const StemmaScale *scale, guint most, StemmaTick *ticks)
{
  int first = (int) ceil (log10 (scale->from) - 1e-9), last = (int) floor (log10 (scale->to) + 1e-9);
  int stride = MAX (1, (last - first + (int) most) / (int) MAX (most, 1));
  guint n = 0;
  for (int power = first; power <= last && n < STEMMA_SCALE_MAX_TICKS; power += stride)
    {
      ticks[n].value = pow (10, power);
      stemma_figure_short (ticks[n].value, ticks[n].value, ticks[n].label);
      n++;
    }
  return n;
}

static const char *
month_name (guint month)
{
  static const char *const names[]
    = { N_ ("Jan"), N_ ("Feb"), N_ ("Mar"), N_ ("Apr"), N_ ("May"), N_ ("Jun"),
        N_ ("Jul"), N_ ("Aug"), N_ ("Sep"), N_ ("Oct"), N_ ("Nov"), N_ ("Dec") };
  return _ (names[(month - 1) % 12]);
}

static GDate
date_of_day (double day)
{
  GDate date;
  g_date_clear (&date, 1);
  g_date_set_dmy (&date, 1, G_DATE_JANUARY, 1970);
  if (day >= 0)
    g_date_add_days (&date, (guint) day);
  else
    g_date_subtract_days (&date, (guint) MIN (-day, 719162));
  return date;
}

static double
day_of_date (int year, int month)
{
  GDate epoch, date;
  g_date_clear (&epoch, 1);
  g_date_clear (&date, 1);
  g_date_set_dmy (&epoch, 1, G_DATE_JANUARY, 1970);
  g_date_set_dmy (&date, 1, (GDateMonth) month, (GDateYear) CLAMP (year, 1, 9999));
  return g_date_days_between (&epoch, &date);
}

/* Steps of whole days: single ones, two, or weeks, which begin on Mondays (day 4 was one). */
static guint
day_ticks (const StemmaScale *scale, double step, StemmaTick *ticks)
{
  double phase = step == 1 ? 0 : 4;
  guint n = 0;
  for (double day = ceil ((scale->from - phase) / step) * step + phase;
       day <= scale->to && n < STEMMA_SCALE_MAX_TICKS; day += step)
    {
      GDate date = date_of_day (day);
      ticks[n].value = day;
      g_snprintf (ticks[n].label, STEMMA_FIGURE_SIZE, "%u\302\240%s", g_date_get_day (&date),
                  month_name (g_date_get_month (&date)));
      n++;
    }
  return n;
}

static void
label_month (StemmaTick *tick, int year, int month, int step, gboolean first)
{
  if (step >= 12 || month == 1)
    g_snprintf (tick->label, STEMMA_FIGURE_SIZE, "%d", year);
  else if (first)
    g_snprintf (tick->label, STEMMA_FIGURE_SIZE, "%s\302\240%d", month_name ((guint) month), year);
  else
    g_strlcpy (tick->label, month_name ((guint) month), STEMMA_FIGURE_SIZE);
}

static guint
month_ticks (const StemmaScale *scale, int step, StemmaTick *ticks)
{
  GDate date = date_of_day (ceil (scale->from));
  int months = g_date_get_year (&date) * 12 + (int) g_date_get_month (&date) - 1;
  guint n = 0;
  for (months -= months % step; n < STEMMA_SCALE_MAX_TICKS && months / 12 <= 9999; months += step)
    {
      double day = day_of_date (months / 12, months % 12 + 1);
      if (day > scale->to)
        break;
      if (day < scale->from || months < 12)
        continue;
      ticks[n].value = day;
      label_month (&ticks[n], months / 12, months % 12 + 1, step, n == 0);
      n++;
    }
  return n;
}

static guint
ticks_of_step (const StemmaScale *scale, guint step, StemmaTick *ticks)
{
  return step < G_N_ELEMENTS (day_steps)
           ? day_ticks (scale, day_steps[step], ticks)
           : month_ticks (scale, month_steps[step - G_N_ELEMENTS (day_steps)], ticks);
}

static double
days_of_step (guint step)
{
  return step < G_N_ELEMENTS (day_steps) ? day_steps[step]
                                         : month_steps[step - G_N_ELEMENTS (day_steps)] * 365.2425 / 12;
}

/* The finest step that is not too fine; one finer if it marks but a single day. */
static guint
time_ticks (const StemmaScale *scale, guint most, StemmaTick *ticks)
{
  guint n_steps = G_N_ELEMENTS (day_steps) + G_N_ELEMENTS (month_steps), step = 0;
  while (step + 1 < n_steps && (scale->to - scale->from) / days_of_step (step) > most)
    step++;
  guint n = ticks_of_step (scale, step, ticks);
  if (n >= 2 || step == 0)
    return n;
  return ticks_of_step (scale, step - 1, ticks);
}

/**
 * stemma_scale_ticks:
 * @scale: a scale
 * @most: how many at most
 * @ticks: (out): where they are and what they are called
 *
 * Round values: 1, 2 and 5 times powers of ten, powers of ten, or days, weeks, months and years.
 *
 * Returns: how many there are
 */
guint
stemma_scale_ticks (const StemmaScale *scale, guint most, StemmaTick ticks[STEMMA_SCALE_MAX_TICKS])
{
  most = CLAMP (most, 1, STEMMA_SCALE_MAX_TICKS - 1);
  if (scale->kind == STEMMA_SCALE_LOG)
    return log_ticks (scale, most, ticks);
  if (scale->kind == STEMMA_SCALE_TIME)
    return time_ticks (scale, most, ticks);
  return linear_ticks (scale, most, ticks);
}
