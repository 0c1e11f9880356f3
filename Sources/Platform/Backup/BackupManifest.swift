import Kernel
import Store

/// What a backup is of and what belongs to it; written last, so that a backup that broke off has none.
package struct BackupManifest: Codable, Sendable {
    static let name = "manifest.json"
    static let format = 1

    /// A file of the backup, by its path in the folder.
    package struct Part: Codable, Sendable {
        package var path: String
        package var size: Int
        package var sha256: String
    }

    package var format: Int
    package var product: String
    package var madeAt: Instant
    package var database: DatabaseCopy
    package var parts: [Part]
    /// Files that were deleted while the backup was made.
    package var missingFiles: [ID<StoredFile>]
}

/// Why there is no backup, or why it is not restored.
package struct BackupFailure: Error, CustomStringConvertible {
    package let description: String

    init(_ description: String) {
        self.description = description
    }
}
