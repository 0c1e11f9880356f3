import Kernel

/// The storage of file contents: a folder, or a bucket of an S3 server.
package protocol FileStorage: Sendable {
    /// Moves a spooled file into the storage; durable on return.
    ///
    /// An object under the same key is replaced as a whole.
    func put(_ file: SpooledFile, at key: ObjectKey, _ type: MediaType) async throws

    /// Nil when there is no such object.
    func size(of key: ObjectKey) async throws -> Int?

    /// Some bytes from the start of the range on: at least one, at most a piece.
    func read(_ key: ObjectKey, _ range: Range<Int>) async throws -> [UInt8]

    /// Copies the object to a new file; throws ``ObjectMissing`` without such an object.
    func fetch(_ key: ObjectKey, to path: String, atMost size: Int) async throws

    /// Succeeds also for an object that is already gone.
    func delete(_ key: ObjectKey) async throws

    /// A signed address to which a client uploads the object directly; nil without such an address.
    func uploadAddress(_ key: ObjectKey, _ upload: DirectUpload, at now: Instant) throws -> SignedRequest?

    /// Throws while files can be neither read nor written; the check itself writes none.
    func check() async throws
}

/// The name of an object, made of identifiers only.
///
/// No name from a user ever becomes part of a path.
package struct ObjectKey: Sendable, Hashable, CustomStringConvertible {
    package let path: String

    /// The key of a file, in one of 65,536 folders: the last bits of an identifier are random.
    package init(_ file: ID<StoredFile>) {
        let name = file.description
        path = "\(name.suffix(2))/\(name.suffix(4).prefix(2))/\(name)"
    }

    private init(path: String) {
        self.path = path
    }

    /// The key of a direct upload before its verification.
    package static func incoming(_ file: ID<StoredFile>) -> ObjectKey {
        ObjectKey(path: "incoming/\(file)")
    }

    /// The key of a day's head of the audit chain, by the product's name and the date.
    static func auditHead(_ name: String) -> ObjectKey {
        ObjectKey(path: "audit-heads/\(name).json")
    }

    package var description: String { path }
}

/// The conditions of a direct upload.
package struct DirectUpload: Sendable {
    package let mediaType: MediaType
    package let size: Int
    package let sha256: [UInt8]
    package let lasting: Duration
}

/// A signed request that another program may send unchanged.
package struct SignedRequest: Sendable {
    package let method: String
    package let url: String
    /// Headers to be sent exactly as they are.
    package let headers: [(name: String, value: String)]
}

/// The storage has no such object.
package struct ObjectMissing: Error {
    let key: ObjectKey
}
