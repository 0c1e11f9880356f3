import Kernel
import Platform
import Store

/// Prices that hold instead of the catalogue's: in a zone, of a company, for a group of customers, for a time.
struct PriceList: Sendable {
    let id: ID<PriceList>
    var name: Name
    var company: ID<Company>?
    var zone: ID<DeliveryZone>?
    var customerGroup: Line<1, 40>?
    /// The lower is asked first.
    var priority: Int
    var isActive: Bool
    var startsAt: Instant
    /// From then on it is over.
    var endsAt: Instant?
    var deletedAt: Instant?
    let createdAt: Instant
    var updatedAt: Instant
    var version: Int
    /// The steps of every product, from the smallest quantity to the largest.
    var prices: [ID<Product>: [Step]] = [:]

    /// What one costs when so many are bought.
    struct Step: Sendable, Hashable {
        let from: Int
        let price: Dinars
    }

    /// Why a list has no price for a line.
    enum Obstacle: String, Codable, CaseIterable, Sendable {
        case notActive = "not_active"
        case notYet = "not_yet"
        case over
        case otherZone = "other_zone"
        case otherCompany = "other_company"
        case otherGroup = "other_group"
        case notListed = "not_listed"
        case tooFew = "too_few"
    }
}

extension PriceList {
    /// What it says of one line: a price, or why it has none.
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

extension PriceList.Obstacle: Error {}
