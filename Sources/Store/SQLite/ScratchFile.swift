import Glibc

/// The file behind `:memory:`, deleted with its database.
///
/// SQLite's in-memory databases have no snapshots that readers could share with the writer.
final class ScratchFile: Sendable {
    let path: String

    init() {
        // A memory file system if there is one; then fsync costs nothing.
        let folder = access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp"
        path = "\(folder)/portico-\(getpid())-\(String(UInt64.random(in: 0 ... .max), radix: 36)).sqlite"
    }

    deinit {
        for suffix in ["", "-wal", "-shm"] { unlink(path + suffix) }
    }
}
