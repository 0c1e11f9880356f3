import Kernel
import Platform
import Store
import TestKit

@testable import CAF

/// An office whose customers subscribe, pay, leave and are given money back: six hundred subscriptions of a fixed seed.
func payingOffice() async throws -> World {
    try await World(caf, cast: "paying") { site in
        _ = try await DemoCast.hire(DemoCast.sara, at: site)
        let giulia = try await DemoCast.enrol(DemoCast.giulia, at: site)
        let luca = try await DemoCast.enrol(DemoCast.luca, at: site)
        let customers = [giulia, luca].compactMap(\.account)
        try await site.db.write { tx in
            var dice = Dice(seed: 7)
            for number in 0..<600 { try subscribe(number, customers[number % 2], &dice, tx) }
        }
    }
}

private let plans = ["solo", "family", "office"]
private let statuses = [
    "trialing", "active", "active", "past_due", "canceled", "canceled", "unpaid", "incomplete",
]

/// One subscription with a payment for each month that it ran, some of them refunded.
private func subscribe(
    _ number: Int,
    _ customer: ID<Account>,
    _ dice: inout Dice,
    _ tx: borrowing Tx
) throws {
    let plan = plans[Int.random(in: 0..<3, using: &dice)]
    let status = statuses[Int.random(in: 0..<8, using: &dice)]
    let start = TestClock.start - .seconds(Int.random(in: 86_400..<40_000_000, using: &dice))
    let isOver = ["canceled", "unpaid"].contains(status)
    let lived = Duration.seconds(Int.random(in: 0..<20_000_000, using: &dice))
    let end = isOver ? min(start + lived, TestClock.start) : nil
    let id = tx.newID(of: Subject.self)
    try tx.execute(
        """
        INSERT INTO subscription (id, account_id, provider, provider_id, item_id, plan_key, price_id, status, period_start,
                                  period_end, cancel_at_period_end, ended_at, started_at, event_at, read_at, version)
        VALUES (\(id), \(customer), 'stripe', \("sub_\(number)"), 'si', \(plan), 'price', \(status), \(start),
                \(start + .days(30)), \(Int.random(in: 0..<4, using: &dice) == 0), \(end), \(start), \(start), \(start), 1)
        """
    )
    guard status != "incomplete", status != "trialing" else { return }
    var month = 0
    while case let paidAt = start + .days(30 * month), paidAt < end ?? TestClock.start {
        try pay("\(number)_\(month)", plan, for: id, customer, at: paidAt, &dice, tx)
        month += 1
    }
}

private func pay(
    _ number: String,
    _ plan: String,
    for subscription: ID<Subject>,
    _ customer: ID<Account>,
    at paidAt: Instant,
    _ dice: inout Dice,
    _ tx: borrowing Tx
) throws {
    let isPaid = Int.random(in: 0..<10, using: &dice) > 0
    let cents = Int64.random(in: 1...20_000, using: &dice)
    let refunded =
        isPaid && Int.random(in: 0..<8, using: &dice) == 0 ? Int64.random(in: 1...cents, using: &dice) : 0
    let (id, status) = (tx.newID(of: Subject.self), isPaid ? "succeeded" : "failed")
    try tx.execute(
        """
        INSERT INTO payment (id, account_id, subscription_id, provider, provider_id, purpose, amount, refunded, currency, status,
                             failure, created_at, paid_at, read_at, version)
        VALUES (\(id), \(customer), \(subscription), 'stripe', \("pi_\(number)"), 'subscription', \(cents), \(refunded), 'EUR',
                \(status), \(isPaid ? nil : "card_declined"), \(paidAt), \(isPaid ? paidAt : nil), \(paidAt), 1)
        """
    )
    guard isPaid else { return }
    // Every fifth was invoiced under another plan than the subscription has by now.
    let invoiced = Int.random(in: 0..<5, using: &dice) == 0 ? "legacy" : plan
    try tx.execute(
        """
        INSERT INTO provider_invoice (id, account_id, subscription_id, payment_id, provider, provider_id, plan_key, status, reason,
                                      amount, currency, period_start, period_end, attempts, created_at, paid_at, read_at)
        VALUES (\(tx.newID(of: Subject.self)), \(customer), \(subscription), \(id), 'stripe', \("in_\(number)"), \(invoiced), 'paid',
                'subscription_cycle', \(cents), 'EUR', \(paidAt), \(paidAt + .days(30)), 1, \(paidAt), \(paidAt), \(paidAt))
        """
    )
    guard refunded > 0 else { return }
    try tx.execute(
        """
        INSERT INTO refund (id, payment_id, provider_id, amount, currency, reason, status, created_at, settled_at)
        VALUES (\(tx.newID(of: Subject.self)), \(id), \("re_\(number)"), \(refunded), 'EUR', 'requested_by_customer', 'succeeded',
                \(paidAt), \(paidAt + .days(Int.random(in: 0..<40, using: &dice))))
        """
    )
}
