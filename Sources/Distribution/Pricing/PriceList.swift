import Kernel
import Platform
import Store

/// Prices that replace the catalogue's in a zone, for a company's products, for a customer group or for a time.
struct PriceList: Sendable {
    let id: ID<PriceList>
    var name: Name
    var company: ID<Company>?
    var zone: ID<DeliveryZone>?
    var customerGroup: Line<1, 40>?
    /// Lists with a lower number are tried first.
    var priority: Int
    var isActive: Bool
    var startsAt: Instant
    /// The first moment at which the list is no longer in force.
    var endsAt: Instant?
    var deletedAt: Instant?
    let createdAt: Instant
    var updatedAt: Instant
    var version: Int
    /// Steps by product, from the smallest quantity to the largest.
    var prices: [ID<Product>: [Step]] = [:]

    /// The price of one piece from a quantity on.
    struct Step: Sendable, Hashable {
        let from: Int
        let price: Dinars
    }

    /// Reason why a price list has no price for a line.
    enum Obstacle: String, Codable, CaseIterable, Sendable {
        /// The list is switched off or deleted.
        case notActive = "not_active"
        /// The list is not in force yet.
        case notYet = "not_yet"
        /// The list is no longer in force.
        case over
        /// The list is for another zone.
        case otherZone = "other_zone"
        /// The list is for another company's products.
        case otherCompany = "other_company"
        /// The list is for another customer group.
        case otherGroup = "other_group"
        /// The list has no price for the product.
        case notListed = "not_listed"
        /// The list has a price only for larger quantities.
        case tooFew = "too_few"
    }
}

extension PriceList {
    /// The list's price for a line, or the reason why it has none.
    func answer(for line: PricedLine, in context: PricingContext) -> Result<Step, Obstacle> {
        if let obstacle = obstacle(for: line, in: context) { return .failure(obstacle) }
        guard let steps = prices[line.product] else { return .failure(.notListed) }
        guard let step = steps.last(where: { $0.from <= line.quantity }) else { return .failure(.tooFew) }
        return .success(step)
    }

    private func obstacle(for line: PricedLine, in context: PricingContext) -> Obstacle? {
        if !isActive || deletedAt != nil { return .notActive }
        if context.now < startsAt { return .notYet }
        if let endsAt, context.now >= endsAt { return .over }
        if let zone, zone != context.zone { return .otherZone }
        if let company, company != line.company { return .otherCompany }
        if let customerGroup, customerGroup.rawValue != context.customerGroup { return .otherGroup }
        return nil
    }

    static func comesFirst(_ left: PriceList, _ right: PriceList) -> Bool {
        left.priority != right.priority ? left.priority < right.priority : left.id < right.id
    }
}

extension [PriceList] {
    /// The first of the lists, which are in their order, that has a price for the line; nil when the catalogue's holds.
    func decision(
        on line: PricedLine,
        in context: PricingContext
    ) -> (list: PriceList, step: PriceList.Step)? {
        for list in self {
            if case .success(let step) = list.answer(for: line, in: context) { return (list, step) }
        }
        return nil
    }
}

extension PriceList.Obstacle: Error {}
