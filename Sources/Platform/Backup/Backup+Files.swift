import Glibc
import Kernel
import Store

// Files are read from any storage and written to any storage, and checked against their hashes.
extension Backup {
    private static let page = 200

    func copyFiles(to folder: String, _ manifest: inout BackupManifest) async throws {
        try await forEachFile { file in
            do {
                manifest.parts.append(try await copy(file, to: folder))
            } catch is ObjectMissing {
                manifest.missingFiles.append(file.id)
            }
        }
    }

    private func copy(_ file: StoredFile, to folder: String) async throws -> BackupManifest.Part {
        let path = "files/\(ObjectKey(file.id))"
        let writer = try await files.threadPool.run {
            try Disk.makeFolder(String("\(folder)/\(path)".dropLast("\(file.id)".count + 1)))
            return try Disk.create("\(folder)/\(path)")
        }
        defer { close(writer) }
        var position = 0
        while position < file.size {
            let piece = try await files.storage.read(ObjectKey(file.id), position..<file.size)
            guard !piece.isEmpty else { throw BackupFailure("the file \(file.id) is shorter than it was") }
            position += piece.count
            try await files.threadPool.run { try Disk.write(piece, to: writer) }
        }
        let part = try await files.threadPool.run {
            try Disk.sync(writer, path)
            return try Self.part(path, in: folder)
        }
        guard part.sha256 == file.sha256Text else { throw BackupFailure("the file \(file.id) is damaged") }
        return part
    }

    func restoreFiles(from folder: String, but missing: Set<ID<StoredFile>>) async throws {
        try await forEachFile { file in
            guard !missing.contains(file.id) else { return }
            let path = "\(folder)/files/\(ObjectKey(file.id))"
            let spooled = try await files.spool.write { writer in
                var position = 0
                while position < file.size {
                    let piece = try await files.threadPool.run { [position] in
                        guard let source = try Disk.openToRead(path) else {
                            throw BackupFailure("\(path) is missing")
                        }
                        defer { close(source) }
                        return try Disk.read(source, at: position, count: 1 << 20)
                    }
                    guard !piece.isEmpty else { throw BackupFailure("\(path) is damaged") }
                    position += piece.count
                    try await writer.append(piece)
                }
            }
            guard spooled.sha256 == file.sha256 else { throw BackupFailure("\(path) is damaged") }
            try await files.storage.put(spooled, at: ObjectKey(file.id), file.mediaType)
        }
    }

    private func forEachFile(_ take: (StoredFile) async throws -> Void) async throws {
        var last: ID<StoredFile>?
        while true {
            let page: [StoredFile] = try await db.read { [last] tx in
                let after: SQL? = last.map { "AND f.id > \($0)" }
                return try tx.all(
                    """
                    SELECT \(StoredFile.columns) FROM stored_file f
                     WHERE f.state IN ('clean', 'quarantined') \(after) ORDER BY f.id LIMIT \(Self.page)
                    """
                )
            }
            for file in page { try await take(file) }
            guard page.count == Self.page, let end = page.last?.id else { return }
            last = end
        }
    }
}
