import Kernel
import Platform

/// One line of a price calculation in progress.
///
/// Units that a set of buy X get Y or a bundle has used leave its open part: no other set can use them.
struct BasketLine {
    let line: PricedLine
    let unitPrice: Dinars
    let subtotal: Int64
    private(set) var openUnits: Int64
    private(set) var openAmount: Int64
    private var closedAmount: Int64 = 0
    /// Whether a promotion has applied to the line.
    private var isTouched = false
    /// Whether an exclusive promotion has applied to the line.
    private var isSealed = false
    private(set) var pricing: LinePricing

    /// The amount left to pay for the line.
    var amount: Int64 { openAmount + closedAmount }

    func isOpen(to promotion: Promotion) -> Bool {
        !isSealed && (promotion.isStackable || !isTouched)
    }

    /// The worth of some of the open units, rounded once, halves up.
    func worth(of units: Int64) -> Int64 {
        units == openUnits ? openAmount : Share.part(of: openAmount, units, in: openUnits)
    }

    mutating func consume(_ units: Int64) -> Int64 {
        let worth = worth(of: units)
        openUnits -= units
        openAmount -= worth
        closedAmount += worth
        return worth
    }

    mutating func cut(_ amount: Int64, by promotion: Promotion, units: Int64?) {
        isTouched = true
        if !promotion.isStackable { isSealed = true }
        guard amount > 0, let share = Dinars(amount) else { return }
        // Units used by sets are paid for by the closed part.
        let closed = promotion.stage == .line ? 0 : min(amount, closedAmount)
        closedAmount -= closed
        openAmount -= amount - closed
        pricing.shares.append(
            LineShare(
                promotionId: promotion.id,
                type: promotion.kind,
                amount: share,
                units: units.map(Int.init)
            )
        )
    }
}

extension BasketLine {
    /// The line at the price of the first price list that has one for it, or else at the catalogue price.
    static func priced(
        _ line: PricedLine,
        _ lists: [PriceList],
        _ context: PricingContext
    ) throws -> (BasketLine, [TraceStep]) {
        var steps = [
            TraceStep(
                kind: .listPrice,
                product: line.product,
                company: line.company,
                quantity: line.quantity,
                amount: line.listPrice
            )
        ]
        var pricing = LinePricing(listPrice: line.listPrice, unitPrice: line.listPrice, shares: [])
        if let (list, step) = lists.decision(on: line, in: context) {
            pricing.unitPrice = step.price
            pricing.priceListId = list.id
            pricing.fromQuantity = step.from
            steps.append(
                TraceStep(
                    kind: .priceList,
                    product: line.product,
                    company: line.company,
                    priceList: list.id,
                    name: list.name,
                    quantity: step.from,
                    amount: step.price
                )
            )
        }
        return (try BasketLine(line, pricing), steps)
    }

    private init(_ line: PricedLine, _ pricing: LinePricing) throws {
        let (subtotal, overflow) = pricing.unitPrice.value.multipliedReportingOverflow(
            by: Int64(line.quantity)
        )
        guard !overflow else { throw Problem(.amountTooLarge) }
        self.line = line
        self.pricing = pricing
        unitPrice = pricing.unitPrice
        self.subtotal = try Dinars.checked(subtotal).value
        openUnits = Int64(line.quantity)
        openAmount = subtotal
    }

    func quoted() throws -> QuotedLine {
        QuotedLine(
            product: line.product,
            company: line.company,
            quantity: line.quantity,
            unitPrice: unitPrice,
            subtotal: try Dinars.checked(subtotal),
            discount: try Dinars.checked(subtotal - amount),
            total: try Dinars.checked(amount),
            pricing: pricing
        )
    }
}
