import Glibc
import Web

extension Portico {
    /// Prepares the whole process, before anything else: files it writes are readable by their owner only.
    package static func restrictFilePermissions() {
        umask(0o077)
    }
}

extension ServerConfiguration.Limits {
    /// Raises the limit of open files to the maximum, and derives the number of connections from it.
    mutating func raiseFileLimit() {
        connections = OpenFiles.connections(of: OpenFiles.raiseLimit(), atMost: connections)
    }
}
