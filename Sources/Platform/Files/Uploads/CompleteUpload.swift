import Kernel
import Store
import Web

extension Files {
    /// Checks the upload of an announced file; the caller then keeps it in its own transaction.
    ///
    /// The check reads a copy that no client can write to. Two requests at once get the same answer, and only one of
    /// them can keep the file.
    package static func complete(_ id: ID<StoredFile>, _ call: Call) async throws -> ReceivedFile {
        let (owner, site) = (try call.account, call.site)
        let announced = try await call.db.read { tx in try Announced.find(id, of: owner, tx) }
        let spooled = try await collect(announced, site)
        let isActive: Bool
        do {
            let rules = FileRules([announced.file.mediaType], upTo: announced.file.size)
            let claim = FileClaim(name: announced.file.name, mediaType: announced.file.mediaType.rawValue)
            isActive = try await rules.listingAcceptedTypes {
                try await examine(spooled, claim, rules, call).isActive
            }
            try await site.dependencies.files.storage.put(
                spooled,
                at: ObjectKey(id),
                announced.file.mediaType
            )
        } catch {
            spooled.remove()
            throw error
        }
        try await clearIfGone(id, site)
        return announced.received(isScanned: site.dependencies.files.scanner != nil, isActive: isActive)
    }

    /// The uploaded bytes, if they match the announcement.
    private static func collect(_ announced: Announced, _ site: Site) async throws -> SpooledFile {
        let (room, file) = (site.dependencies.files, announced.file)
        let spooled: SpooledFile
        do {
            spooled = try await room.spool.adopt { path in
                try await room.storage.fetch(.incoming(file.id), to: path, atMost: file.size)
            }
        } catch is ObjectMissing {
            throw Problem(.uploadMissing)
        } catch HTTPFailure.tooLarge {
            throw Problem(.uploadDiffers)
        }
        guard announced.matches(spooled) else {
            spooled.remove()
            throw Problem(.uploadDiffers)
        }
        return spooled
    }

    /// Another request may have completed and discarded the file during the check.
    private static func clearIfGone(_ id: ID<StoredFile>, _ site: Site) async throws {
        try await site.db.write { tx in
            let isThere = try tx.exists("SELECT 1 FROM stored_file WHERE id = \(id)")
            if !isThere { try tx.enqueue(DeleteObjects(files: [id])) }
        }
    }

    /// Receives the bytes of an announced file, for a storage without direct uploads.
    static func fill(_ link: FileLink, _ upload: StreamedBody, at site: Site) async throws {
        guard let owner = link.actor else { throw Problem(.notFound) }
        let announced = try await site.db.read { tx in try Announced.find(link.file, of: owner, tx) }
        let (room, rules) = (
            site.dependencies.files, FileRules([announced.file.mediaType], upTo: announced.file.size)
        )
        let spooled = try await rules.listingAcceptedTypes {
            guard upload.mediaType == announced.file.mediaType.rawValue else {
                throw Problem(.unsupportedMediaType)
            }
            return try await room.spool.receive(upload.body.limited(to: announced.file.size))
        }
        do {
            guard announced.matches(spooled) else { throw Problem(.uploadDiffers) }
            try await room.storage.put(spooled, at: .incoming(link.file), announced.file.mediaType)
        } catch {
            spooled.remove()
            throw error
        }
        try await clearIfGone(link.file, site)
    }
}

/// A file of which only the announcement is stored.
private struct Announced: Sendable {
    let file: StoredFile

    /// Refused with 409 after its completion, and with 404 for another owner.
    static func find(_ id: ID<StoredFile>, of owner: ID<Account>, _ tx: borrowing Tx) throws -> Announced {
        let file: StoredFile = try tx.one(
            "SELECT \(StoredFile.columns) FROM stored_file f WHERE f.id = \(id) AND f.owner_id = \(owner)"
        )
        guard file.state == .pending else { throw Problem(.uploadCompleted) }
        return Announced(file: file)
    }

    func matches(_ spooled: SpooledFile) -> Bool {
        spooled.size == file.size && spooled.sha256 == file.sha256
    }

    func received(isScanned: Bool, isActive: Bool) -> ReceivedFile {
        ReceivedFile(
            id: file.id,
            name: file.name,
            mediaType: file.mediaType,
            size: file.size,
            sha256: file.sha256,
            isScanned: isScanned,
            isActive: isActive,
            isIncoming: true
        )
    }
}

/// Deletes the direct upload of a file that has been completed from a copy.
struct DeleteIncoming: Job {
    static let kind = "files.delete_incoming"
    static let policy = JobPolicy(queue: .maintenance, attempts: 30)

    let file: ID<StoredFile>

    func run(_ call: JobCall) async throws -> JobOutcome {
        try await call.site.dependencies.files.storage.delete(.incoming(file))
        return .done
    }
}
