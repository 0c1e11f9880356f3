import Kernel
import Platform
import Store
import Web

/// The order of all categories directly below one category, or at the root.
struct CategoryOrder: Body {
    /// The category directly above them; absent or null means the root.
    var parentId: ID<Category>?
    /// Every category at this level, inactive ones included, each once: the first to show stands first.
    var ids: [ID<Category>]
    /// The order that the caller last saw; any other current order is refused with 412.
    ///
    /// Not checked when absent.
    var expectedIds: [ID<Category>]?

    /// Answers with the categories in their new order; a category in its old position is not written.
    ///
    /// Rows are written in the order of their identities, so that simultaneous calls never deadlock.
    func apply(by actor: Actor, _ tx: borrowing Tx) throws -> [Category] {
        try checkParent(tx)
        let siblings = try Category.children(of: parentId, tx)
        try check(against: siblings.map(\.id))
        let places = Dictionary(ids.enumerated().map { ($0.element, $0.offset) }) { first, _ in first }
        for category in siblings.sorted(by: { $0.id < $1.id }) {
            guard let place = places[category.id], place != category.position else { continue }
            try category.move(to: place, by: actor, tx)
        }
        return try Category.children(of: parentId, tx)
    }

    private func checkParent(_ tx: borrowing Tx) throws {
        guard let parentId else { return }
        guard try tx.exists("SELECT 1 FROM category WHERE id = \(parentId)") else {
            throw Problem(.invalid, faults: [Problem.Fault("/parent_id", .unknownReference)])
        }
    }

    private func check(against siblings: [ID<Category>]) throws {
        let known = Set(siblings)
        var seen: Set<ID<Category>> = []
        let faults = ids.enumerated().compactMap { index, id -> Problem.Fault? in
            guard known.contains(id) else { return Problem.Fault("/ids/\(index)", .notAtThisLevel) }
            return seen.insert(id).inserted ? nil : Problem.Fault("/ids/\(index)", .namedTwice)
        }
        guard faults.isEmpty else { throw Problem(.invalid, faults: faults) }
        let missing = siblings.filter { !seen.contains($0) }
        guard missing.isEmpty else {
            let names = missing.map { JSONValue.string($0.description) }
            throw Problem(.stale, extras: ["missing_ids": .array(names)])
        }
        guard expectedIds == nil || expectedIds == siblings else { throw Problem(.stale) }
    }
}

extension Category {
    /// The categories directly below `parent`, or those at the root, in their order.
    fileprivate static func children(of parent: ID<Category>?, _ tx: borrowing Tx) throws -> [Category] {
        let isThere: SQL = parent.map { "k.parent_id = \($0)" } ?? "k.parent_id IS NULL"
        return try tx.all("SELECT \(columns) FROM category k WHERE \(isThere) ORDER BY k.position, k.id")
    }

    fileprivate func move(to position: Int, by actor: Actor, _ tx: borrowing Tx) throws {
        try tx.changeOne(
            """
            UPDATE category SET position = \(position), updated_at = \(tx.now), version = version + 1
             WHERE id = \(id) AND version = \(version)
            """
        )
        try Audit.record(CatalogueAction.categoryChange, of: Self.kind, id.cast(), by: actor, tx)
    }
}
