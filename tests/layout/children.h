#pragma once

#include <glib.h>

guint count_children (GPid *one);
guint count_descriptors (void);
