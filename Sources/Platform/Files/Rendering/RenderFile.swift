import Kernel
import Logging
import Store

/// Makes the safe copy of a document with active content, after its virus scan.
struct RenderFile: Job {
    static let kind = "files.render"
    static let policy = JobPolicy(
        queue: JobQueue("renderings", workers: 1),
        attempts: 5,
        timeout: .minutes(6)
    )

    /// The wait for the program to be installed.
    private static let patience = Duration.hours(1)

    let file: ID<StoredFile>

    func run(_ call: JobCall) async throws -> JobOutcome {
        let room = call.site.dependencies.files
        guard room.renderer.path != nil else {
            call.log.warning("no pdftocairo (poppler-utils): PDFs with active content are not rendered")
            return .snooze(Self.patience)
        }
        let wanted = try await call.db.read { [file] tx in try Rendering.wanted(file, tx) }
        guard let wanted else { return .cancel("nothing to render") }
        let spooled: SpooledFile
        do {
            spooled = try await Self.render(wanted, room)
        } catch let failure as ChildProcess.Failure {
            call.log.warning("a PDF cannot be rendered: \(failure)", metadata: ["file": "\(file)"])
            try await call.db.write { [file] tx in try Rendering.fail(file, failure.description, tx) }
            return .done
        }
        let copy = try await Files.store(spooled, wanted.name, .pdf, isScanned: false, at: call.site)
        let isTaken = try await call.db.write { [file] tx in try Rendering.finish(file, copy, tx) }
        if !isTaken { try await Files.abandon(copy, at: call.site) }
        return .done
    }

    private static func render(_ file: StoredFile, _ room: FileStorageSettings) async throws -> SpooledFile {
        let source = try await room.spool.adopt { path in
            try await room.storage.fetch(ObjectKey(file.id), to: path, atMost: file.size)
        }
        defer { source.remove() }
        let copy = try await room.spool.adopt { path in try await room.renderer.render(source.path, to: path)
        }
        guard copy.size > 0 else {
            copy.remove()
            throw ChildProcess.Failure(description: "made nothing")
        }
        return copy
    }
}

/// The safe copy of a file: requested, made or impossible.
enum Rendering: Sendable {
    case waiting
    case made(ID<StoredFile>)
    case failed

    /// Nil when no copy was requested.
    static func find(_ file: ID<StoredFile>, _ tx: borrowing Tx) throws -> Rendering? {
        let row: Line? = try tx.first(
            "SELECT \(Line.columns) FROM file_rendering r WHERE r.file_id = \(file)"
        )
        guard let row else { return nil }
        if let copy = row.copy { return .made(copy) }
        return row.failure == nil ? .waiting : .failed
    }

    private struct Line: Record {
        let copy: ID<StoredFile>?
        let failure: String?

        static let columns: SQL = "r.copy_id, r.failure"

        init(_ row: inout Row) throws {
            copy = try row.next()
            failure = try row.next()
        }
    }

    /// Requests the copy, once for each file.
    static func ask(for file: ID<StoredFile>, _ tx: borrowing Tx) throws {
        let asked = try tx.execute(
            """
            INSERT INTO file_rendering (file_id, created_at) VALUES (\(file), \(tx.now)) ON CONFLICT (file_id) DO NOTHING
            """
        )
        if asked == 1 { try tx.enqueue(RenderFile(file: file)) }
    }

    fileprivate static func wanted(_ file: ID<StoredFile>, _ tx: borrowing Tx) throws -> StoredFile? {
        try tx.first(
            """
            SELECT \(StoredFile.columns) FROM stored_file f JOIN file_rendering r ON r.file_id = f.id
             WHERE f.id = \(file) AND f.state = 'clean' AND r.copy_id IS NULL AND r.failure IS NULL
            """
        )
    }

    fileprivate static func fail(_ file: ID<StoredFile>, _ why: String, _ tx: borrowing Tx) throws {
        try tx.execute(
            "UPDATE file_rendering SET failure = \(why) WHERE file_id = \(file) AND copy_id IS NULL"
        )
    }

    /// False when the file is gone, or the copy has been made meanwhile.
    fileprivate static func finish(
        _ file: ID<StoredFile>,
        _ copy: ReceivedFile,
        _ tx: borrowing Tx
    ) throws -> Bool {
        let isWanted = try tx.exists(
            "SELECT 1 FROM file_rendering WHERE file_id = \(file) AND copy_id IS NULL AND failure IS NULL"
        )
        guard isWanted else { return false }
        let kept = try Files.keep(copy, owner: nil, by: .system, tx)
        try tx.execute("UPDATE file_rendering SET copy_id = \(kept.id) WHERE file_id = \(file)")
        return true
    }
}
