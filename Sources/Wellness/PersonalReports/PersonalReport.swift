import Kernel
import Platform
import Store

/// A file with a part of a person's diary, made by a job and sealed with their key.
struct PersonalReport: Sendable {
    let id: ID<PersonalReport>
    let account: ID<Account>
    let order: Order
    let status: Status
    let failure: Failure?
    /// The bytes of the opened file.
    let size: Int?
    let createdAt: Instant
    let readyAt: Instant?
    let expiresAt: Instant?
    let version: Int

    static let file = PersonSealedColumn("personal_report", "file", key: "id", account: "account_id")

    /// Everything that the content of the file depends on.
    struct Order: Sendable {
        let kind: Kind
        let format: Format
        let dates: ClosedRange<CivilDate>
        let includesNotes: Bool
        let language: Language
    }

    /// The contents of a personal report.
    enum Kind: String, Codable, CaseIterable, Sendable, SQLValueConvertible {
        /// The summary of one week.
        case weekly
        /// The entries of a span of dates.
        case diary
    }

    /// The format of a personal report.
    enum Format: String, Codable, CaseIterable, Sendable, SQLValueConvertible {
        /// A document for printing.
        case pdf
        /// Comma-separated values: date, domain, score and normalised score, and the note if it was asked for.
        case csv
    }

    /// The reason why a report has no file.
    enum Failure: String, Codable, CaseIterable, Sendable, SQLValueConvertible {
        /// Every attempt had an internal error; order the report again.
        case broken
    }

    static let lifetime = Duration.days(7)
}

extension Permission {
    /// No role has it: only the server's jobs change the state of a report.
    static let personalReportMake = Permission("wellness.personal_report.make")
}

extension PersonalReport: LifecycleSubject {
    static let kind = "personal_report"

    /// The state of a personal report.
    enum Status: String, Codable, CaseIterable, Sendable, SQLValueConvertible {
        /// Waits for a worker.
        case queued
        /// The file is being made.
        case running
        /// The file can be downloaded.
        case ready
        /// The file was deleted seven days after it was ready.
        case expired
        /// Five attempts made no file.
        case failed
    }

    enum Event: String, Codable, CaseIterable, Sendable {
        case start, finish, fail, expire
    }

    // A report can be deleted in any state, so its deletion is no transition.
    // swift-format-ignore
    static let lifecycle = Lifecycle<PersonalReport, Status, Event>(start: .queued) {
        // event     from                     to             needs
        On(.start,   from: .queued,           to: .running,  needs: .personalReportMake)
        On(.finish,  from: .running,          to: .ready,    needs: .personalReportMake)
        On(.fail,    from: .queued, .running, to: .failed,   needs: .personalReportMake)
        On(.expire,  from: .ready,            to: .expired,  needs: .personalReportMake)
    }

    func transitioned(to status: Status, by event: Event, _ tx: borrowing Tx) throws -> PersonalReport {
        let readyAt = event == .finish ? tx.now : readyAt
        let failure: Failure? = event == .fail ? .broken : nil
        let keepsFile: SQL = status == .ready ? "file" : "NULL"
        try tx.changeOne(
            """
            UPDATE personal_report
               SET state = \(status), failure = \(failure), ready_at = \(readyAt),
                   expires_at = \(readyAt.map { $0 + Self.lifetime }), file = \(keepsFile),
                   updated_at = \(tx.now), version = version + 1
             WHERE id = \(id) AND version = \(version)
            """
        )
        return try Self.find(id, tx)
    }
}

extension PersonalReport: Record {
    static let columns: SQL =
        """
        r.id, r.account_id, r.kind, r.format, r.from_date, r.to_date, r.include_notes, r.language, r.state, r.failure,
        r.size, r.created_at, r.ready_at, r.expires_at, r.version
        """

    init(_ row: inout Row) throws {
        id = try row.next()
        account = try row.next()
        let (kind, format): (Kind, Format) = (try row.next(), try row.next())
        let (from, to): (CivilDate, CivilDate) = (try row.next(), try row.next())
        order = Order(
            kind: kind,
            format: format,
            dates: from...max(from, to),
            includesNotes: try row.next(),
            language: try row.next()
        )
        status = try row.next()
        failure = try row.next()
        size = try row.next()
        createdAt = try row.next()
        readyAt = try row.next()
        expiresAt = try row.next()
        version = try row.next()
    }
}
