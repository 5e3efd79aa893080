#pragma once

/*
 * Kinds of oddities that readers report through StemmaFindingFunc. Words of results, never translated; what a
 * person reads stands in the finding's text.
 */
#define STEMMA_FINDING_SELF_LOOP "self-loop"               /* a model declares itself as its parent */
#define STEMMA_FINDING_UNKNOWN_RELATION "unknown-relation" /* a word that is none of the four; it is kept */
#define STEMMA_FINDING_NO_RELATION "no-relation"           /* a parent, but nothing says in which relation */
#define STEMMA_FINDING_NO_PARENT "no-parent"               /* a relation, or a place in a list, without a parent */
#define STEMMA_FINDING_LONG_ID "long-id"                   /* an id that is too long to be one; not kept */
#define STEMMA_FINDING_NO_ID "no-id"                       /* a row or record that names no model; skipped */
#define STEMMA_FINDING_ODD_ID "odd-id"                     /* control characters in an id */
#define STEMMA_FINDING_ILL_TYPED "ill-typed" /* a field of the wrong shape, read as far as it goes */
#define STEMMA_FINDING_BAD_TEXT "bad-text"                 /* lone surrogates or NUL; replaced by U+FFFD */
#define STEMMA_FINDING_DUPLICATE_KEY "duplicate-key"       /* a key given twice; the last one counts */
#define STEMMA_FINDING_UNKNOWN_KEY "unknown-key"           /* the Hub does not know a key that was asked for */
#define STEMMA_FINDING_HUB_SAYS "hub-says"                 /* a remark of the Hub's on what it was asked */
#define STEMMA_FINDING_NOT_LISTED "not-listed"             /* what became of models that were not listed any more */
#define STEMMA_FINDING_NO_RECORD "no-record"               /* a value that is no record; skipped */
