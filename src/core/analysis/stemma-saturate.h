#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Counts that would pass 2^64 - 1 stay there. */

static inline guint64
stemma_saturating_add (guint64 a, guint64 b)
{
  guint64 sum;
  return __builtin_add_overflow (a, b, &sum) ? G_MAXUINT64 : sum;
}

static inline guint64
stemma_saturating_multiply (guint64 a, guint64 b)
{
  guint64 product;
  return __builtin_mul_overflow (a, b, &product) ? G_MAXUINT64 : product;
}

G_END_DECLS
