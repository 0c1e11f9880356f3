import Kernel
import Platform
import Store

extension Category {
    /// All categories, each before its descendants, siblings by position.
    static func tree(_ tx: borrowing Tx) throws -> [(category: Category, level: Int)] {
        let all: [Category] = try tx.all("SELECT \(columns) FROM category k ORDER BY k.position, k.id")
        let children = Dictionary(grouping: all, by: \.parent)
        var tree: [(Category, Int)] = []
        var waiting = (children[nil] ?? []).reversed().map { ($0, 0) }
        while let (category, level) = waiting.popLast() {
            tree.append((category, level))
            waiting += (children[category.id] ?? []).reversed().map { ($0, level + 1) }
        }
        return tree
    }

    static func add(_ new: NewCategory, by actor: Actor, _ tx: borrowing Tx) throws -> Category {
        if let parent = new.parentId { try check(parent, above: nil, tx) }
        let id = tx.newID(of: Category.self)
        try tx.execute(
            """
            INSERT INTO category (id, parent_id, name, position, is_active, created_at, updated_at, version)
            VALUES (\(id), \(new.parentId), \(json: new.name), \(new.position?.value ?? 0), \(new.isActive ?? true),
                    \(tx.now), \(tx.now), 1)
            """
        )
        try Audit.record(CatalogueAction.categoryAdd, of: kind, id.cast(), by: actor, tx)
        return try find(id, tx)
    }

    func changed(by changes: CategoryChanges, as actor: Actor, _ tx: borrowing Tx) throws -> Category {
        let parent = changes.isRoot == true ? nil : changes.parentId.applied(to: parent)
        if let parent, parent != self.parent { try Self.check(parent, above: id, tx) }
        try tx.changeOne(
            """
            UPDATE category
               SET parent_id = \(parent), name = \(json: changes.name ?? name),
                   position = \(changes.position?.value ?? position), is_active = \(changes.isActive ?? isActive),
                   updated_at = \(tx.now), version = version + 1
             WHERE id = \(id) AND version = \(version)
            """
        )
        try Audit.record(CatalogueAction.categoryChange, of: Self.kind, id.cast(), by: actor, tx)
        return try Self.find(id, tx)
    }

    /// Refused unless the category has no products, deleted ones included, and no subcategories.
    func delete(by actor: Actor, _ tx: borrowing Tx) throws {
        let isUsed = try tx.exists(
            """
            SELECT 1 WHERE EXISTS (SELECT 1 FROM product WHERE category_id = \(id))
                        OR EXISTS (SELECT 1 FROM category WHERE parent_id = \(id))
            """
        )
        guard !isUsed else { throw Problem(.categoryInUse) }
        try tx.changeOne("DELETE FROM category WHERE id = \(id) AND version = \(version)")
        try Audit.record(CatalogueAction.categoryDelete, of: Self.kind, id.cast(), by: actor, tx)
    }

    /// Refuses a parent that is missing, too deep, or the category itself or one of its descendants.
    private static func check(_ parent: ID<Category>, above id: ID<Category>?, _ tx: borrowing Tx) throws {
        let above = try ancestors(of: parent, tx)
        guard !above.isEmpty else {
            throw Problem(.invalid, faults: [Problem.Fault("/parent_id", .unknownReference)])
        }
        guard above.count < maximumLevels else {
            throw Problem(.invalid, faults: [Problem.Fault("/parent_id", .tooDeep)])
        }
        if let id, above.contains(id) {
            throw Problem(.invalid, faults: [Problem.Fault("/parent_id", .belowItself)])
        }
    }

    private static let maximumLevels = 20
}
