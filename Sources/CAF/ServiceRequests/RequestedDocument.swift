import Kernel
import Platform
import Store

/// A paper that the office asked the customer for.
struct RequestedDocument: Codable, Sendable {
    let id: ID<RequestedDocument>
    let category: PaperCategory
    let reason: String
    let requestedAt: Instant
    let settledAt: Instant?
}

/// One item of a request for papers.
struct DocumentWanted: Codable, Sendable {
    var category: PaperCategory
    var reason: Text<1, 500>
}

extension RequestedDocument: Record {
    static let columns: SQL = "d.id, d.category, d.reason, d.requested_at, d.settled_at"

    init(_ row: inout Row) throws {
        id = try row.next()
        category = try row.next()
        reason = try row.next()
        requestedAt = try row.next()
        settledAt = try row.next()
    }

    static func list(of request: ID<ServiceRequest>, _ tx: borrowing Tx) throws -> [RequestedDocument] {
        try tx.all(
            """
            SELECT \(columns) FROM requested_document d WHERE d.request_id = \(request) ORDER BY d.requested_at, d.id
            """
        )
    }

    /// How many papers are asked for at once, at most.
    private static let most = 50

    static func add(
        _ wanted: [DocumentWanted],
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

    /// Nothing that was asked for is waited for any longer.
    static func settle(of request: ID<ServiceRequest>, _ tx: borrowing Tx) throws {
        try tx.execute(
            "UPDATE requested_document SET settled_at = \(tx.now) WHERE request_id = \(request) AND settled_at IS NULL"
        )
    }
}

extension PaperCategory: SQLValueConvertible {}
