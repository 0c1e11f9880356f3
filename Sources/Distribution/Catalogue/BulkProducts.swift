import Kernel
import Platform
import Store
import Web

/// Changes of several products; each row succeeds or is refused on its own.
struct BulkProducts: Body {
    static let most = 1_000

    /// One row per product, 1 to 1,000; a product may appear once.
    var updates: [Row]

    /// The changes of one product: at least one, and absent members stay as they are.
    struct Row: Codable, Sendable {
        var productId: ID<Product>
        /// List price of one unit in whole Iraqi dinars; orders keep their own prices.
        var price: ListPrice?
        /// Whether buyers can order it.
        var isActive: Bool?
        /// The category that lists it.
        var categoryId: ID<Category>?
        /// Replaces the zones that sales are restricted to, at most 200; empty lifts the restriction.
        var zones: [ID<DeliveryZone>]?
        /// The version that the caller last saw; a product with another version is refused as `stale`.
        ///
        /// Not checked when absent.
        var expectedVersion: Int?

        var isEmpty: Bool { price == nil && isActive == nil && categoryId == nil && zones == nil }
    }

    /// Refuses a list that is empty or too long, or that names a product twice.
    func checkRows() throws {
        guard (1...Self.most).contains(updates.count) else {
            let refusal = updates.isEmpty ? Refusal(.tooFew(1)) : Refusal(.tooMany(Self.most))
            throw Problem(.invalid, faults: [Problem.Fault("/updates", refusal)])
        }
        var seen: Set<ID<Product>> = []
        let repeated = updates.indices.filter { !seen.insert(updates[$0].productId).inserted }
        guard repeated.isEmpty else {
            let faults = repeated.map { Problem.Fault("/updates/\($0)/product_id", .repeatedElement) }
            throw Problem(.invalid, faults: faults)
        }
    }

    /// Checks every row before the first write; answers in the caller's order.
    func apply(by call: Call, _ tx: borrowing Tx) throws -> BulkProductsView {
        let facts = try BulkFacts(updates, within: call.scope(of: .productManage), tx)
        var results: [BulkProductsView.Result] = []
        var rewrites: [ProductRewrite] = []
        for (index, row) in updates.enumerated() {
            do {
                let rewrite = try facts.rewrite(row, at: "/updates/\(index)")
                if !rewrite.fields.isEmpty { rewrites.append(rewrite) }
                results.append(BulkProductsView.Result(index, row.productId, version: rewrite.version))
            } catch let problem as Problem {
                results.append(
                    BulkProductsView.Result(index, row.productId, refused: problem, in: call.languages)
                )
            }
        }
        try ProductRewrite.write(rewrites, by: call.actor, tx)
        return BulkProductsView(results)
    }
}

extension Products {
    static func bulk(_ call: Call, body: BulkProducts) async throws -> BulkProductsView {
        try body.checkRows()
        do {
            return try await call.db.write { tx in try body.apply(by: call, tx) }
        } catch let error as DatabaseError where error.isForeignKey {
            // A category or a zone was deleted at the same moment.
            throw Problem(.conflict)
        }
    }
}

/// The outcome of a bulk change of products.
struct BulkProductsView: View {
    /// Number of rows that were applied.
    var updated: Int
    /// Number of rows that were refused.
    var refused: Int
    /// One entry per row, in the order of the request.
    var results: [Result]

    init(_ results: [Result]) {
        self.results = results
        refused = results.count { $0.problem != nil }
        updated = results.count - refused
    }

    /// The outcome of one row.
    struct Result: Codable, Sendable {
        /// Position of the row in the request, from 0.
        var index: Int
        var productId: ID<Product>
        /// Whether the row was applied.
        var status: Status
        /// The product's version after the change; when refused as `stale`, the current version, otherwise null.
        var version: Int?
        /// The problem code of the refusal; absent when applied.
        var problem: String?
        /// The refusal in the caller's language; absent when applied.
        var message: String?
        /// The refused member, as a JSON pointer into the request; absent when no member is at fault.
        var pointer: String?

        /// Whether a row was applied.
        enum Status: String, Codable, CaseIterable, Sendable {
            /// The product was changed, or already was as requested and keeps its version.
            case updated
            /// Nothing was changed; see `problem`.
            case refused
        }

        init(_ index: Int, _ product: ID<Product>, version: Int) {
            self.index = index
            productId = product
            status = .updated
            self.version = version
        }

        init(_ index: Int, _ product: ID<Product>, refused: Problem, in languages: [Language]) {
            self.index = index
            productId = product
            status = .refused
            if case .integer(let current)? = refused.extras["version"] { version = Int(current) }
            problem = refused.code.name
            message = refused.sentence(in: languages)
            pointer = refused.faults.first?.pointer
        }
    }
}
