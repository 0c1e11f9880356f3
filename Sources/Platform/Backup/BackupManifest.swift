import Kernel
import Store

/// The contents of a backup; written last, so that an incomplete backup has none.
package struct BackupManifest: Codable, Sendable {
    package static let name = "manifest.json"
    static let format = 1

    /// A file of the backup, by its path in the folder.
    package struct Part: Codable, Sendable {
        /// Relative to the folder of the backup.
        package var path: String
        /// In bytes.
        package var size: Int
        /// In hexadecimal.
        package var sha256: String
    }

    /// The version of this manifest, now 1.
    package var format: Int
    /// The name of the product, such as `caf`.
    package var product: String
    /// When the backup was started.
    package var madeAt: Instant
    package var database: DatabaseCopy
    /// Every file of the backup but this manifest.
    package var parts: [Part]
    /// Files that were deleted while the backup was made.
    package var missingFiles: [ID<StoredFile>]

    /// Leaves out the part with the keys of people.
    mutating func dropKeys() {
        let isKey = { (path: String) in path.hasPrefix("\(Backup.keys)/") }
        parts.removeAll { isKey($0.path) }
        database.tables.removeAll { isKey($0.file) }
    }
}

/// The reason why a backup was not made or not restored.
package struct BackupFailure: Error, CustomStringConvertible {
    package let description: String

    init(_ description: String) {
        self.description = description
    }
}
