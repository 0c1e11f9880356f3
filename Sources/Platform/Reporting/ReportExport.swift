import Kernel
import Store

/// The export of a report to a file: its order and its state.
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

    /// How far an export is.
    enum State: String, Codable, CaseIterable, Sendable, SQLValueConvertible {
        /// The file is being made.
        case waiting
        /// The file can be downloaded.
        case ready
        /// There is no file; `failure` has the reason.
        case failed
        /// The file was deleted at the end of its time.
        case expired
    }

    /// The reason why an export has no file.
    enum Failure: String, Codable, CaseIterable, Error, SQLValueConvertible {
        /// The caller may no longer read the report.
        case forbidden
        /// A PDF holds at most 2,000 rows; choose CSV.
        case tooManyRows = "too_many_rows"
        /// The product no longer has this report.
        case noSuchReport = "no_such_report"
        /// An internal error, in every attempt.
        case broken
    }

    /// The file format of an export.
    enum Format: String, Codable, CaseIterable, Sendable {
        /// Comma-separated values in UTF-8, with all rows and columns.
        case csv
        /// A document for printing, with at most 2,000 rows.
        case pdf
    }

    /// All parameters of the file's content.
    struct OrderForm: Codable, Sendable {
        var format: Format
        /// An object with the report's filters by name.
        var filters: JSONValue
        /// The language of titles and codes.
        var language: Language
        var delimiter: CSV.Delimiter
        /// Whether a CSV begins with the mark by which Excel recognises UTF-8.
        var byteOrderMark: Bool
    }

    /// The lifetime of the file, short because reports are full of names.
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

    /// An export of this owner; nobody else sees it.
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

    /// False when the export is settled already: the file then belongs to nothing.
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
