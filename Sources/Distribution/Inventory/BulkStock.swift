import Kernel
import Platform
import Store
import Web

/// Many counts at once, each by itself: what one row is refused for, the others do not suffer.
struct BulkStock: Body {
    static let most = 500

    var updates: [Row]

    struct Row: Codable, Sendable {
        var productId: ID<Product>
        var stock: Stock.Count?
        var change: Stock.Change?
        var kind: ManualMovement?
        var reason: Line<1, 500>?
        var expectedStock: Int?

        var count: StockCount {
            StockCount(stock: stock, change: change, kind: kind, reason: reason, expectedStock: expectedStock)
        }
    }

    /// In the order of the products, so that two who overlap never wait for each other; answered in the caller's.
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
                // A refusal comes before anything of the row is written.
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

/// What became of each row.
struct BulkStockView: View {
    var updated: Int
    var refused: Int
    var results: [Result]

    init(_ results: [Result]) {
        self.results = results
        refused = results.count { $0.problem != nil }
        updated = results.count - refused
    }

    struct Result: Codable, Sendable {
        /// The row it is about, from 0.
        var index: Int
        var productId: ID<Product>
        var status: Status
        /// What there is now; what there was when it was refused for that.
        var stock: Int?
        /// The code of the refusal.
        var problem: String?
        var message: String?

        enum Status: String, Codable, CaseIterable, Sendable {
            case updated, refused
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
            message =
                refused.faults.first?.refusal.message.text(in: languages)
                ?? refused.code.title.text(in: languages)
        }
    }
}
