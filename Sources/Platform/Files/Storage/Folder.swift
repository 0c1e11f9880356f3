import Glibc
import Kernel

/// A storage in a folder of this machine: each object is a file, put in place by one rename.
package struct Folder: FileStorage {
    package let root: String
    private let threadPool: ThreadPool

    private static let piece = 512 << 10

    package init(root: String, threadPool: ThreadPool) {
        self.root = root
        self.threadPool = threadPool
    }

    package func put(_ file: SpooledFile, at key: ObjectKey, _ type: MediaType) async throws {
        let target = path(of: key)
        try await threadPool.run {
            let folder = String(target[..<(target.lastIndex(of: "/") ?? target.endIndex)])
            try Disk.makeFolder(folder)
            try Disk.move(file.path, to: target)
            // When both names are links to one file, rename does nothing.
            file.remove()
            try Disk.syncFolder(folder)
        }
    }

    package func size(of key: ObjectKey) async throws -> Int? {
        try await threadPool.run { [path = path(of: key)] in Disk.size(path) }
    }

    package func read(_ key: ObjectKey, _ range: Range<Int>) async throws -> [UInt8] {
        try await threadPool.run { [path = path(of: key)] in
            guard let file = try Disk.openToRead(path) else { throw ObjectMissing(key: key) }
            defer { close(file) }
            return try Disk.read(file, at: range.lowerBound, count: min(range.count, Self.piece))
        }
    }

    /// Makes a hard link: objects are replaced, never changed.
    package func fetch(_ key: ObjectKey, to path: String, atMost size: Int) async throws {
        try await threadPool.run { [source = self.path(of: key)] in
            guard link(source, path) != 0 else { return }
            guard errno != ENOENT else { throw ObjectMissing(key: key) }
            throw DiskError("link", path)
        }
    }

    package func delete(_ key: ObjectKey) async throws {
        try await threadPool.run { [path = path(of: key)] in try Disk.remove(path) }
    }

    package func uploadAddress(_ key: ObjectKey, _ upload: DirectUpload, at now: Instant) -> SignedRequest? {
        nil
    }

    package func check() async throws {
        try await threadPool.run { [root] in
            try Disk.makeFolder(root)
            guard access(root, R_OK | W_OK | X_OK) == 0 else { throw DiskError("access", root) }
        }
    }

    private func path(of key: ObjectKey) -> String {
        "\(root)/\(key.path)"
    }
}
