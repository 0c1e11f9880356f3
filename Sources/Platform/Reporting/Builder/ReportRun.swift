import Kernel
import Store

/// One making of the file of a built report.
package struct ReportRun: Record {
    let id: ID<ReportRun>
    let owner: ID<Account>
    let report: ID<BuiltReport>
    let name: String
    /// The plan as it was when the run was ordered.
    let plan: ReportPlan
    let format: Format
    let language: Language
    let state: State
    let failure: Failure?
    let rowCount: Int?
    let isTruncated: Bool
    /// Nil before the file is made, and once it is deleted.
    let file: ID<StoredFile>?
    let createdAt: Instant
    let finishedAt: Instant?
    let expiresAt: Instant?

    /// How far a run is.
    enum State: String, Codable, CaseIterable, Sendable, SQLValueConvertible {
        /// It waits for its turn.
        case queued
        /// The rows are being read.
        case running
        /// The file can be downloaded for 24 hours.
        case ready
        /// There is no file; `failure` has the reason.
        case failed
    }

    /// The reason why a run has no file.
    enum Failure: String, Codable, CaseIterable, Error, SQLValueConvertible {
        /// The caller may no longer build reports.
        case forbidden
        /// A PDF holds at most 2,000 rows; choose CSV or JSON.
        case tooManyRows = "too_many_rows"
        /// A name of the report is no longer on the lists.
        case offTheList = "off_the_list"
        /// An internal error, in every attempt.
        case broken
    }

    /// The format of a report's file.
    enum Format: String, Codable, CaseIterable, Sendable, SQLValueConvertible {
        /// An object with the columns and the rows.
        case json
        /// Comma-separated values in UTF-8.
        case csv
        /// A document for printing, with at most 2,000 rows.
        case pdf

        var mediaType: MediaType {
            switch self {
            case .json: .json
            case .csv: .csv
            case .pdf: .pdf
            }
        }
    }

    /// The lifetime of the file.
    static let lifetime = Duration.hours(24)
    static let kind = "report_run"

    package static let columns: SQL =
        """
        u.id, u.owner_id, u.report_id, u.name, u.plan, u.format, u.language, u.state, u.failure, u.row_count, u.is_truncated,
        u.file_id, u.created_at, u.finished_at, u.expires_at
        """

    package init(_ row: inout Row) throws {
        id = try row.next()
        owner = try row.next()
        report = try row.next()
        name = try row.next()
        plan = try row.json()
        format = try row.next()
        language = Language(try row.next(String.self))
        state = try row.next()
        failure = try row.next()
        rowCount = try row.next()
        isTruncated = try row.next()
        file = try row.next()
        createdAt = try row.next()
        finishedAt = try row.next()
        expiresAt = try row.next()
    }

    static func find(_ id: ID<ReportRun>, _ tx: borrowing Tx) throws -> ReportRun {
        try tx.one("SELECT \(columns) FROM report_run u WHERE u.id = \(id)")
    }
}

extension ReportRun {
    /// A run that has not been ordered yet.
    struct Order: Sendable {
        let report: ID<BuiltReport>
        let name: String
        let plan: ReportPlan
        let format: Format
        let language: Language
    }

    static func place(_ order: Order, by actor: Actor, _ tx: borrowing Tx) throws -> ReportRun {
        guard let owner = actor.account else { throw Problem(.forbidden) }
        let id = tx.newID(of: ReportRun.self)
        try tx.execute(
            """
            INSERT INTO report_run (id, owner_id, report_id, name, plan, format, language, state, is_truncated, created_at)
            VALUES (\(id), \(owner), \(order.report), \(order.name), \(json: order.plan), \(order.format),
                    \(order.language.tag), \(State.queued), \(false), \(tx.now))
            """
        )
        try tx.enqueue(RunReport(id: id))
        try Audit.record(
            BuiltReportAction.run,
            of: kind,
            id.cast(),
            by: actor,
            details: ["report": .string(order.report.description), "format": .string(order.format.rawValue)],
            tx
        )
        return try find(id, tx)
    }

    /// The run, which is running from now on; nil when it is settled.
    static func begin(_ id: ID<ReportRun>, _ tx: borrowing Tx) throws -> ReportRun? {
        let begun = try tx.execute(
            "UPDATE report_run SET state = \(State.running) WHERE id = \(id) AND state IN ('queued', 'running')"
        )
        return begun == 1 ? try find(id, tx) : nil
    }

    /// False when the run is settled already: the file then belongs to nothing.
    func deliver(_ made: MadeRun, _ tx: borrowing Tx) throws -> Bool {
        let settled = try tx.execute(
            """
            UPDATE report_run
               SET state = \(State.ready), file_id = \(made.file.id), row_count = \(made.rowCount),
                   is_truncated = \(made.isTruncated), finished_at = \(tx.now), expires_at = \(tx.now + Self.lifetime)
             WHERE id = \(id) AND state = \(State.running)
            """
        )
        guard settled == 1 else { return false }
        _ = try Files.keep(made.file, owner: nil, by: .system, tx)
        return true
    }

    func fail(_ failure: Failure, _ tx: borrowing Tx) throws {
        try tx.execute(
            """
            UPDATE report_run SET state = \(State.failed), failure = \(failure), finished_at = \(tx.now)
             WHERE id = \(id) AND state = \(State.running)
            """
        )
    }
}
