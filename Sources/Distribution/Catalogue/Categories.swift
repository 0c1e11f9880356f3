import Kernel
import Platform
import Store
import Web

/// The routes of the catalogue's categories.
enum Categories {
    static let routes = rows.tagged("Categories")

    // swift-format-ignore
    @RouteTable private static var rows: [Route] {
        //     path                    handler  needs
        Get   ("/categories",      list,    .anyone,         "List categories",
               details: "Parents come before their subcategories, siblings by position. Inactive categories and everything below them are listed only for callers who manage products.")
        Get   ("/categories/{id}", show,    .anyone,         "Get a category",
               details: "The answer includes the path from the root and the direct subcategories.")
        Post  ("/categories",      create,  .categoryManage, "Create a category").idempotent.refuses(.conflict)
        Put   ("/categories/order", reorder, .categoryManage, "Reorder categories",
               details: "Puts all categories directly below one category, or at the root, in the given order in one call; their positions become 0, 1, 2 and so on. Refused with 412 and `missing_ids` when the list lacks one of them.").refuses(.stale)
        Put   ("/categories/{id}", change,  .categoryManage, "Update a category",
               details: "Absent members stay as they are. A category cannot be moved below itself or one of its subcategories.").refuses(.stale, .conflict)
        Delete("/categories/{id}", remove,  .categoryManage, "Delete a category",
               details: "Refused while products, deleted ones included, or subcategories belong to it.").refuses(.categoryInUse, .stale)
    }

    static func list(_ call: Call, filter: CategoryFilter) async throws -> Cached<Listing<CategoryView>> {
        let seesAll = call.scope(of: .productManage).reach != .none
        let tree = try await tree(call)
        var hidden: Set<ID<Category>> = []
        let shown = tree.filter { row in
            let isHidden = !row.category.isActive || row.category.parent.map(hidden.contains) == true
            if isHidden { hidden.insert(row.category.id) }
            return (seesAll || !isHidden) && filter.takes(row.category)
        }
        let views = shown.map { CategoryView($0.category, level: $0.level, in: call.languages) }
        return Cached(Listing(views), seconds: call.freshness)
    }

    static func show(_ call: Call, id: ID<Category>) async throws -> Tagged<CategoryView> {
        let tree = try await tree(call)
        let seesAll = call.scope(of: .productManage).reach != .none
        let known = Dictionary(tree.map { ($0.category.id, $0) }) { first, _ in first }
        guard let row = known[id] else { throw Problem(.notFound) }
        var path = [row.category]
        while let parent = path[0].parent.flatMap({ known[$0] }) { path.insert(parent.category, at: 0) }
        guard seesAll || path.allSatisfy(\.isActive) else { throw Problem(.notFound) }
        let children = tree.filter { $0.category.parent == id && (seesAll || $0.category.isActive) }
        var view = CategoryView(row.category, level: row.level, in: call.languages)
        view.path = path.map { CategoryCrumb($0, in: call.languages) }
        view.children = children.map { CategoryCrumb($0.category, in: call.languages) }
        return Tagged(view, version: row.category.version, seconds: call.freshness)
    }

    /// Served from memory until the catalogue changes.
    private static func tree(_ call: Call) async throws -> [CategoryRow] {
        if let (rows, generation) = call.site.localCache.recall("categories", as: [CategoryRow].self),
            try await call.db.one(Generation.query, as: Generation.self).value == generation
        {
            return rows
        }
        let (rows, generation) = try await call.db.read { tx in
            let rows = try Category.tree(tx).map { CategoryRow(category: $0.category, level: $0.level) }
            return (rows, try tx.one(Generation.query, as: Generation.self).value)
        }
        call.site.localCache.keep(rows, under: "categories", generation: generation)
        return rows
    }

    private struct CategoryRow: Sendable {
        let category: Category
        let level: Int
    }

    static func create(_ call: Call, body: NewCategory) async throws -> Created<CategoryView> {
        try await call.db.write { tx in
            let category = try Category.add(body, by: call.actor, tx)
            return Created(
                CategoryView(category, level: try category.level(tx), in: call.languages),
                at: "/categories/\(category.id)",
                version: category.version
            )
        }
    }

    static func change(
        _ call: Call,
        id: ID<Category>,
        match: IfMatch?,
        body: CategoryChanges
    ) async throws -> Tagged<CategoryView> {
        try await call.db.write { tx in
            let category = try Category.find(id, tx)
            try match?.check(category.version)
            let changed = try category.changed(by: body, as: call.actor, tx)
            let view = CategoryView(changed, level: try changed.level(tx), in: call.languages)
            return Tagged(view, version: changed.version)
        }
    }

    static func reorder(_ call: Call, body: CategoryOrder) async throws -> Listing<CategoryView> {
        try await call.db.write { tx in
            let siblings = try body.apply(by: call.actor, tx)
            let level = try siblings.first?.level(tx) ?? 0
            return Listing(siblings.map { CategoryView($0, level: level, in: call.languages) })
        }
    }

    static func remove(_ call: Call, id: ID<Category>, match: IfMatch?) async throws -> NoContent {
        do {
            return try await call.db.write { tx in
                let category = try Category.find(id, tx)
                try match?.check(category.version)
                try category.delete(by: call.actor, tx)
                return NoContent()
            }
        } catch let error as DatabaseError where error.isForeignKey {
            // A product was added at the same moment.
            throw Problem(.categoryInUse)
        }
    }
}

extension Category {
    fileprivate func level(_ tx: borrowing Tx) throws -> Int { try Self.ancestors(of: id, tx).count - 1 }
}
