import Kernel
import Platform
import Store

/// The end that the office gives to a plan, with the reason.
struct PlanTerm: Sendable {
    /// The midnight after the last day.
    let end: Instant
    let reason: String

    /// As far ahead as the payment provider postpones a payment.
    private static let longest = Duration.days(730)

    /// Refuses a day that is not after `present`, or further ahead than two years.
    init(
        until day: CivilDate,
        after present: Instant,
        at now: Instant,
        because reason: String
    ) throws(Problem) {
        let end = Zone.office.instant(of: day + 1, at: .midnight)
        guard end > max(present, now) else {
            throw Problem(.invalid, faults: [Problem.Fault("/until", .notLater)])
        }
        guard end <= now + Self.longest else {
            throw Problem(.invalid, faults: [Problem.Fault("/until", .tooFarAhead)])
        }
        self.end = end
        self.reason = reason
    }

    var details: JSONValue { ["until": .string(end.description), "reason": .string(reason)] }
}

extension Plan {
    /// Tells a customer until when the plan holds without a charge.
    func notifyHeld(by customer: Account, until end: Instant, key: String, _ tx: borrowing Tx) throws {
        try notify(.planGiven, customer, on: end.lastDay, key: key, tx)
    }

    /// Tells a customer of a day of the plan, such as its last one.
    func notify(
        _ template: NoticeTemplate.Name,
        _ customer: Account,
        on day: CivilDate,
        key: String,
        _ tx: borrowing Tx
    ) throws {
        let notice = Notice(
            template: template,
            about: (Self.kind, id.cast()),
            values: [
                "plan": name.text(in: [customer.locale]),
                "date": LocalFormat.of(customer.locale).day(day),
            ],
            key: key
        )
        try Notifications.notify(customer.id, notice, tx)
    }
}

extension PlanGrant {
    /// Notifies each customer once, within three days before the end.
    static func remind(_ tx: borrowing Tx) throws {
        let ending: [PlanGrant] = try tx.all(
            """
            SELECT \(columns) FROM plan_grant g
             WHERE \(isRunning(at: tx.now)) AND g.ends_at <= \(tx.now + .days(3)) ORDER BY g.id
            """
        )
        for grant in ending {
            let customer = try Account.find(grant.account, tx)
            guard customer.state == .active else { continue }
            // A subscription that was bought meanwhile goes on.
            guard case .covered(let coverage) = try Coverage.of(customer.id, tx), coverage.grant != nil else {
                continue
            }
            let key = "grant-ends:\(grant.id):\(grant.endsAt.seconds)"
            try coverage.plan.notify(.welcomeEnds, customer, on: grant.endsAt.lastDay, key: key, tx)
        }
    }
}

extension Instant {
    /// The day before a midnight of the office.
    fileprivate var lastDay: CivilDate { Zone.office.civil(self - .seconds(1)).date }
}
