import Kernel

/// The price of one unit from a quantity on.
struct PriceBreak: Codable, Sendable, Hashable {
    /// Units in an order line from which the price holds, up to the next break; whole packs, at least the minimum.
    var fromQuantity: Int
    /// Price of one unit before promotions, in whole Iraqi dinars.
    var price: Dinars
}

extension PriceBreak {
    /// The prices at all quantities that can be ordered: that of `line` and larger ones, in packs.
    ///
    /// A price of a list holds from the first whole packs that reach its quantity. `lists` are in their order.
    static func list(
        from line: PricedLine,
        inPacksOf pack: Int,
        _ lists: [PriceList],
        _ context: PricingContext
    ) -> [PriceBreak] {
        let steps = lists.flatMap { $0.prices[line.product] ?? [] }
        let larger = Set(steps.map { $0.from.roundedUp(toPacksOf: pack) }).filter {
            $0 > line.quantity && $0 <= RequestedLine.maximumQuantity
        }
        var breaks: [PriceBreak] = []
        for quantity in [line.quantity] + larger.sorted() {
            let price = lists.decision(on: line.ordered(quantity), in: context)?.step.price ?? line.listPrice
            if price != breaks.last?.price { breaks.append(PriceBreak(fromQuantity: quantity, price: price)) }
        }
        return breaks
    }
}

extension PricedLine {
    fileprivate func ordered(_ quantity: Int) -> PricedLine {
        PricedLine(
            product: product,
            company: company,
            categories: categories,
            quantity: quantity,
            listPrice: listPrice
        )
    }
}

extension Int {
    func roundedUp(toPacksOf pack: Int) -> Int {
        (self + pack - 1) / pack * pack
    }
}
