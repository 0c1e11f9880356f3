import Kernel
import Platform
import Store
import Web

/// Stock updates of several products; each row succeeds or is refused on its own.
struct BulkStock: Body {
    static let most = 500

    /// One row per product, 1 to 500; a product may appear once.
    var updates: [Row]

    /// A stock update of one product.
    struct Row: Codable, Sendable {
        var productId: ID<Product>
        /// Counted stock in units; the difference is recorded as a correction unless `kind` says otherwise.
        var stock: Stock.Count?
        /// Units to add, or to remove when negative; not together with `stock`, and never 0.
        var change: Stock.Change?
        /// The movement to record; by default `restock` for a positive `change` and `correction` otherwise.
        var kind: ManualMovement?
        /// Note kept with the movement; none when absent.
        var reason: Line<1, 500>?
        /// The stock that the caller last saw; any other current stock is refused with 412.
        ///
        /// Not checked when absent.
        var expectedStock: Int?

        var count: StockCount {
            StockCount(stock: stock, change: change, kind: kind, reason: reason, expectedStock: expectedStock)
        }
    }

    /// Runs in product order, so that overlapping calls never deadlock; answers in the caller's order.
    func apply(by call: Call, _ tx: borrowing Tx) throws -> BulkStockView {
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
        var results: [Int: BulkStockView.Result] = [:]
        let inOrder = updates.enumerated().sorted { $0.element.productId < $1.element.productId }
        for (index, row) in inOrder {
            do {
                let view = try StockDesk.update(row.productId, row.count, by: call, tx)
                results[index] = BulkStockView.Result(index, row.productId, stock: view.stock)
            } catch let problem as Problem where problem.code != .overloaded {
                // A refused row has not written anything.
                results[index] = BulkStockView.Result(
                    index,
                    row.productId,
                    refused: problem,
                    in: call.languages
                )
            }
        }
        return BulkStockView(updates.indices.compactMap { results[$0] })
    }
}

/// The outcome of a bulk update.
struct BulkStockView: View {
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
        /// Units after the update; when refused for too little or different stock, the current units, otherwise null.
        var stock: Int?
        /// The problem code of the refusal; absent when applied.
        var problem: String?
        /// The refusal in the caller's language; absent when applied.
        var message: String?

        /// Whether a row was applied.
        enum Status: String, Codable, CaseIterable, Sendable {
            /// The stock was changed, or already was as requested.
            case updated
            /// Nothing was changed; see `problem`.
            case refused
        }

        init(_ index: Int, _ product: ID<Product>, stock: Int) {
            self.index = index
            productId = product
            status = .updated
            self.stock = stock
        }

        init(_ index: Int, _ product: ID<Product>, refused: Problem, in languages: [Language]) {
            self.index = index
            productId = product
            status = .refused
            if case .integer(let left)? = refused.extras["available"] ?? refused.extras["stock"] {
                stock = Int(left)
            }
            problem = refused.code.name
            message = refused.sentence(in: languages)
        }
    }
}

extension Problem {
    /// The refusal of one row of a bulk change: its first fault, or else its title.
    func sentence(in languages: [Language]) -> String {
        faults.first?.refusal.message.text(in: languages) ?? code.title.text(in: languages)
    }
}
