#include "app/stemma-job.h"

/**
 * StemmaJob:
 *
 * Work on a thread of its own, with progress that a widget can be bound to, and a way to cancel it.
 * Everything but the progress function belongs to the main thread.
 */
struct _StemmaJob
{
  GObject parent_instance;
  char *title;
  char *what;
  double fraction; /* -1 while it is not known */
  gboolean running;
  GCancellable *cancellable;
  StemmaProgress progress;
  StemmaJobFunc func;
  gpointer data;
  GDestroyNotify free_data;
  GDestroyNotify free_result;

  GMutex mutex; /* guards what the worker tells */
  guint64 told_done, told_total;
  char *told_what;
  gboolean told;
};

enum
{
  PROP_TITLE = 1,
  PROP_WHAT,
  PROP_FRACTION,
  PROP_RUNNING,
  N_PROPS
};

static GParamSpec *props[N_PROPS];

G_DEFINE_FINAL_TYPE (StemmaJob, stemma_job, G_TYPE_OBJECT)

static void
stemma_job_finalize (GObject *object)
{
  StemmaJob *job = STEMMA_JOB (object);
  if (job->free_data != NULL)
    job->free_data (job->data);
  g_object_unref (job->cancellable);
  g_free (job->title);
  g_free (job->what);
  g_free (job->told_what);
  g_mutex_clear (&job->mutex);
  G_OBJECT_CLASS (stemma_job_parent_class)->finalize (object);
}

static void
stemma_job_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  StemmaJob *job = STEMMA_JOB (object);
  switch (id)
    {
    case PROP_TITLE:
      g_value_set_string (value, job->title);
      break;
    case PROP_WHAT:
      g_value_set_string (value, job->what);
      break;
    case PROP_FRACTION:
      g_value_set_double (value, job->fraction);
      break;
    case PROP_RUNNING:
      g_value_set_boolean (value, job->running);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
stemma_job_class_init (StemmaJobClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;
  object_class->finalize = stemma_job_finalize;
  object_class->get_property = stemma_job_get_property;
  props[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, NULL, flags);
  props[PROP_WHAT] = g_param_spec_string ("what", NULL, NULL, NULL, flags);
  props[PROP_FRACTION] = g_param_spec_double ("fraction", NULL, NULL, -1, 1, -1, flags);
  props[PROP_RUNNING] = g_param_spec_boolean ("running", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, N_PROPS, props);
}

static void
stemma_job_init (StemmaJob *job)
{
  g_mutex_init (&job->mutex);
  job->cancellable = g_cancellable_new ();
  job->fraction = -1;
}

/** stemma_job_new: @title: what is done, translated. Returns: (transfer full): a job that has not begun */
StemmaJob *
stemma_job_new (const char *title)
{
  StemmaJob *job = g_object_new (STEMMA_TYPE_JOB, NULL);
  job->title = g_strdup (title);
  return job;
}

static gboolean
show_progress (gpointer data)
{
  StemmaJob *job = data;
  g_mutex_lock (&job->mutex);
  job->told = FALSE;
  job->fraction
    = job->told_total > 0 ? (double) MIN (job->told_done, job->told_total) / (double) job->told_total : -1;
  g_free (job->what);
  job->what = g_strdup (job->told_what);
  g_mutex_unlock (&job->mutex);
  g_object_notify_by_pspec (G_OBJECT (job), props[PROP_FRACTION]);
  g_object_notify_by_pspec (G_OBJECT (job), props[PROP_WHAT]);
  return G_SOURCE_REMOVE;
}

/* On the worker's thread; at most one notice is on its way to the main loop. */
static void
tell_progress (guint64 done, guint64 total, const char *what, gpointer user_data)
{
  StemmaJob *job = user_data;
  g_mutex_lock (&job->mutex);
  job->told_done = done;
  job->told_total = total;
  if (g_strcmp0 (job->told_what, what) != 0)
    {
      g_free (job->told_what);
      job->told_what = g_strdup (what);
    }
  gboolean wake = !job->told;
  job->told = TRUE;
  g_mutex_unlock (&job->mutex);
  if (wake)
    g_timeout_add_full (G_PRIORITY_DEFAULT_IDLE, 50, show_progress, g_object_ref (job), g_object_unref);
}

/** stemma_job_get_progress: Returns: (transfer none): what the work tells its progress to, on its own thread
 */
const StemmaProgress *
stemma_job_get_progress (StemmaJob *job)
{
  return &job->progress;
}

static void
run_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  StemmaJob *job = source;
  GError *error = NULL;
  gpointer result = NULL;
  if (job->func (job, data, &result, cancellable, &error))
    g_task_return_pointer (task, result, job->free_result);
  else
    g_task_return_error (task, error);
}

/**
 * stemma_job_run:
 * @job: a job that has not begun
 * @func: the work
 * @data: (transfer full): for @func
 * @free_data: (nullable): frees @data
 * @free_result: (nullable): frees a result that nobody takes
 * @callback: called on the main thread; takes the result by stemma_job_finish()
 * @user_data: for @callback
 */
void
stemma_job_run (StemmaJob *job,
                StemmaJobFunc func,
                gpointer data,
                GDestroyNotify free_data,
                GDestroyNotify free_result,
                GAsyncReadyCallback callback,
                gpointer user_data)
{
  job->func = func;
  job->data = data;
  job->free_data = free_data;
  job->free_result = free_result;
  job->progress = (StemmaProgress){ tell_progress, job };
  job->running = TRUE;
  g_object_notify_by_pspec (G_OBJECT (job), props[PROP_RUNNING]);
  g_autoptr (GTask) task = g_task_new (job, job->cancellable, callback, user_data);
  g_task_set_task_data (task, data, NULL);
  g_task_run_in_thread (task, run_in_thread);
}

/**
 * stemma_job_finish:
 * @job: a job
 * @result: what the callback was given
 * @error: what went wrong; %G_IO_ERROR_CANCELLED if it was cancelled
 *
 * Returns: (transfer full) (nullable): what the work gave
 */
gpointer
stemma_job_finish (StemmaJob *job, GAsyncResult *result, GError **error)
{
  job->running = FALSE;
  g_object_notify_by_pspec (G_OBJECT (job), props[PROP_RUNNING]);
  return g_task_propagate_pointer (G_TASK (result), error);
}

/** stemma_job_cancel: asks the work to stop */
void
stemma_job_cancel (StemmaJob *job)
{
  g_cancellable_cancel (job->cancellable);
}

/** stemma_job_get_data: Returns: (transfer none): what the work was given */
gpointer
stemma_job_get_data (StemmaJob *job)
{
  return job->data;
}

/** stemma_job_get_title: Returns: (transfer none): what is done */
const char *
stemma_job_get_title (StemmaJob *job)
{
  return job->title;
}

/** stemma_job_get_fraction: Returns: how much is done, 0 to 1; -1 while that is not known */
double
stemma_job_get_fraction (StemmaJob *job)
{
  return job->fraction;
}

/** stemma_job_is_running: Returns: whether the work has begun and its end was not yet taken note of */
gboolean
stemma_job_is_running (StemmaJob *job)
{
  return job->running;
}
