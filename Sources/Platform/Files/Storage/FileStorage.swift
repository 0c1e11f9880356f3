import Kernel

/// Where the bytes of files lie: a folder, or a bucket of an S3 server.
package protocol FileStorage: Sendable {
    /// Takes a spooled file over; durable when this returns.
    ///
    /// What was there under the same key is replaced, never mixed with.
    func put(_ file: SpooledFile, at key: ObjectKey, _ type: MediaType) async throws

    /// Nil when there is no such object.
    func size(of key: ObjectKey) async throws -> Int?

    /// Some bytes from the start of the range on: at least one, as many as fit into a piece.
    func read(_ key: ObjectKey, _ range: Range<Int>) async throws -> [UInt8]

    /// Copies the object into a new file; ``ObjectMissing`` when there is none.
    func fetch(_ key: ObjectKey, to path: String, atMost size: Int) async throws

    /// No failure when it is gone already.
    func delete(_ key: ObjectKey) async throws

    /// An address that takes the bytes of one object without passing through this server; nil when there is none.
    func uploadAddress(_ key: ObjectKey, _ upload: DirectUpload, at now: Instant) throws -> SignedRequest?

    /// Throws when files can neither be read nor written at the moment; it writes none to find out.
    func check() async throws
}

/// The name of an object, made of identities only.
///
/// No name that a user gave ever becomes part of a path.
package struct ObjectKey: Sendable, Hashable, CustomStringConvertible {
    package let path: String

    /// A file, in one of 65 536 folders: the last bits of an identity are random.
    package init(_ file: ID<StoredFile>) {
        let name = file.description
        path = "\(name.suffix(2))/\(name.suffix(4).prefix(2))/\(name)"
    }

    private init(path: String) {
        self.path = path
    }

    /// What is uploaded directly and not verified yet.
    package static func incoming(_ file: ID<StoredFile>) -> ObjectKey {
        ObjectKey(path: "incoming/\(file)")
    }

    /// A day's head of the audit chain, by the name of the product and the date.
    static func auditHead(_ name: String) -> ObjectKey {
        ObjectKey(path: "audit-heads/\(name).json")
    }

    package var description: String { path }
}

/// What an upload past this server is bound to.
package struct DirectUpload: Sendable {
    package let mediaType: MediaType
    package let size: Int
    package let sha256: [UInt8]
    package let lasting: Duration
}

/// A request that someone else may send as it stands.
package struct SignedRequest: Sendable {
    package let method: String
    package let url: String
    /// What must be sent along, in these very words.
    package let headers: [(name: String, value: String)]
}

/// There is no such object in the storage.
package struct ObjectMissing: Error {
    let key: ObjectKey
}
