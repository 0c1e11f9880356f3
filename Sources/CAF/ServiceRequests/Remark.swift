import Kernel
import Platform
import Store
import Web

/// Something written about a request: a message both sides read, or a note that stays in the office.
struct Remark: Sendable {
    let id: ID<Remark>
    let author: ID<Account>?
    let authorRole: String
    let text: String
    let writtenAt: Instant

    enum Audience: String, Sendable {
        case everyone = "message"
        case office = "note"
    }
}

extension Remark.Audience: SQLValueConvertible {}

extension Remark: Record {
    static let columns: SQL = "m.id, m.author_id, m.author_role, m.body, m.written_at"

    init(_ row: inout Row) throws {
        id = try row.next()
        author = try row.next()
        authorRole = try row.next()
        text = try row.next()
        writtenAt = try row.next()
    }

    static func write(
        _ text: Text<1, 4000>,
        for audience: Audience,
        on request: ServiceRequest,
        by actor: Actor,
        _ tx: borrowing Tx
    ) throws -> Remark {
        let id = tx.newID(of: Remark.self)
        try tx.execute(
            """
            INSERT INTO remark (id, request_id, audience, author_id, author_role, body, written_at)
            VALUES (\(id), \(request.id), \(audience), \(actor.account), \(actor.role.name), \(text), \(tx.now))
            """
        )
        let action = "\(ServiceRequest.kind).\(audience.rawValue)"
        try Audit.record(action, of: ServiceRequest.kind, request.id.cast(), by: actor, tx)
        return try tx.one("SELECT \(columns) FROM remark m WHERE m.id = \(id)")
    }

    /// Oldest first, as a conversation is read.
    static func list(
        for audience: Audience,
        on request: ServiceRequest,
        _ page: PageRequest,
        _ tx: borrowing Tx
    ) throws -> Page<Remark> {
        try tx.page(
            page,
            "SELECT \(columns) FROM remark m WHERE m.request_id = \(request.id) AND m.audience = \(audience)",
            order: Order(.ascending("written_at", \.writtenAt), .ascending("id", \.id))
        )
    }
}

struct NewRemark: Body {
    var text: Text<1, 4000>
}

struct RemarkView: View {
    var id: ID<Remark>
    var authorId: ID<Account>?
    var authorRole: String
    var text: String
    var writtenAt: Instant

    init(_ remark: Remark) {
        id = remark.id
        authorId = remark.author
        authorRole = remark.authorRole
        text = remark.text
        writtenAt = remark.writtenAt
    }
}
