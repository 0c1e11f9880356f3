import Glibc

/// What `:memory:` means here: a file that is gone with its database.
///
/// Memory of SQLite's own has no snapshots that readers could share with the writer.
final class ScratchFile: Sendable {
    let path: String

    init() {
        // Memory where there is such a folder, and then fsync costs nothing.
        let folder = access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp"
        path = "\(folder)/portico-\(getpid())-\(String(UInt64.random(in: 0 ... .max), radix: 36)).sqlite"
    }

    deinit {
        for suffix in ["", "-wal", "-shm"] { unlink(path + suffix) }
    }
}
