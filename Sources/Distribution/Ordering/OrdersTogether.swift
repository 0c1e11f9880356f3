import Kernel
import Platform
import Store

// Dependencies between the prices of the orders of one checkout.
extension Order {
    /// Refuses when another order of the checkout has a gift or a bundle price because of this order's goods.
    ///
    /// Otherwise a customer could cancel the paid goods and keep the gift.
    func refuseLeavingGifts(for call: Call, _ tx: borrowing Tx) throws {
        let others = try Self.list(of: checkout, tx).filter { $0.id != id && $0.status != .cancelled }
        guard !others.isEmpty else { return }
        let gains = try Promotion.listUsed(by: checkout, tx).filter { $0.promotion.comesInSets }
        guard !gains.isEmpty else { return }
        let goods = try pricedLines(tx)
        let left = gains.filter { gain in
            others.contains { gain.companies.contains($0.company) }
                && goods.contains(where: gain.promotion.isEarned)
        }
        guard !left.isEmpty else { return }
        throw Problem(
            .cancelTogether,
            extras: [
                "order_ids": .array(others.map { .string($0.id.description) }),
                "promotions": .array(
                    left.map { .string($0.promotion.name.text(in: call.languages)) }
                ),
            ]
        )
    }

    /// Cancels this order and every other open order of its checkout, or none of them.
    func cancelledWithOthers(because reason: Reason?, as call: Call, _ tx: borrowing Tx) throws -> Order {
        for other in try Self.list(of: checkout, tx) where other.id != id && other.status != .cancelled {
            _ = try other.advanced(to: .cancelled, because: reason, as: call, tx)
        }
        return try advanced(to: .cancelled, because: reason, as: call, tx)
    }

    private func pricedLines(_ tx: borrowing Tx) throws -> [PricedLine] {
        let lines = try OrderLine.list(of: id, tx)
        let shelves = Dictionary(
            try Product.list(lines.map(\.product), tx).map { ($0.id, $0.category) }
        ) { first, _ in first }
        let paths = try PricedLine.paths(from: Set(shelves.values).sorted(), tx)
        return lines.map { line in
            PricedLine(
                product: line.product,
                company: company,
                categories: shelves[line.product].flatMap { paths[$0] } ?? [],
                quantity: line.quantity,
                listPrice: line.unitPrice
            )
        }
    }
}

extension Promotion {
    /// Whether the purchase of some goods earns the discount on others.
    fileprivate var comesInSets: Bool { kind == .buyXGetY || kind == .bundle }

    /// Whether the line counts towards a set other than as its gift.
    fileprivate func isEarned(by line: PricedLine) -> Bool {
        if kind == .bundle { return bundle.contains { $0.productId == line.product } }
        return targets.include(line) && !gifts.contains(line.product)
    }
}
