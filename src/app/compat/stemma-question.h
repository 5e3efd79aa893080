#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

AdwMessageDialog *stemma_question_new (GtkWindow *parent, const char *heading, const char *body);

G_END_DECLS
