#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * StemmaError:
 * @STEMMA_ERROR_INPUT: a file or a record is at fault; the message names file and line or id
 * @STEMMA_ERROR_USAGE: the call itself makes no sense (a wrong option, a missing argument)
 * @STEMMA_ERROR_NOT_FOUND: no such model, date or snapshot; the message offers the nearest names
 * @STEMMA_ERROR_POLICY: a policy is violated
 * @STEMMA_ERROR_LOCKED: another process holds the store
 * @STEMMA_ERROR_READ_ONLY: the store cannot be written
 * @STEMMA_ERROR_DAMAGED: a store or a saved snapshot does not hold what it should
 * @STEMMA_ERROR_NEWER: the store was written by a newer version
 * @STEMMA_ERROR_FULL: no room on the device
 * @STEMMA_ERROR_LAYOUT: the layout helper is missing, crashed or answered nonsense
 * @STEMMA_ERROR_TIMEOUT: a deadline passed
 * @STEMMA_ERROR_NETWORK: the Hub cannot be reached or answered nonsense
 * @STEMMA_ERROR_FAILED: anything else; the message says what
 * @STEMMA_ERROR_OFFLINE: nothing may go out, by the user's own setting
 * @STEMMA_ERROR_REFUSED: the Hub does not accept the token, or wants one
 * @STEMMA_ERROR_LIMITED: the Hub went on to say that it was asked too often
 */
typedef enum
{
  STEMMA_ERROR_INPUT,
  STEMMA_ERROR_USAGE,
  STEMMA_ERROR_NOT_FOUND,
  STEMMA_ERROR_POLICY,
  STEMMA_ERROR_LOCKED,
  STEMMA_ERROR_READ_ONLY,
  STEMMA_ERROR_DAMAGED,
  STEMMA_ERROR_NEWER,
  STEMMA_ERROR_FULL,
  STEMMA_ERROR_LAYOUT,
  STEMMA_ERROR_TIMEOUT,
  STEMMA_ERROR_NETWORK,
  STEMMA_ERROR_FAILED,
  STEMMA_ERROR_OFFLINE,
  STEMMA_ERROR_REFUSED,
  STEMMA_ERROR_LIMITED,
} StemmaError;

#define STEMMA_ERROR (stemma_error_quark ())

GQuark stemma_error_quark (void);
int stemma_error_exit_status (const GError *error);

G_END_DECLS
