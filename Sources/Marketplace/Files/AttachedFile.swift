import Kernel
import Platform
import Store

/// A file of a record, with an address for its reader.
struct AttachedFile: Codable, Sendable {
    /// The identity of the file.
    var id: ID<StoredFile>
    /// As the uploader named it.
    var name: String
    /// An address that works without a session for a few minutes; absent until the virus scan is over.
    var url: String?

    init(_ file: ID<StoredFile>, for call: Call, _ tx: borrowing Tx) throws {
        try self.init(StoredFile.find(file, tx), for: call, tx)
    }

    init(_ file: StoredFile, for call: Call, _ tx: borrowing Tx) throws {
        id = file.id
        name = file.name
        guard file.state == .clean else { return }
        url = try Files.link(to: file.id, for: .view, by: call.actor, at: call.site, tx).url
    }
}
