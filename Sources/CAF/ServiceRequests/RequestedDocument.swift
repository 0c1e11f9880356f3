import Kernel
import Platform
import Store

/// A paper that the office asked the customer for.
struct RequestedDocument: Codable, Sendable {
    let id: ID<RequestedDocument>
    let category: DocumentCategory
    let reason: String
    let requestedAt: Instant
    let settledAt: Instant?
    /// Whether a paper has come for it that was not rejected.
    let isDelivered: Bool
}

/// One item of a request for papers.
struct DocumentRequest: Codable, Sendable {
    var category: DocumentCategory
    var reason: Line<1, 500>
}

extension RequestedDocument: Record {
    static let columns: SQL = "q.id, q.category, q.reason, q.requested_at, q.settled_at, \(isDelivered)"

    /// A clean paper that was not rejected answers `q`.
    static let isDelivered: SQL = isAnswered(by: "f.state = 'clean'")
    /// The same, whether or not it has been looked through for viruses yet.
    private static let isUnderway: SQL = isAnswered(by: "f.state <> 'infected'")

    private static func isAnswered(by file: SQL) -> SQL {
        """
        EXISTS (SELECT 1 FROM document d JOIN document_version v ON v.document_id = d.id AND v.number = d.newest
                                         JOIN stored_file f ON f.id = v.file_id
                 WHERE d.requested_document_id = q.id AND d.state <> 'rejected' AND \(file))
        """
    }

    /// How many that `r` waits for.
    static let openCount: SQL =
        """
        (SELECT COUNT(*) FROM requested_document q
          WHERE q.request_id = r.id AND q.settled_at IS NULL AND NOT \(isDelivered))
        """

    init(_ row: inout Row) throws {
        id = try row.next()
        category = try row.next()
        reason = try row.next()
        requestedAt = try row.next()
        settledAt = try row.next()
        isDelivered = try row.next()
    }

    static func list(of request: ID<ServiceRequest>, _ tx: borrowing Tx) throws -> [RequestedDocument] {
        try tx.all(
            """
            SELECT \(columns) FROM requested_document q WHERE q.request_id = \(request) ORDER BY q.requested_at, q.id
            """
        )
    }

    /// How many papers are asked for at once, at most.
    private static let most = 50

    static func add(
        _ wanted: [DocumentRequest],
        to request: ID<ServiceRequest>,
        by actor: Actor,
        _ tx: borrowing Tx
    ) throws {
        guard wanted.count <= most else {
            throw Problem(.invalid, faults: [Problem.Fault("/documents", Refusal(.tooMany(most)))])
        }
        for item in wanted {
            try tx.execute(
                """
                INSERT INTO requested_document (id, request_id, category, reason, requested_by, requested_at)
                VALUES (\(tx.newID(of: RequestedDocument.self)), \(request), \(item.category), \(item.reason),
                        \(actor.account), \(tx.now))
                """
            )
        }
    }

    /// What a paper that comes now is the answer to: `named` when it is still waited for, else the first thing of its
    /// category that is.
    static func answered(
        by category: DocumentCategory,
        _ named: ID<RequestedDocument>?,
        of request: ServiceRequest,
        _ tx: borrowing Tx
    ) throws -> ID<RequestedDocument>? {
        guard let named else {
            return try tx.value(
                """
                SELECT q.id FROM requested_document q
                 WHERE q.request_id = \(request.id) AND q.settled_at IS NULL AND q.category = \(category)
                   AND NOT \(isUnderway)
                 ORDER BY q.requested_at, q.id LIMIT 1
                """,
                as: ID<RequestedDocument>.self
            )
        }
        let isOpen = try tx.exists(
            """
            SELECT 1 FROM requested_document WHERE id = \(named) AND request_id = \(request.id) AND settled_at IS NULL
            """
        )
        guard isOpen else {
            throw Problem(.invalid, faults: [Problem.Fault("/requested_document_id", .notAskedFor)])
        }
        return named
    }

    /// Nothing that was asked for is waited for any longer.
    static func settle(of request: ID<ServiceRequest>, _ tx: borrowing Tx) throws {
        try tx.execute(
            "UPDATE requested_document SET settled_at = \(tx.now) WHERE request_id = \(request) AND settled_at IS NULL"
        )
    }
}

extension DocumentCategory: SQLValueConvertible {}
