import Kernel
import Platform
import Store

/// Cancels the lessons ahead of a confirmed case's account, and refunds all its purchases, or all its sales.
///
/// They can be many, so each has a transaction of its own.
struct RefundAfterFraud: Job {
    static let kind = "tutoring.refund_after_fraud"
    static let policy = JobPolicy(timeout: .minutes(10))

    let suspicion: ID<FraudCase>

    func run(_ call: JobCall) async throws -> JobOutcome {
        let (id, acting) = (suspicion, call.acting(with: .purchaseRefund))
        let (reason, lessons, purchases) = try await call.db.read { tx in
            let fraud = try FraudCase.find(id, tx)
            return (
                fraud.reason.flatMap { Reason(rawValue: $0) },
                try Lesson.ahead(of: fraud.account, tx).map(\.id),
                try fraud.paid(tx)
            )
        }
        var rows = RowByRow(call)
        try await rows.write(lessons) { lesson, tx in try Lesson.find(lesson, tx).dropAhead(as: acting, tx) }
        try await rows.write(purchases) { purchase, tx in
            try Self.refund(purchase, because: reason, as: acting, tx)
        }
        return try rows.outcome()
    }

    /// Cancels its lessons ahead first, also those booked since the others were cancelled.
    ///
    /// A purchase that a bank contests, or of which a lesson is in progress, stays as it is.
    static func refund(
        _ purchase: ID<Purchase>,
        because reason: Reason?,
        as call: Call,
        _ tx: borrowing Tx
    ) throws {
        let refusals: [Problem.Code] = [
            .refundNothingLeft, .refundLessonsBooked, .paymentsContested, .illegalTransition,
        ]
        guard let lot = try Purchase.find(purchase, tx).lot else { return }
        for lesson in try LessonMoney.reserved(of: lot, tx) {
            try Lesson.find(lesson, tx).dropAhead(as: call, tx)
        }
        do {
            _ = try RefundPurchase.make(purchase, because: reason, as: call, tx)
        } catch let problem as Problem where refusals.contains(problem.code) {}
    }
}

extension FraudCase {
    /// The paid purchases of a student, or the paid sales of a tutor.
    fileprivate func paid(_ tx: borrowing Tx) throws -> [ID<Purchase>] {
        let side: SQL = tutor.map { "p.tutor_id = \($0)" } ?? "p.student_id = \(account)"
        return try tx.values("SELECT p.id FROM purchase p WHERE \(side) AND p.state = 'paid' ORDER BY p.id")
    }
}
