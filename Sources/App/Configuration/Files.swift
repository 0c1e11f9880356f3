import Foundation

/// The file operations of the commands.
enum Files {
    static func exists(_ path: String) -> Bool {
        FileManager.default.fileExists(atPath: path)
    }

    static func isFolder(_ path: String) -> Bool {
        var isFolder: ObjCBool = false
        return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) && isFolder.boolValue
    }

    static func makeFolder(for path: String) throws {
        let folder = URL(fileURLWithPath: path).deletingLastPathComponent()
        do {
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        } catch {
            throw CommandFailure("the folder \(folder.path) cannot be created")
        }
    }

    static func read(_ path: String) throws -> String {
        try String(contentsOfFile: path, encoding: .utf8)
    }

    static func write(_ text: String, to path: String) throws {
        try makeFolder(for: path)
        try text.write(toFile: path, atomically: true, encoding: .utf8)
    }

    /// Writes a file that only its owner can ever read; fails when it exists.
    static func writePrivately(_ text: String, to path: String) throws {
        try makeFolder(for: path)
        let isMade = FileManager.default.createFile(
            atPath: path,
            contents: Data(text.utf8),
            attributes: [.posixPermissions: 0o600]
        )
        guard isMade else { throw CocoaError(.fileWriteUnknown) }
    }

    /// Free bytes on the disk that holds `path`.
    static func freeBytes(at path: String) throws -> Int64 {
        let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
        guard let attributes = try? FileManager.default.attributesOfFileSystem(forPath: folder) else {
            throw CommandFailure("the file system of \(folder) cannot be examined")
        }
        return (attributes[.systemFreeSize] as? NSNumber)?.int64Value ?? 0
    }
}
