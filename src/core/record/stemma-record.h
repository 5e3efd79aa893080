#pragma once

#include "base/stemma-arena.h"
#include "record/stemma-relation.h"

G_BEGIN_DECLS

/** The Hub's own identity of a repository: 12 bytes, written as 24 hexadecimal digits. */
#define STEMMA_OID_SIZE 12

/** Bytes of an id, of a model or a parent. The Hub's have 193 at most; paths on somebody's disk, which occur too, more. */
#define STEMMA_ID_MAX 1024
/** Room for as much of a longer one as is shown to a person. */
#define STEMMA_ID_SHORT_SIZE 80

/**
 * StemmaFlags:
 *
 * Yes-or-no facts of a model. Stored, so a bit never changes its meaning. Whether a fact was fetched at all is
 * told by #StemmaKnown: a flag whose field is not known says nothing.
 */
typedef enum
{
  STEMMA_FLAG_PRIVATE = 1 << 0,
  STEMMA_FLAG_DISABLED = 1 << 1,
  STEMMA_FLAG_GATED_AUTO = 1 << 2,
  STEMMA_FLAG_GATED_MANUAL = 1 << 3,
  STEMMA_FLAG_CUSTOM_CODE = 1 << 4,      /* the weights come with code that is run */
  STEMMA_FLAG_REMOTE_AUTO_MAP = 1 << 5,  /* auto_map names code in another repository */
  STEMMA_FLAG_PERFORMANCE = 1 << 6,      /* model-index or evaluation results */
  STEMMA_FLAG_TEMPLATE = 1 << 7,         /* a chat template */
  STEMMA_FLAG_SAFETENSORS = 1 << 8,      /* weights as safetensors or gguf */
  STEMMA_FLAG_PICKLE = 1 << 9,           /* weights as pickle */
  STEMMA_FLAG_GGUF = 1 << 10,
  STEMMA_FLAG_ADAPTER_FILES = 1 << 11,   /* adapter_config.json stands among its files */
  STEMMA_FLAG_CHAT = 1 << 12,            /* tagged conversational, or a template, or "instruct"/"chat" in the name */
  STEMMA_FLAG_EVAL_VERIFIED = 1 << 13,   /* at least one evaluation result that the Hub verified */
} StemmaFlags;

#define STEMMA_FLAG_GATED (STEMMA_FLAG_GATED_AUTO | STEMMA_FLAG_GATED_MANUAL)

/**
 * StemmaKnown:
 *
 * Which fields a source spoke of. A field that is not known was never fetched; it is not the same as absent.
 */
typedef enum
{
  STEMMA_KNOWN_PARENTS = 1 << 0,
  STEMMA_KNOWN_SHA = 1 << 1,
  STEMMA_KNOWN_LICENCE = 1 << 2,
  STEMMA_KNOWN_TASK = 1 << 3,
  STEMMA_KNOWN_LIBRARY = 1 << 4,
  STEMMA_KNOWN_DATASETS = 1 << 5,
  STEMMA_KNOWN_DOWNLOADS = 1 << 6,
  STEMMA_KNOWN_LIKES = 1 << 7,
  STEMMA_KNOWN_CREATED = 1 << 8,
  STEMMA_KNOWN_MODIFIED = 1 << 9,
  STEMMA_KNOWN_ACCESS = 1 << 10,      /* private, disabled, gated */
  STEMMA_KNOWN_FILES = 1 << 11,       /* safetensors, pickle, gguf, adapter files */
  STEMMA_KNOWN_TEMPLATE = 1 << 12,
  STEMMA_KNOWN_PERFORMANCE = 1 << 13,
  STEMMA_KNOWN_CODE = 1 << 14,        /* custom code, auto_map */
  STEMMA_KNOWN_NEW_VERSION = 1 << 15,
  STEMMA_KNOWN_CONFIG = 1 << 16,      /* architecture, parameters, bits */
} StemmaKnown;

/** StemmaRecordEdge: one declared parent, in the order of declaration. */
typedef struct
{
  const char *parent;             /* as declared, UTF-8, trimmed, never empty */
  const char *relation_word;      /* (nullable): the relation's word where it is none of the four */
  guint8 parent_oid[STEMMA_OID_SIZE];
  gboolean has_oid;
  StemmaRelation relation;
  StemmaEdgeSource source;
} StemmaRecordEdge;

/** StemmaRecordEvaluation: one evaluation result as the card or the Hub gives it. */
typedef struct
{
  const char *task;     /* (nullable) */
  const char *dataset;  /* (nullable) */
  const char *config;   /* (nullable) */
  const char *split;    /* (nullable) */
  const char *metric;   /* (nullable) */
  const char *source;   /* (nullable): a URL or a name */
  double value;         /* as given: neither scaled nor bounded */
  gboolean verified;
} StemmaRecordEvaluation;

/**
 * StemmaRecord:
 *
 * All that one source says of one model, as plain data. Every string lives in the arena of whoever made the
 * record and dies with the next record; every key may be missing.
 */
typedef struct
{
  const char *name;               /* owner/name, or a legacy single segment; UTF-8, never empty */
  guint8 oid[STEMMA_OID_SIZE];
  gboolean has_oid;

  guint32 known;                  /* StemmaKnown */
  guint32 flags;                  /* StemmaFlags */

  StemmaRelation relation;        /* where the model counts once; meaningful with n_edges > 0 */
  const StemmaRecordEdge *edges;
  guint n_edges;

  const char *sha;                /* (nullable): 40 hexadecimal digits */
  const char *licence;            /* (nullable): several are joined by "+" in the order given */
  const char *licence_name;       /* (nullable): for licence "other" */
  const char *licence_link;       /* (nullable) */
  const char *task;               /* (nullable): pipeline_tag */
  const char *library;            /* (nullable) */
  const char *new_version;        /* (nullable) */
  const char *model_type;         /* (nullable): config.model_type or gguf.architecture */
  const char *template_text;      /* (nullable): the chat template */
  const char *code_repository;    /* (nullable): the other repository that auto_map names */
  const char *tags;               /* (nullable): other tags, sorted, without the computed ones, joined by "\n" */
  const char *const *datasets;
  guint n_datasets;
  const StemmaRecordEvaluation *evaluations;
  guint n_evaluations;

  gint64 created;                 /* seconds since 1970 */
  gint64 modified;                /* seconds since 1970 */
  guint64 downloads;              /* of the last 30 days */
  guint64 downloads_all;          /* of all time; 0 where not known */
  guint64 likes;
  guint64 parameters;             /* 0 where not known */
  guint bits;                     /* of a quantization; 0 where not known */
} StemmaRecord;

/** StemmaRecordHashes: numbers that tell whether the lasting facts of a model have changed. 0 stands for none. */
typedef struct
{
  guint64 content; /* everything but the counters, the lists below included; never 0 */
  guint64 edges;
  guint64 datasets;
  guint64 evaluations;
} StemmaRecordHashes;

/** StemmaFindingFunc: told of an oddity inside a well-formed record: @id is the model or "line N". */
typedef void (*StemmaFindingFunc) (const char *id, const char *kind, const char *text, gpointer user_data);

const char *stemma_id_shorten (const char *id, char text[STEMMA_ID_SHORT_SIZE]);
gboolean stemma_oid_parse (const char *text, guint8 oid[STEMMA_OID_SIZE]);
void stemma_oid_format (const guint8 oid[STEMMA_OID_SIZE], char text[2 * STEMMA_OID_SIZE + 1]);

G_END_DECLS
