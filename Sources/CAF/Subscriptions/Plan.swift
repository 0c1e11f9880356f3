import Kernel
import Platform
import Store
import Web

/// What customers subscribe to: a price, the services it covers, how often, and how soon.
///
/// Whoever subscribed keeps what they bought: terms change only while nobody has them.
struct Plan: Sendable {
    let id: ID<Plan>
    let code: Code
    var name: PlanText
    var description: PlanText?
    var terms: Terms
    private(set) var status: Status
    let createdAt: Instant
    private(set) var version: Int

    typealias Code = Line<1, 60>

    /// What must not change under those who have it.
    struct Terms: Codable, Sendable, Equatable {
        /// With the tax, in cents.
        var price: Cents
        var vatRate: Percent
        var period: Period
        var services: [Entitlement]
        /// What the limits of the services count in.
        var limitPeriod: Period
        /// The higher, the sooner a request is looked at.
        var priority: Ranged<0, 9>
        var trialDays: Ranged<0, 365>
        /// How long a payment may be late before nothing can be handed in.
        var graceDays: Ranged<0, 90>
        /// Everyone has it for its trial from the day they register, without a card; it is not sold.
        var isWelcome: Bool
    }

    struct Entitlement: Codable, Sendable, Equatable {
        var service: Service.Code
        /// How many requests in a period; nothing is no limit.
        var limit: Ranged<0, 10_000>?
    }

    enum Period: String, Codable, CaseIterable, Sendable {
        case month
        case year
    }
}

struct PlanText: Codable, Sendable, Equatable {
    var it: Line<1, 300>
    var en: Line<1, 300>?

    func text(in languages: [Language]) -> String {
        let isEnglish = languages.first { $0 == .english || $0 == .italian } == .english
        return (isEnglish ? en ?? it : it).rawValue
    }
}

extension Plan: LifecycleSubject {
    static let kind = "subscription_plan"

    enum Status: String, Codable, CaseIterable, Sendable, SQLValueConvertible {
        case offered
        /// Nobody can buy it any more; who has it keeps it.
        case retired
    }

    enum Event: String, Codable, CaseIterable, Sendable, SQLValueConvertible {
        case retire
        case offer
    }

    // swift-format-ignore
    static let lifecycle = Lifecycle<Plan, Status, Event>(start: .offered) {
        On(.retire, from: .offered, to: .retired, needs: .planManage)
        On(.offer,  from: .retired, to: .offered, needs: .planManage)
    }

    func transitioned(to status: Status, by event: Event, _ tx: borrowing Tx) throws -> Plan {
        try tx.changeOne(
            """
            UPDATE plan SET status = \(status), version = version + 1 WHERE id = \(id) AND version = \(version)
            """
        )
        return try Plan.find(id, tx)
    }
}

extension Plan: Record {
    static let columns: SQL =
        "n.id, n.code, n.name, n.description, n.terms, n.status, n.created_at, n.version"

    init(_ row: inout Row) throws {
        id = try row.next()
        code = try row.next()
        name = try row.json()
        description = try row.json(PlanText?.self)
        terms = try row.json()
        status = try row.next()
        createdAt = try row.next()
        version = try row.next()
    }
}

extension Plan {
    func entitlement(to service: Service.Code) -> Entitlement? {
        terms.services.first { $0.service == service }
    }

    /// What the provider sells; its key is what a subscription names the plan by.
    func offer(in languages: [Language]) -> PriceOnOffer {
        PriceOnOffer(
            key: id.description,
            name: name.text(in: languages),
            amount: terms.price.money,
            period: terms.period == .month ? .month : .year,
            trialDays: terms.trialDays.value
        )
    }
}
