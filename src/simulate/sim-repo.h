#pragma once

#include "simulate/sim-words.h"
#include "simulate/sim-world.h"

G_BEGIN_DECLS

/* In what form a quantization comes. */
typedef struct
{
  const char *tail;   /* of the name */
  const char *method; /* quantization_config's, NULL for gguf */
  guint bits;
} SimVariant;

const SimVariant *sim_variant (const SimWorld *world, guint32 model);
const char *sim_size_label (const SimWorld *world, guint32 model);
double sim_size_billions (const SimWorld *world, guint32 model);
gboolean sim_is_language_model (const SimWorld *world, guint32 model);
gboolean sim_is_instruct (const SimWorld *world, guint32 model);
void sim_repo_add (const SimWorld *world, const SimWords *words, guint32 model, gboolean renamed,
                   SimText *text);

G_END_DECLS
