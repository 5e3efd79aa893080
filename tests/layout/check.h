#pragma once

#include "layout/stemma-layout.h"

void check_layout (const StemmaLayout *layout, const StemmaLayoutRequest *request);
void check_kept (const StemmaLayout *layout, const StemmaLayout *previous);
