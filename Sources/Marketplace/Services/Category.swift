import Kernel
import Platform
import Store

/// A group of services, at the root or below another.
struct Category: Sendable {
    let id: ID<Category>
    let name: Name
    let parent: ID<Category>?
    let createdAt: Instant

    typealias Name = Line<2, 80>
    /// From the root down.
    static let maximumLevels = 5
}

extension Category: Record {
    static let kind = "category"
    static let columns: SQL = "k.id, k.name, k.parent_id, k.created_at"

    init(_ row: inout Row) throws {
        id = try row.next()
        name = try row.next()
        parent = try row.next()
        createdAt = try row.next()
    }

    static func find(_ id: ID<Category>, _ tx: borrowing Tx) throws -> Category {
        try tx.one("SELECT \(columns) FROM category k WHERE k.id = \(id)")
    }

    /// Refuses an unknown category at `pointer`.
    static func demand(_ id: ID<Category>, at pointer: String = "/category_id", _ tx: borrowing Tx) throws {
        guard try tx.exists("SELECT 1 FROM category k WHERE k.id = \(id)") else {
            throw Problem(.invalid, faults: [.init(pointer, .unknownCategory)])
        }
    }

    /// A query for the identities of a category and everything below it.
    static func descendants(of id: ID<Category>) -> SQL {
        """
        WITH RECURSIVE below(id) AS (
            SELECT k.id FROM category k WHERE k.id = \(id)
            UNION ALL
            SELECT c.id FROM category c JOIN below b ON c.parent_id = b.id)
        SELECT id FROM below
        """
    }

    /// Adds a category; of two with one name below one parent the second is refused.
    static func add(_ new: NewCategory, by actor: Actor, _ tx: borrowing Tx) throws -> Category {
        if let parent = new.parentId {
            try demand(parent, at: "/parent_id", tx)
            guard try level(of: parent, tx) < maximumLevels else {
                throw Problem(.invalid, faults: [.init("/parent_id", .tooDeep)])
            }
        }
        let id = tx.newID(of: Category.self)
        let added = try tx.execute(
            """
            INSERT INTO category (id, name, name_key, parent_id, created_at)
            VALUES (\(id), \(new.name), \(NameKey.of(new.name.rawValue)), \(new.parentId), \(tx.now))
            ON CONFLICT DO NOTHING
            """
        )
        guard added == 1 else { throw Problem(.nameTaken) }
        try Audit.record(ServiceAction.addCategory, of: kind, id.cast(), by: actor, tx)
        return try find(id, tx)
    }

    /// 1 at the root.
    private static func level(of id: ID<Category>, _ tx: borrowing Tx) throws -> Int {
        try tx.value(
            """
            WITH RECURSIVE above(id, parent_id) AS (
                SELECT k.id, k.parent_id FROM category k WHERE k.id = \(id)
                UNION ALL
                SELECT c.id, c.parent_id FROM category c JOIN above a ON c.id = a.parent_id)
            SELECT COUNT(*) FROM above
            """,
            as: Int.self
        ) ?? 0
    }
}
