import Kernel
import Platform

/// The lines, discounts and trace of a price calculation in progress.
struct Basket {
    let context: PricingContext
    private(set) var lines: [BasketLine]
    private(set) var applied: [AppliedPromotion] = []
    private(set) var passed: [PassedOver] = []
    private(set) var trace: [TraceStep] = []

    init(_ lines: [PricedLine], _ lists: [PriceList], _ context: PricingContext) throws {
        self.context = context
        let lists = lists.sorted(by: PriceList.comesFirst)
        self.lines = []
        for line in try lines.merged() {
            let (priced, steps) = try BasketLine.priced(line, lists, context)
            self.lines.append(priced)
            trace += steps
        }
        // Refuses too large a total here; from now on no sum of parts can leave the range.
        _ = try self.lines.reduce(Int64(0)) { try Dinars.checked($0 + $1.subtotal).value }
    }

    /// The lines that the promotion may discount.
    func scope(of promotion: Promotion) -> [Int] {
        lines.indices.filter { index in
            promotion.targets.include(lines[index].line) && lines[index].isOpen(to: promotion)
        }
    }

    func amount(of scope: some Sequence<Int>) -> Int64 {
        scope.reduce(0) { $0 + lines[$1].amount }
    }

    /// Records why the promotion finds no line to discount.
    mutating func passOver(withoutScope promotion: Promotion) {
        let isTaken = lines.contains { promotion.targets.include($0.line) }
        pass(promotion, isTaken ? .notCombinable : .nothingMatches)
    }

    mutating func pass(
        _ promotion: Promotion,
        _ reason: PassedOver.Reason,
        amount: Int64? = nil,
        units: Int64? = nil,
        worth: Int64? = nil
    ) {
        passed.append(
            PassedOver(
                promotion: promotion.id,
                name: promotion.name,
                kind: promotion.kind,
                reason: reason,
                missingAmount: amount,
                missingUnits: units.map(Int.init),
                worth: worth
            )
        )
    }

    /// Moves units out of the open part of the line, and returns their worth.
    mutating func consume(_ units: Int64, of index: Int) -> Int64 {
        lines[index].consume(units)
    }

    /// Applies the discounts, and closes the lines to promotions that cannot be combined.
    mutating func book(_ promotion: Promotion, _ cuts: [Cut], sets: Int? = nil) throws {
        var companies: [ID<Company>] = []
        for cut in cuts {
            lines[cut.index].cut(cut.amount, by: promotion, units: cut.units)
            let company = lines[cut.index].line.company
            if cut.amount > 0, companies.last != company { companies.append(company) }
        }
        let discount = try Dinars.checked(cuts.reduce(0) { $0 + $1.amount })
        applied.append(AppliedPromotion(promotion, discount, companies: Set(companies).sorted(), sets: sets))
        trace.append(
            TraceStep(
                kind: TraceStep.Kind(promotion.stage),
                promotion: promotion.id,
                name: promotion.name,
                quantity: sets,
                amount: discount
            )
        )
    }

    mutating func record(_ step: TraceStep) {
        trace.append(step)
    }

    /// The discount on one line.
    struct Cut {
        let index: Int
        var amount: Int64
        var units: Int64?
    }
}

extension AppliedPromotion {
    fileprivate init(_ promotion: Promotion, _ discount: Dinars, companies: [ID<Company>], sets: Int?) {
        self.init(
            promotion: promotion.id,
            name: promotion.name,
            kind: promotion.kind,
            discount: discount,
            companies: companies,
            sets: sets,
            limits: Limits(total: promotion.usageLimit, perCustomer: promotion.usageLimitPerCustomer)
        )
    }
}

extension Promotion {
    /// Limits the discounts to the promotion's maximum, which is spread in the same proportions.
    func capped(_ amounts: [Int64]) -> [Int64] {
        guard let maximumDiscount, amounts.reduce(0, +) > maximumDiscount.value else { return amounts }
        return Share.spread(maximumDiscount.value, over: amounts)
    }

    /// The amount still missing to the minimum; nil when it is reached.
    func missing(to amount: Int64) -> Int64? {
        guard let minimumAmount, amount < minimumAmount.value else { return nil }
        return minimumAmount.value - amount
    }
}

extension Dinars {
    static func checked(_ value: Int64) throws -> Dinars {
        guard let dinars = Dinars(value) else { throw Problem(.amountTooLarge) }
        return dinars
    }
}
