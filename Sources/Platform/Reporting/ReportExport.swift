import Kernel
import Store

/// A report that someone wants as a file: what was ordered, and what became of it.
package struct ReportExport: Record {
    let id: ID<ReportExport>
    let owner: ID<Account>
    let report: String
    let order: OrderForm
    let state: State
    let failure: Failure?
    let rowCount: Int?
    let file: ID<StoredFile>?
    let createdAt: Instant
    let finishedAt: Instant?
    let expiresAt: Instant?

    enum State: String, Codable, CaseIterable, Sendable, SQLValueConvertible {
        case waiting
        case ready
        case failed
        /// There was a file, and its time is over.
        case expired
    }

    enum Failure: String, Codable, CaseIterable, Error, SQLValueConvertible {
        /// Whoever ordered it may no longer read it.
        case forbidden
        /// More than fit on paper; there is CSV.
        case tooManyRows = "too_many_rows"
        case noSuchReport = "no_such_report"
        case broken
    }

    enum Format: String, Codable, CaseIterable, Sendable {
        case csv
        case pdf
    }

    /// Everything that decides what will be in the file.
    struct OrderForm: Codable, Sendable {
        var format: Format
        var filters: JSONValue
        var language: Language
        var delimiter: CSV.Delimiter
        var byteOrderMark: Bool
    }

    /// How long the file stays: reports are full of names.
    static let lifetime = Duration.hours(24)

    package static let columns: SQL =
        """
        x.id, x.owner_id, x.report, x.order_form, x.state, x.failure, x.row_count, x.file_id, x.created_at, x.finished_at,
        x.expires_at
        """

    package init(_ row: inout Row) throws {
        id = try row.next()
        owner = try row.next()
        report = try row.next()
        order = try row.json()
        state = try row.next()
        failure = try row.next()
        rowCount = try row.next()
        file = try row.next()
        createdAt = try row.next()
        finishedAt = try row.next()
        expiresAt = try row.next()
    }
}

extension ReportExport {
    static func place(
        _ order: OrderForm,
        for report: Report,
        by actor: Actor,
        _ tx: borrowing Tx
    ) throws
        -> ReportExport
    {
        guard let owner = actor.account else { throw Problem(.forbidden) }
        let id = tx.newID(of: ReportExport.self)
        try tx.execute(
            """
            INSERT INTO report_export (id, owner_id, report, order_form, state, created_at)
            VALUES (\(id), \(owner), \(report.name), \(json: order), \(State.waiting), \(tx.now))
            """
        )
        try tx.enqueue(MakeReportExport(export: id))
        try Audit.record(
            ReportAction.export,
            of: "report_export",
            id.cast(),
            by: actor,
            details: ["report": .string(report.name), "format": .string(order.format.rawValue)],
            tx
        )
        return try find(id, of: owner, tx)
    }

    /// Only whoever ordered it sees it.
    static func find(_ id: ID<ReportExport>, of owner: ID<Account>, _ tx: borrowing Tx) throws -> ReportExport
    {
        try tx.one("SELECT \(columns) FROM report_export x WHERE x.id = \(id) AND x.owner_id = \(owner)")
    }

    static func findWaiting(_ id: ID<ReportExport>, _ tx: borrowing Tx) throws -> ReportExport? {
        try tx.first(
            "SELECT \(columns) FROM report_export x WHERE x.id = \(id) AND x.state = \(State.waiting)"
        )
    }

    static func list(
        _ page: PageRequest,
        of owner: ID<Account>,
        _ tx: borrowing Tx
    ) throws -> Page<ReportExport> {
        try tx.page(
            page,
            "SELECT \(columns) FROM report_export x WHERE x.owner_id = \(owner)",
            order: SortOrder(.descending("id", \.id))
        )
    }

    /// False when it has been settled already: then the file is nobody's.
    func deliver(_ made: MadeReport, _ tx: borrowing Tx) throws -> Bool {
        let settled = try tx.execute(
            """
            UPDATE report_export
               SET state = \(State.ready), file_id = \(made.file.id), row_count = \(made.rowCount), finished_at = \(tx.now),
                   expires_at = \(tx.now + Self.lifetime)
             WHERE id = \(id) AND state = \(State.waiting)
            """
        )
        guard settled == 1 else { return false }
        _ = try Files.keep(made.file, owner: nil, by: .system, tx)
        return true
    }

    func fail(_ failure: Failure, _ tx: borrowing Tx) throws {
        try tx.execute(
            """
            UPDATE report_export SET state = \(State.failed), failure = \(failure), finished_at = \(tx.now)
             WHERE id = \(id) AND state = \(State.waiting)
            """
        )
    }
}
