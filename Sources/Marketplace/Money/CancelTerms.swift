import Kernel
import Platform
import Store

/// The price of cancelling a paid job.
struct CancelTerms: Sendable {
    /// The provider's, before the commission.
    let fee: Int64
    /// The sum that goes back to the customer.
    let refund: Int64

    init(left: Int64, feeBP: Int) {
        fee = Share(feeBP).of(left)
        refund = left - fee
    }

    /// The share that the customer owes for a cancellation now: nothing before the end of the free time, nor once the work
    /// has not begun for some days.
    static func feeBP(of award: Award, _ job: Job, at now: Instant, _ tx: borrowing Tx) throws -> Int {
        let days = try Policies.duration(.cancelUnstartedDays, at: award.createdAt, tx)
        let isFree = now <= job.freeUntil ?? award.freeUntil || now >= (job.startAt ?? award.startAt) + days
        return isFree ? 0 : award.lateFeeBP
    }
}
