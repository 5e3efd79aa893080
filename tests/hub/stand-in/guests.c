#include "guests.h"

#include <errno.h>
#include <sys/socket.h>

/*
 * libsoup 3.2 does not notice that a client has closed a connection that rests, and keeps its descriptor for
 * ever (mended in 3.3). So each is watched between two requests.
 */
typedef struct
{
  StandInGuests *guests;
  GSocket *socket;
  GSource *watch; /* NULL while a request is served */
} Guest;

struct _StandInGuests
{
  SoupServer *server;
  GHashTable *sockets; /* GSocket -> Guest */
  guint *open, *most;
};

static void
stop_watching (Guest *guest)
{
  if (guest->watch == NULL)
    return;
  g_source_destroy (guest->watch);
  g_clear_pointer (&guest->watch, g_source_unref);
}

static void
free_guest (gpointer data)
{
  Guest *guest = data;
  stop_watching (guest);
  g_object_unref (guest->socket);
  g_free (guest);
}

static void
drop (StandInGuests *guests, GSocket *socket)
{
  g_hash_table_remove (guests->sockets, socket);
  *guests->open = g_hash_table_size (guests->sockets);
}

static gboolean
on_input (GSocket *socket, G_GNUC_UNUSED GIOCondition condition, gpointer user_data)
{
  Guest *guest = user_data;
  char byte;
  ssize_t n = recv (g_socket_get_fd (socket), &byte, 1, MSG_PEEK | MSG_DONTWAIT);
  if (n == 0 || (n < 0 && errno != EAGAIN && errno != EINTR))
    {
      g_socket_close (socket, NULL);
      drop (guest->guests, socket);
      return G_SOURCE_REMOVE;
    }
  /* The next request: libsoup reads it. */
  stop_watching (guest);
  return G_SOURCE_REMOVE;
}

static void
watch (Guest *guest)
{
  if (guest->watch != NULL || g_socket_is_closed (guest->socket))
    return;
  guest->watch = g_socket_create_source (guest->socket, G_IO_IN, NULL);
  g_source_set_callback (guest->watch, G_SOURCE_FUNC (on_input), guest, NULL);
  g_source_attach (guest->watch, NULL);
}

/* A connection that a fault has cut is closed without a word of it. */
static void
drop_closed (StandInGuests *guests)
{
  GHashTableIter iter;
  gpointer socket;
  g_hash_table_iter_init (&iter, guests->sockets);
  while (g_hash_table_iter_next (&iter, &socket, NULL))
    if (g_socket_is_closed (socket))
      g_hash_table_iter_remove (&iter);
  *guests->open = g_hash_table_size (guests->sockets);
}

static void
on_started (G_GNUC_UNUSED SoupServer *server, SoupServerMessage *message, gpointer user_data)
{
  StandInGuests *guests = user_data;
  GSocket *socket = soup_server_message_get_socket (message);
  if (socket == NULL)
    return;
  drop_closed (guests);
  Guest *guest = g_hash_table_lookup (guests->sockets, socket);
  if (guest == NULL)
    {
      guest = g_new0 (Guest, 1);
      guest->guests = guests;
      guest->socket = g_object_ref (socket);
      g_hash_table_insert (guests->sockets, socket, guest);
    }
  stop_watching (guest);
  *guests->open = g_hash_table_size (guests->sockets);
  *guests->most = MAX (*guests->most, *guests->open);
}

static void
on_finished (G_GNUC_UNUSED SoupServer *server, SoupServerMessage *message, gpointer user_data)
{
  StandInGuests *guests = user_data;
  GSocket *socket = soup_server_message_get_socket (message);
  Guest *guest = socket != NULL ? g_hash_table_lookup (guests->sockets, socket) : NULL;
  if (guest != NULL && g_socket_is_closed (socket))
    drop (guests, socket);
  else if (guest != NULL)
    watch (guest);
}

static void
on_aborted (G_GNUC_UNUSED SoupServer *server, G_GNUC_UNUSED SoupServerMessage *message, gpointer user_data)
{
  drop_closed (user_data);
}

/**
 * stand_in_guests_new:
 * @server: a server
 * @open: (out): kept up to date: how many connections there are
 * @most: (out): the same, at most
 *
 * Returns: (transfer full): what closes the connections that libsoup forgets
 */
StandInGuests *
stand_in_guests_new (SoupServer *server, guint *open, guint *most)
{
  StandInGuests *guests = g_new0 (StandInGuests, 1);
  guests->server = g_object_ref (server);
  guests->sockets = g_hash_table_new_full (NULL, NULL, NULL, free_guest);
  guests->open = open;
  guests->most = most;
  g_signal_connect (server, "request-started", G_CALLBACK (on_started), guests);
  g_signal_connect (server, "request-finished", G_CALLBACK (on_finished), guests);
  g_signal_connect (server, "request-aborted", G_CALLBACK (on_aborted), guests);
  return guests;
}

void
stand_in_guests_free (StandInGuests *guests)
{
  if (guests == NULL)
    return;
  g_signal_handlers_disconnect_by_data (guests->server, guests);
  g_hash_table_unref (guests->sockets);
  g_object_unref (guests->server);
  g_free (guests);
}
