import Foundation

/// A folder for the files of one world, gone with it.
package final class Cabinet: Sendable {
    package let path: String

    package init() {
        path = FileManager.default.temporaryDirectory.appendingPathComponent("portico-files-\(UUID())").path
    }

    deinit {
        try? FileManager.default.removeItem(atPath: path)
    }

    /// Every file in it, as paths from here; not the heads of the audit log, which come with each day.
    package var files: [String] {
        let found = FileManager.default.enumerator(atPath: path)?.compactMap { $0 as? String } ?? []
        return found.filter { name in
            var isFolder: ObjCBool = false
            _ = FileManager.default.fileExists(atPath: "\(path)/\(name)", isDirectory: &isFolder)
            return !isFolder.boolValue && !name.hasPrefix("audit-heads/")
        }.sorted()
    }

    package func write(_ bytes: [UInt8], to name: String) throws {
        let url = URL(fileURLWithPath: "\(path)/\(name)")
        try FileManager.default.createDirectory(
            at: url.deletingLastPathComponent(),
            withIntermediateDirectories: true
        )
        try Data(bytes).write(to: url)
    }

    /// Makes a file look as old as that.
    package func age(_ name: String, to date: Date) throws {
        try FileManager.default.setAttributes([.modificationDate: date], ofItemAtPath: "\(path)/\(name)")
    }
}
