import Kernel
import Platform
import Store

/// A document that the office has requested from the customer.
struct RequestedDocument: Sendable {
    let id: ID<RequestedDocument>
    let category: DocumentCategory
    /// In the operator's words.
    let reason: String
    let requestedAt: Instant
    let settledAt: Instant?
    /// A clean document has been uploaded for it that was not rejected.
    let isDelivered: Bool

    var isAwaited: Bool { settledAt == nil && !isDelivered }

    /// One line of a message: the name of the category, then the reason.
    func line(in language: Language) -> String {
        "– \(category.title.text(in: language)): \(reason)"
    }
}

/// A document that the office has requested, as the customer and the office see it.
struct RequestedDocumentView: Codable, Sendable {
    /// Names the requested document when the customer uploads it.
    var id: ID<RequestedDocument>
    var category: DocumentCategory
    /// The name of the category, in the language of the request.
    var title: String
    /// Why the office needs the document, in the operator's words.
    var reason: String
    /// The time at which an operator asked the customer for it.
    var requestedAt: Instant
    /// When the office stopped waiting for it; absent while it is awaited.
    var settledAt: Instant?
    /// Whether a clean document has been uploaded for it that was not rejected.
    var isDelivered: Bool

    init(_ document: RequestedDocument, in languages: [Language]) {
        id = document.id
        category = document.category
        title = document.category.title.text(in: languages)
        reason = document.reason
        requestedAt = document.requestedAt
        settledAt = document.settledAt
        isDelivered = document.isDelivered
    }
}

/// One document to request from the customer.
struct DocumentRequest: Codable, Sendable {
    var category: DocumentCategory
    /// Why the office needs the document; the customer reads it.
    var reason: Line<1, 500>
}

extension RequestedDocument: Record {
    static let columns: SQL = "q.id, q.category, q.reason, q.requested_at, q.settled_at, \(isDelivered)"

    /// A clean document that was not rejected answers `q`.
    static let isDelivered: SQL = isAnswered(by: "f.state = 'clean'")
    /// The same, whether or not its virus scan has finished.
    private static let isUnderway: SQL = isAnswered(by: "f.state <> 'infected'")

    private static func isAnswered(by file: SQL) -> SQL {
        """
        EXISTS (SELECT 1 FROM document d JOIN document_version v ON v.document_id = d.id AND v.number = d.newest
                                         JOIN stored_file f ON f.id = v.file_id
                 WHERE d.requested_document_id = q.id AND d.state <> 'rejected' AND \(file))
        """
    }

    /// The number of documents that `r` waits for.
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

    /// The largest number of documents in one request to the customer.
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

    /// The requested document that an upload answers: `named` while it is awaited, else the oldest one of its category.
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

    /// Settles every requested document of a request.
    static func settle(of request: ID<ServiceRequest>, _ tx: borrowing Tx) throws {
        try tx.execute(
            "UPDATE requested_document SET settled_at = \(tx.now) WHERE request_id = \(request) AND settled_at IS NULL"
        )
    }
}

extension DocumentCategory: SQLValueConvertible {}
