import Kernel
import Store

/// A received and checked file that waits to be kept.
package struct ReceivedFile: Sendable {
    package let id: ID<StoredFile>
    package let name: String
    package let mediaType: MediaType
    package let size: Int
    package let sha256: [UInt8]
    let isScanned: Bool
    var isActive = false
    /// Whether it was uploaded directly to the storage, where the upload still is.
    var isIncoming = false
}

/// The accepted types and the size limit of an upload.
package struct FileRules: Sendable {
    package var types: [MediaType]
    package var maxBytes: Int

    package init(_ types: [MediaType], upTo maxBytes: Int) {
        self.types = types
        self.maxBytes = maxBytes
    }
}

extension ReceivedFile {
    func insert(_ tx: borrowing Tx) throws {
        try tx.execute(
            """
            INSERT INTO stored_file (id, name, media_type, size, sha256, state, is_incoming, created_at, expires_at)
            VALUES (\(id), \(name), \(mediaType), \(size), \(sha256), 'pending', \(false), \(tx.now),
                    \(tx.now + Files.patience))
            """
        )
    }
}
