#pragma once
#include <sqlite3.h>

/// SQLite counts the memory it uses under a mutex that all connections share; nobody here asks for the count.
///
/// To be called before anything else. (`sqlite3_config` is variadic, which Swift cannot call.)
static inline int sqlite3_config_without_memory_count(void) {
    return sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
}
