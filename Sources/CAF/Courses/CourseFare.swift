import Kernel
import Platform
import Store

/// The price of a seat for one customer: nothing, the full price, or a plan that includes the course.
extension Course {
    /// The purpose that marks its payments.
    var purpose: String { "course:\(id)" }

    /// Throws ``Kernel/Problem/Code/courseUnpaid``, with the ways to pay, when the customer owes the price.
    ///
    /// An office without a payment provider collects the price on site.
    func requireFare(of customer: ID<Account>, at site: Site, _ tx: borrowing Tx) throws {
        guard site.dependencies.payments.isConfigured, try owes(customer, tx),
            try payments(of: customer, tx).allSatisfy({ $0.refundable.amountMinor == 0 })
        else { return }
        throw Problem(
            .courseUnpaid,
            extras: [
                "price_cents": .integer(price.value), "included_in_plan": .bool(isInPlan),
                "checkout": .string("/courses/\(id)/checkout"),
            ]
        )
    }

    /// Whether this customer must pay, or needs a plan.
    func owes(_ customer: ID<Account>, _ tx: borrowing Tx) throws -> Bool {
        guard price > .zero || isInPlan else { return false }
        guard isInPlan, case .covered(let coverage) = try Coverage.of(customer, tx) else { return true }
        return coverage.subscription == nil && coverage.grant == nil
    }

    /// Takes the seat that was paid for; refunds the payment when there is none left.
    static func paid(_ payment: Payment, at site: Site, _ tx: borrowing Tx) throws {
        guard let course = try Course.bought(with: payment, tx) else { return }
        let isOpen = course.status == .published && tx.now < course.startsAt && course.offer.left > 0
        guard isOpen, course.waiting == 0, try Seat.find(of: payment.account, on: course.offerID, tx) == nil
        else {
            try tx.enqueue(RefundPayment(payment: payment.id, reason: "course_not_available"))
            return
        }
        let seat = try Seat.reserve(on: course.offerID, for: payment.account, tx)
        try course.record(.enrol, of: seat, by: .system, tx)
        try course.notify(seat, .courseEnrolled, at: site, tx)
    }

    static func bought(with payment: Payment, _ tx: borrowing Tx) throws -> Course? {
        guard payment.purpose.hasPrefix("course:"), let id = ID<Course>(String(payment.purpose.dropFirst(7)))
        else { return nil }
        return try tx.first("SELECT \(columns) FROM \(source) WHERE c.id = \(id)")
    }

    /// Refunds the payments for it: of one customer, or of everyone.
    func refund(to customer: ID<Account>? = nil, because reason: String, _ tx: borrowing Tx) throws {
        for payment in try payments(of: customer, tx) where payment.refundable.amountMinor > 0 {
            try tx.enqueue(RefundPayment(payment: payment.id, reason: reason))
        }
    }

    private func payments(of customer: ID<Account>?, _ tx: borrowing Tx) throws -> [Payment] {
        let theirs: SQL = customer.map { "p.account_id = \($0)" } ?? "TRUE"
        return try tx.all(
            """
            SELECT \(Payment.columns) FROM payment p
             WHERE p.purpose = \(purpose) AND p.status = 'succeeded' AND \(theirs) ORDER BY p.id
            """
        )
    }
}

/// Refunds the rest of a payment.
struct RefundPayment: Job {
    static let kind = "caf.give_back_payment"
    static let policy = JobPolicy(timeout: .minutes(1))

    let payment: ID<Payment>
    let reason: String

    func run(_ call: JobCall) async throws -> JobOutcome {
        do {
            _ = try await Payments.refund(
                payment,
                nil,
                reason: reason,
                call.site.call(as: .system, with: .paymentRefund)
            )
            return .done
        } catch let problem as Problem where problem.code == .refundTooLarge || problem.code == .notRefundable
        {
            return .cancel("given back already")
        }
    }
}
