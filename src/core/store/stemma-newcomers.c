#include "store/stemma-newcomers.h"

#include <string.h>

/* 7.3 million identities in 128 MB: twice as many as the Hub has models. */
#define MAX_SLOTS (1 << 23)
/* Of what is kept for a name: its holder has no identity yet and may adopt one. */
#define ADOPTS (G_GUINT64_CONSTANT (1) << 31)

struct _StemmaNewcomers
{
  const guint8 *hash_key;
  GArray *holders; /* guint32 by a name's id: the key of the newest model that holds it, or 0 */
  GByteArray *met; /* by a model's key */
  StemmaMemory *oids;
};

/**
 * stemma_newcomers_new:
 * @hash_key: the store's; must outlive what is returned
 * @max_oids: how many identities are remembered, roughly: a power of two; 0 for the usual bound
 *
 * Returns: (transfer full): nobody yet
 */
StemmaNewcomers *
stemma_newcomers_new (const guint8 *hash_key, guint max_oids)
{
  StemmaNewcomers *self = g_new0 (StemmaNewcomers, 1);
  self->hash_key = hash_key;
  self->holders = g_array_new (FALSE, TRUE, sizeof (guint32));
  self->met = g_byte_array_new ();
  self->oids = stemma_memory_new (max_oids != 0 ? max_oids : MAX_SLOTS);
  return self;
}

/** stemma_newcomers_free: @self: (nullable) (transfer full): what is done with */
void
stemma_newcomers_free (StemmaNewcomers *self)
{
  if (self == NULL)
    return;
  g_array_unref (self->holders);
  g_byte_array_unref (self->met);
  stemma_memory_free (self->oids);
  g_free (self);
}

static StemmaTextHash
hash_oid (const StemmaNewcomers *self, const guint8 *oid)
{
  return stemma_text_hash (self->hash_key, (const char *) oid, STEMMA_OID_SIZE);
}

/* Arrays double, so that a model costs the same however many there are. */
static guint
grown (guint length, gint64 index)
{
  return (guint) MAX (index + 1, MIN ((gint64) length * 2, G_MAXINT32));
}

/**
 * stemma_newcomers_add:
 * @self: the newcomers
 * @key: a model that nobody had met before
 * @name: the id of its name
 * @oid: (nullable): its identity
 * @adopts: whether it has none, and a record that has one may come
 *
 * Returns: whether its identity is remembered: %FALSE if there is no more room
 */
gboolean
stemma_newcomers_add (StemmaNewcomers *self, gint64 key, gint64 name, const guint8 *oid, gboolean adopts)
{
  if (name >= self->holders->len)
    g_array_set_size (self->holders, grown (self->holders->len, name));
  g_array_index (self->holders, guint32, name) = (guint32) ((guint64) key | (adopts ? ADOPTS : 0));
  if (oid == NULL)
    return TRUE;
  StemmaTextHash hash = hash_oid (self, oid);
  return stemma_memory_add (self->oids, &hash, (guint32) key);
}

/**
 * stemma_newcomers_find_name:
 * @self: the newcomers
 * @name: a name's id
 * @adopts: (out): whether the model may adopt an identity
 *
 * Returns: the key of the newest one that holds it, 0 if none does
 */
gint64
stemma_newcomers_find_name (const StemmaNewcomers *self, gint64 name, gboolean *adopts)
{
  guint64 holder = name < self->holders->len ? g_array_index (self->holders, guint32, name) : 0;
  *adopts = (holder & ADOPTS) != 0;
  return (gint64) (holder & ~ADOPTS);
}

/** stemma_newcomers_find_oid: Returns: the key of the one with that identity, 0 if none is remembered */
gint64
stemma_newcomers_find_oid (const StemmaNewcomers *self, const guint8 *oid)
{
  StemmaTextHash hash = hash_oid (self, oid);
  return stemma_memory_find (self->oids, &hash);
}

/** stemma_newcomers_meet: @key: a model; @met: what came of it, in addition to what came before */
void
stemma_newcomers_meet (StemmaNewcomers *self, gint64 key, guint met)
{
  guint before = self->met->len;
  if (key >= before)
    {
      g_byte_array_set_size (self->met, grown (before, key));
      memset (self->met->data + before, 0, self->met->len - before);
    }
  self->met->data[key] |= (guint8) met;
}

/** stemma_newcomers_get_met: Returns: what came of model @key so far */
guint
stemma_newcomers_get_met (const StemmaNewcomers *self, gint64 key)
{
  return key < self->met->len ? self->met->data[key] : 0;
}
