import Kernel
import Store

extension Files {
    /// Makes a received file part of the site, in the caller's transaction; the virus scan follows as a job.
    ///
    /// Refused with 409 when it has been kept already or has waited too long.
    package static func keep(
        _ received: ReceivedFile,
        owner: ID<Account>?,
        by actor: Actor,
        _ tx: borrowing Tx
    ) throws -> StoredFile {
        let state = received.isScanned ? StoredFile.State.quarantined : .clean
        let kept = try tx.execute(
            """
            UPDATE stored_file SET state = \(state), owner_id = \(owner), expires_at = NULL, is_incoming = \(false),
                   is_active = \(received.isActive)
             WHERE id = \(received.id) AND state = 'pending'
            """
        )
        guard kept == 1 else { throw Problem(received.isIncoming ? .uploadCompleted : .conflict) }
        if received.isIncoming { try tx.enqueue(DeleteIncoming(file: received.id)) }
        if state == .quarantined { try tx.enqueue(ScanFile(file: received.id)) }
        if state == .clean, received.isActive { try Rendering.ask(for: received.id, tx) }
        try Audit.record(
            FileAction.keep,
            of: "file",
            received.id.cast(),
            by: actor,
            details: [
                "media_type": .string(received.mediaType.rawValue), "size": .integer(Int64(received.size)),
            ],
            tx
        )
        return try StoredFile.find(received.id, tx)
    }

    /// Deletes the rows now and the bytes, safe copies included, by a job after the commit; rows that refer to them
    /// must go first.
    package static func discard(_ files: [ID<StoredFile>], _ tx: borrowing Tx) throws {
        guard !files.isEmpty else { return }
        let copies = try tx.values(
            "SELECT copy_id FROM file_rendering WHERE file_id \(in: files) AND copy_id IS NOT NULL",
            as: ID<StoredFile>.self
        )
        try tx.execute("DELETE FROM stored_file WHERE id \(in: files)")
        if !copies.isEmpty { try tx.execute("DELETE FROM stored_file WHERE id \(in: copies)") }
        try tx.enqueue(DeleteObjects(files: files + copies))
    }

    /// Reads the bytes of a file piece by piece, for archives and transfers.
    package static func read(
        _ file: StoredFile,
        at site: Site,
        _ take: (_ piece: [UInt8]) async throws -> Void
    ) async throws {
        var position = 0
        while position < file.size {
            let piece = try await site.dependencies.files.storage.read(
                ObjectKey(file.id),
                position..<file.size
            )
            guard !piece.isEmpty else { throw ObjectMissing(key: ObjectKey(file.id)) }
            position += piece.count
            try await take(piece)
        }
    }
}

/// Deletes objects without a row.
struct DeleteObjects: Job {
    static let kind = "files.delete_objects"
    static let policy = JobPolicy(queue: .maintenance, attempts: 30, timeout: .minutes(10))

    let files: [ID<StoredFile>]

    func run(_ call: JobCall) async throws -> JobOutcome {
        for file in files {
            try await call.site.dependencies.files.storage.delete(ObjectKey(file))
            try await call.site.dependencies.files.storage.delete(.incoming(file))
        }
        return .done
    }
}

/// Deletes leftovers: uploads that were never kept, fragments of a dead process, used links.
struct SweepFiles: Job {
    static let kind = "files.sweep"
    static let policy = JobPolicy(queue: .maintenance, timeout: .minutes(10))

    private static let batch = 500
    /// Longer than any upload takes.
    private static let spoolAge = Duration.hours(24)

    func run(_ call: JobCall) async throws -> JobOutcome {
        while try await call.db.write({ tx in try Self.sweep(tx) }) == Self.batch {}
        _ = try await call.site.dependencies.files.spool.sweep(before: call.now - Self.spoolAge)
        return .done
    }

    static func sweep(_ tx: borrowing Tx) throws -> Int {
        try tx.execute("DELETE FROM file_link WHERE expires_at < \(tx.now - .hours(1))")
        let late = try tx.values(
            "SELECT id FROM stored_file WHERE expires_at < \(tx.now) ORDER BY expires_at LIMIT \(batch)",
            as: ID<StoredFile>.self
        )
        try Files.discard(late, tx)
        return late.count
    }
}
