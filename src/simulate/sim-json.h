#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * JSON, piece by piece at the end of a text. A key is plain ASCII; without one the piece is an item of a
 * list. Commas come by themselves. Who opens an object or a list closes it by its bracket.
 */

void sim_json_inside (GString *json, const char *text, gsize length);
void sim_json_string (GString *json, const char *text);
void sim_json_key (GString *json, const char *key);
void sim_json_text (GString *json, const char *key, const char *text);
void sim_json_truth (GString *json, const char *key, gboolean value);
void sim_json_number (GString *json, const char *key, guint64 number);
void sim_json_real (GString *json, const char *key, double value);
void sim_json_time (GString *json, const char *key, gint64 seconds);
void sim_json_oid (GString *json, const char *key, const guint8 *oid, gsize size);
void sim_json_object (GString *json, const char *key);
void sim_json_list (GString *json, const char *key);

G_END_DECLS
