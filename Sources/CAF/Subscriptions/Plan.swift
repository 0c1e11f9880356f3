import Kernel
import Platform
import Store
import Web

/// A subscription plan: its price, its services, their limits and its priority.
///
/// Subscribers keep the terms that they bought: terms change only while the plan has no subscribers.
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

    /// The terms of a plan, which cannot change while it has subscribers.
    struct Terms: Codable, Sendable, Equatable {
        /// For each period, with tax, in euro cents; 0 for a welcome plan only.
        var price: Cents
        /// The VAT rate in hundredths of a percent: 2200 is 22 percent.
        var vatRate: Percent
        /// The billing period.
        var period: Period
        /// The covered services, each at most once.
        var services: [Entitlement]
        /// The period in which the limits of the services count.
        var limitPeriod: Period
        /// Requests of plans with a higher value come first in the office's queue.
        var priority: Ranged<0, 9>
        /// Days of a free trial; for a welcome plan its whole length, at least 1.
        var trialDays: Ranged<0, 365>
        /// Days by which a payment can be late before submissions are refused.
        var graceDays: Ranged<0, 90>
        /// Whether every new customer gets it for its trial, without a card; such a plan is not sold.
        var isWelcome: Bool
    }

    /// A service that a plan covers.
    struct Entitlement: Codable, Sendable, Equatable {
        var service: Service.Code
        /// Requests in each limit period; no limit when absent.
        var limit: Ranged<0, 10_000>?
    }

    /// A length of time for bills and limits.
    enum Period: String, Codable, CaseIterable, Sendable {
        /// One month.
        case month
        /// One year.
        case year
    }
}

/// A text by the office, in Italian and optionally in English.
struct PlanText: Codable, Sendable, Equatable {
    /// In Italian.
    var it: Line<1, 300>
    /// In English; the Italian text is shown when it is absent.
    var en: Line<1, 300>?

    func text(in languages: [Language]) -> String {
        let isEnglish = languages.first { $0 == .english || $0 == .italian } == .english
        return (isEnglish ? en ?? it : it).rawValue
    }
}

extension Plan: LifecycleSubject {
    static let kind = "subscription_plan"

    /// Whether a plan is for sale.
    enum Status: String, Codable, CaseIterable, Sendable, SQLValueConvertible {
        /// For sale, or given to new customers as their welcome plan.
        case offered
        /// No longer for sale; subscribers keep it.
        case retired
    }

    /// A move of a plan along its lifecycle.
    enum Event: String, Codable, CaseIterable, Sendable, SQLValueConvertible {
        /// The office takes it from sale.
        case retire
        /// The office puts it on sale again.
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

    /// The offer for the payment provider; its key identifies the plan in a subscription.
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
