#pragma once

#include "base/stemma-clock.h"
#include "hub/stemma-hub-options.h"

G_BEGIN_DECLS

/* What a server may do instead of, or beside, sending bytes. */
typedef enum
{
  SERVE_KEEP,  /* answer and wait for the next request */
  SERVE_CLOSE, /* answer, if there is an answer, and close */
  SERVE_HANG,  /* answer, if there is an answer, and say no more until the server ends */
} ServeThen;

typedef struct _Server Server;

/** ServeFunc: (nullable): the raw answer to the request of that number, from 0; @head is all of its headers.
 */
typedef GBytes *(*ServeFunc) (guint number, const char *head, ServeThen *then, gpointer user_data);

/** Server: a server on loopback that answers byte for byte what a test wants, on a thread of its own. */
struct _Server
{
  char *url;
  GPtrArray *heads; /* of the requests, in order; look at it when the client has its answer */
  ServeFunc serve;
  gpointer user_data;
  GMutex lock;
  GSocketListener *listener;
  GTlsCertificate *certificate;
  GCancellable *stop;
  GThread *thread;
  guint connections;
};

void hub_test_init (int *argc, char ***argv);
Server *server_new (ServeFunc serve, gpointer user_data);
Server *server_new_tls (ServeFunc serve, gpointer user_data);
void server_free (Server *server);
guint server_requests (Server *server);
char *server_head (Server *server, guint number);
char *server_target (Server *server, guint number);

GBytes *answer (guint status, const char *headers, const char *body);
GBytes *answer_bytes (guint status, const char *headers, gconstpointer body, gsize length);

/** Steps: answers in a row, the last one for ever; %NULL closes the connection. */
typedef struct
{
  guint n;
  const char *answers[16];
} Steps;

GBytes *serve_steps (guint number, const char *head, ServeThen *then, gpointer user_data);

/** TestClock: time that passes only by sleeping. */
typedef struct
{
  StemmaClock clock;
  GMutex lock;
  gint64 now;
  gint64 tick;     /* how much passes each time it is looked at, µs */
  GArray *slept;   /* gint64, µs */
  guint cancel_at; /* the how-manieth sleep is cancelled, from 1; 0 for none */
  GCancellable *cancellable;
} TestClock;

void test_clock_init (TestClock *clock);
void test_clock_clear (TestClock *clock);
double test_clock_slept (TestClock *clock, guint number);

StemmaHubOptions *test_options (const char *endpoint, const char *token);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Server, server_free)

G_END_DECLS
