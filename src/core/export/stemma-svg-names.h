#pragma once

/* What a drawing keeps its metadata under; files that people have saved depend on it. */
#define STEMMA_SVG_NAMESPACE "urn:stemma:metadata:1"
#define STEMMA_SVG_ENTRY "stemma:entry"
