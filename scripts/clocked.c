// Preloaded into the server: the time of day is the number of seconds in the file PORTICO_CLOCK from the real one, while it runs.
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdlib.h>
#include <sys/mman.h>

#include "moved_clock.h"

static long offset(void) {
    static volatile long *place;
    if (!place) {
        const char *path = getenv("PORTICO_CLOCK");
        int file = path ? open(path, O_RDONLY | O_CLOEXEC) : -1;
        void *found = file < 0 ? MAP_FAILED : mmap(NULL, sizeof(long), PROT_READ, MAP_SHARED, file, 0);
        static long none;
        if (file >= 0) close(file);
        place = found == MAP_FAILED ? &none : found;
    }
    return *place;
}
