#pragma once

#include <glib.h>

int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);

/* Well-formed inputs and nasty ones, and words that mutations put in; each list ends in NULL. */
extern const char *const fuzz_seeds[];
extern const char *const fuzz_words[];
