import Glibc
import Web

extension Portico {
    /// What holds for the whole process, before it does anything: what it writes is its owner's alone.
    package static func settle() {
        umask(0o077)
    }
}

extension ServerConfiguration.Limits {
    /// As many connections as the system gives files for, once it has given all it has.
    mutating func raiseFileLimit() {
        connections = OpenFiles.connections(of: OpenFiles.raiseLimit(), atMost: connections)
    }
}
