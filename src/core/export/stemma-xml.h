#pragma once

#include <glib.h>

G_BEGIN_DECLS

void stemma_xml_append (GString *out, const char *text);
void stemma_xml_append_attribute (GString *out, const char *name, const char *value);

G_END_DECLS
