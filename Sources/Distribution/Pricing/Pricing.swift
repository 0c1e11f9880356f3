import Kernel
import Platform

/// The only place where prices are calculated.
///
/// The same goods, promotions and price lists give the same quote, in whatever order they come. See
/// docs/decisions/0012-pricing.md.
enum Pricing {
    static func price(
        _ lines: [PricedLine],
        _ promotions: [Promotion],
        _ priceLists: [PriceList],
        _ context: PricingContext
    ) throws -> Quote {
        var basket = try Basket(lines, priceLists, context)
        var turns: [Promotion.Stage: [Promotion]] = [:]
        for promotion in promotions.sorted(by: Promotion.comesFirst) {
            if let obstacle = promotion.obstacle(in: context) {
                basket.pass(promotion, obstacle)
            } else {
                turns[promotion.stage, default: []].append(promotion)
            }
        }
        for promotion in turns[.line] ?? [] { try basket.reduce(by: promotion) }
        for promotion in turns[.buyXGetY] ?? [] { try basket.giveAway(by: promotion) }
        try basket.bundle(by: turns[.bundle] ?? [])
        for promotion in turns[.order] ?? [] { try basket.reduce(by: promotion) }
        return try basket.quote()
    }
}

extension Basket {
    /// Takes a percentage or a fixed amount off the targeted goods, or off the whole.
    mutating func reduce(by promotion: Promotion) throws {
        let scope = scope(of: promotion)
        guard !scope.isEmpty else { return passOver(withoutScope: promotion) }
        let base = amount(of: scope)
        if let missing = promotion.missing(to: base) {
            return pass(promotion, .belowMinimum, amount: missing, worth: promotion.worth(at: base + missing))
        }
        let cuts = promotion.capped(promotion.cuts(scope.map { lines[$0].amount }))
        guard cuts.contains(where: { $0 > 0 }) else { return pass(promotion, .nothingToSave) }
        try book(promotion, zip(scope, cuts).map { Cut(index: $0, amount: $1) })
    }

    mutating func quote() throws -> Quote {
        var companies: [CompanyQuote] = []
        var quoted = try lines.map { try $0.quoted() }[...]
        let all = Array(quoted)
        while let company = quoted.first?.company {
            let own = Array(quoted.prefix { $0.company == company })
            quoted = quoted.dropFirst(own.count)
            let part = try CompanyQuote(own, of: company, context.deliveryFees[company])
            record(TraceStep(kind: .delivery, company: company, amount: part.deliveryFee))
            companies.append(part)
        }
        return Quote(
            lines: all,
            perCompany: companies,
            subtotal: try companies.sum(\.subtotal),
            discount: try companies.sum(\.discount),
            deliveryFee: try companies.sum(\.deliveryFee),
            total: try companies.sum(\.total),
            applied: applied,
            passed: passed,
            trace: trace
        )
    }
}

extension Promotion {
    /// The discounts on lines of these amounts: rounded per line for targeted goods, and once for the whole.
    fileprivate func cuts(_ amounts: [Int64]) -> [Int64] {
        switch (kind, stage) {
        case (.percentage, .line): amounts.map { worth(at: $0) }
        default: Share.spread(worth(at: amounts.reduce(0, +)), over: amounts)
        }
    }

    fileprivate func worth(at amount: Int64) -> Int64 {
        switch kind {
        case .percentage: Share.part(of: amount, Int64(percentage ?? 0), in: 10_000)
        default: min(amount, self.amount?.value ?? 0)
        }
    }
}

extension CompanyQuote {
    fileprivate init(_ lines: [QuotedLine], of company: ID<Company>, _ terms: DeliveryTerms?) throws {
        self.company = company
        self.lines = lines
        subtotal = try lines.sum(\.subtotal)
        discount = try lines.sum(\.discount)
        let goods = try lines.sum(\.total)
        deliveryFee = terms?.fee(for: goods.value) ?? .zero
        total = try Dinars.checked(goods.value + deliveryFee.value)
    }
}

extension Array {
    fileprivate func sum(_ amount: (Element) -> Dinars) throws -> Dinars {
        var sum: Int64 = 0
        for element in self { sum = try Dinars.checked(sum + amount(element).value).value }
        return try Dinars.checked(sum)
    }
}
