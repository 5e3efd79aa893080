#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** StandInReply: what is to be answered, before anything happens to it on its way. */
typedef struct
{
  guint status;
  const char *type;   /* of the body */
  GBytes *body;       /* (nullable) */
  GBytes *packed;     /* (nullable): the body as gzip, where somebody has made it already */
  char *etag;         /* (nullable) */
  GPtrArray *headers; /* names and values by turns */
} StandInReply;

StandInReply *stand_in_reply_new (guint status, const char *type, const char *body);
StandInReply *stand_in_reply_error (guint status, const char *message);
void stand_in_reply_free (StandInReply *reply);
void stand_in_reply_take (StandInReply *reply, GString *body);
void stand_in_reply_add (StandInReply *reply, const char *name, const char *value);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (StandInReply, stand_in_reply_free)

G_END_DECLS
