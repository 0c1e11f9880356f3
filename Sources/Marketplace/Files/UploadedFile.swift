import Kernel
import Platform
import Store
import Web

/// A file that a person uploaded for later use; without a use it is deleted after a day.
enum UploadedFile {
    /// The purpose of an uploaded file.
    enum Purpose: String, Codable, CaseIterable, Sendable, SQLValueConvertible {
        /// The picture of a person.
        case avatar
        /// Attached to a job.
        case job
        /// Evidence in a dispute.
        case dispute

        var rules: FileRules {
            switch self {
            case .avatar: FileRules([.jpeg, .png, .webp], upTo: 5 << 20)
            case .job, .dispute: FileRules([.jpeg, .png, .webp, .pdf], upTo: 20 << 20)
            }
        }

        /// Before the purpose is known.
        static let widest = Self.job.rules
    }

    static let lifetime = Duration.hours(24)

    /// Makes uploads part of a record of the caller's.
    ///
    /// Each must be an upload of that account for that purpose that nothing uses yet; others are faults `unknown_file` at
    /// `pointer`, followed by the position.
    @discardableResult
    static func use(
        _ files: [ID<StoredFile>],
        for purpose: Purpose,
        by account: ID<Account>,
        at pointer: String,
        _ tx: borrowing Tx
    ) throws -> [StoredFile] {
        var faults: [Problem.Fault] = []
        for (position, file) in files.enumerated() {
            let used = try tx.execute(
                """
                UPDATE uploaded_file SET used_at = \(tx.now)
                 WHERE file_id = \(file) AND account_id = \(account) AND purpose = \(purpose) AND used_at IS NULL
                """
            )
            let place = purpose == .avatar ? pointer : "\(pointer)/\(position)"
            if used != 1 { faults.append(.init(place, .unknownFile)) }
        }
        guard faults.isEmpty else { throw Problem(.invalid, faults: faults) }
        return try StoredFile.list(files, tx)
    }

    static let migration = Migration(
        id: "marketplace/uploads-001",
        """
        CREATE TABLE uploaded_file (
            file_id {id} PRIMARY KEY REFERENCES stored_file (id) ON DELETE CASCADE,
            account_id {id} NOT NULL REFERENCES account (id),
            purpose {text} NOT NULL CHECK (purpose IN ('avatar', 'job', 'dispute')),
            created_at {instant} NOT NULL,
            used_at {instant}
        ) {strict};
        CREATE INDEX uploaded_file_account ON uploaded_file (account_id);
        CREATE INDEX uploaded_file_unused ON uploaded_file (created_at) WHERE used_at IS NULL;
        """
    )

    static let personalData = PersonalData(
        "uploads",
        ["en": "Uploaded files"],
        tables: ["uploaded_file"],
        rows: { "uploaded_file u WHERE u.account_id = \($0)" },
        export: .init(
            by: "u.file_id",
            .id("file_id", "u.file_id"),
            .text("purpose", "u.purpose"),
            .instant("created_at", "u.created_at"),
            .instant("used_at", "u.used_at")
        ),
        erasure: .delete(because: Privacy.notNeeded) {
            ["DELETE FROM uploaded_file WHERE account_id = \($0)"]
        }
    )
}

/// Deletes uploads that nothing has used within a day.
struct ForgetUploads: BackgroundJob {
    static let kind = "marketplace.forget_uploads"
    static let policy = JobPolicy(queue: .maintenance)

    private static let batch = 500

    func run(_ call: JobCall) async throws -> JobOutcome {
        while try await call.db.write({ tx in try Self.forget(tx) }) == Self.batch {}
        return .done
    }

    private static func forget(_ tx: borrowing Tx) throws -> Int {
        let late = try tx.values(
            """
            SELECT u.file_id FROM uploaded_file u
             WHERE u.used_at IS NULL AND u.created_at < \(tx.now - UploadedFile.lifetime)
             ORDER BY u.created_at LIMIT \(batch)
            """,
            as: ID<StoredFile>.self
        )
        try Files.discard(late, tx)
        return late.count
    }
}
