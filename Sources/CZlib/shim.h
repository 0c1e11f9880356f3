#pragma once
#include <zlib.h>

// zlib's initialisers are macros, which Swift cannot call.
static inline int portico_deflate_init(z_streamp s, int level, int window_bits) {
    return deflateInit2(s, level, Z_DEFLATED, window_bits, 8, Z_DEFAULT_STRATEGY);
}
static inline int portico_inflate_init(z_streamp s, int window_bits) { return inflateInit2(s, window_bits); }
