import Kernel
import Platform
import Store

/// A category of the catalogue, at the root or below another.
struct Category: Sendable {
    let id: ID<Category>
    var parent: ID<Category>?
    var name: Name
    /// Sort key among siblings, ascending.
    var position: Int
    /// Products in an inactive category, or below one, are hidden.
    var isActive: Bool
    let createdAt: Instant
    let updatedAt: Instant
    let version: Int
}

extension Category: Record {
    static let kind = "category"

    static let columns: SQL =
        "k.id, k.parent_id, k.name, k.position, k.is_active, k.created_at, k.updated_at, k.version"

    init(_ row: inout Row) throws {
        id = try row.next()
        parent = try row.next()
        name = try row.json()
        position = try row.next()
        isActive = try row.next()
        createdAt = try row.next()
        updatedAt = try row.next()
        version = try row.next()
    }
}

extension Category {
    static func find(_ id: ID<Category>, _ tx: borrowing Tx) throws -> Category {
        try tx.one("SELECT \(columns) FROM category k WHERE k.id = \(id)")
    }

    /// A query for the identities of a category and its descendants.
    static func descendants(of id: ID<Category>) -> SQL {
        """
        WITH RECURSIVE below(id) AS (
            SELECT id FROM category WHERE id = \(id)
            UNION ALL
            SELECT c.id FROM category c JOIN below b ON c.parent_id = b.id)
        SELECT id FROM below
        """
    }

    /// A category and its ancestors, itself first.
    static func ancestors(of id: ID<Category>, _ tx: borrowing Tx) throws -> [ID<Category>] {
        try tx.values(
            """
            WITH RECURSIVE above(id, parent_id, depth) AS (
                SELECT id, parent_id, 0 FROM category WHERE id = \(id)
                UNION ALL
                SELECT c.id, c.parent_id, a.depth + 1 FROM category c JOIN above a ON c.id = a.parent_id)
            SELECT id FROM above ORDER BY depth
            """
        )
    }
}
