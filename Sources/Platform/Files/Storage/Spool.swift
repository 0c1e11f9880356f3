import Crypto
import Glibc
import Kernel
import Synchronization
import Web

/// The temporary folder for incoming files, which are written there and hashed on the way.
package struct Spool: Sendable {
    package let folder: String
    let threadPool: ThreadPool

    package init(folder: String, threadPool: ThreadPool) {
        self.folder = folder
        self.threadPool = threadPool
    }

    /// Writes a body to a file; nothing is left of a truncated or too large body.
    package func receive(_ body: RequestBody) async throws -> SpooledFile {
        try await write { file in
            try await body.pieces { piece in try await file.append(piece) }
        }
    }

    /// Writes a file of the server itself, piece by piece.
    package func write(_ produce: (SpoolWriter) async throws -> Void) async throws -> SpooledFile {
        let writer = try await threadPool.run { [self] in
            try Disk.makeFolder(folder)
            return try SpoolWriter(newPath(), threadPool)
        }
        do {
            try await produce(writer)
            return try await threadPool.run { try writer.finish() }
        } catch {
            writer.abandon()
            throw error
        }
    }

    /// Reads a file written by `fill`, for its size and hash.
    func adopt(_ fill: (_ path: String) async throws -> Void) async throws -> SpooledFile {
        let path = try await threadPool.run { [self] in
            try Disk.makeFolder(folder)
            return newPath()
        }
        do {
            try await fill(path)
            return try await threadPool.run { try SpooledFile(reading: path) }
        } catch {
            try? Disk.remove(path)
            throw error
        }
    }

    /// Deletes the leftovers of dead processes.
    func sweep(before oldest: Instant) async throws -> Int {
        try await threadPool.run { [folder] in
            var count = 0
            for name in Disk.names(in: folder) {
                let path = "\(folder)/\(name)"
                guard let changed = Disk.changed(path), changed < oldest.seconds else { continue }
                try Disk.remove(path)
                count += 1
            }
            return count
        }
    }

    private func newPath() -> String {
        "\(folder)/\(Base64.url.encode(randomBytes(18)))"
    }
}

/// A file that is being written to the spool.
package final class SpoolWriter: Sendable {
    private struct State {
        var file: Int32
        var hash = SHA256()
        var size = 0
    }

    private let path: String
    private let threadPool: ThreadPool
    private let state: Mutex<State>

    fileprivate init(_ path: String, _ threadPool: ThreadPool) throws {
        self.path = path
        self.threadPool = threadPool
        state = Mutex(State(file: try Disk.create(path)))
    }

    package func append(_ piece: [UInt8]) async throws {
        try await threadPool.run { [self] in
            try state.withLock { state in
                try Disk.write(piece, to: state.file)
                state.hash.update(data: piece)
                state.size += piece.count
            }
        }
    }

    fileprivate func finish() throws -> SpooledFile {
        try state.withLock { state in
            try Disk.sync(state.file, path)
            close(state.file)
            state.file = -1
            return SpooledFile(path: path, size: state.size, sha256: Array(state.hash.finalize()))
        }
    }

    fileprivate func abandon() {
        state.withLock { state in
            if state.file >= 0 { close(state.file) }
            state.file = -1
        }
        _ = unlink(path)
    }
}

/// A complete file in the spool, durable, with its hash.
package struct SpooledFile: Sendable {
    package let path: String
    package let size: Int
    package let sha256: [UInt8]

    init(path: String, size: Int, sha256: [UInt8]) {
        self.path = path
        self.size = size
        self.sha256 = sha256
    }

    fileprivate init(reading path: String) throws {
        guard let file = try Disk.openToRead(path) else { throw DiskError("open", path) }
        defer { close(file) }
        var hash = SHA256()
        var size = 0
        while case let piece = try Disk.read(file, at: size, count: 1 << 20), !piece.isEmpty {
            hash.update(data: piece)
            size += piece.count
        }
        self.init(path: path, size: size, sha256: Array(hash.finalize()))
    }

    /// Succeeds also after the file has moved to the storage.
    func remove() {
        _ = unlink(path)
    }
}
