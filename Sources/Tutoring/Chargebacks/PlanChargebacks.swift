import Kernel
import Platform
import Store

/// The consequences of a chargeback of a plan's payment.
enum PlanChargebacks {
    @Sendable static func opened(
        _ chargeback: PaymentChargeback,
        _ payment: Payment,
        _ site: Site,
        _ tx: borrowing Tx
    ) throws {
        guard let contest = try contest(chargeback, payment, tx) else {
            try Bookkeeping.contestOpened.book(.init(chargeback.amount), of: chargeback.id, tx)
            return
        }
        try contest.open(tx)
        try ChargebackNotices.send(.chargebackOpened, chargeback, payment, tx)
    }

    @Sendable static func ended(
        _ chargeback: PaymentChargeback,
        _ payment: Payment,
        _ site: Site,
        _ tx: borrowing Tx
    ) throws {
        let isWon = chargeback.state == .won
        guard let contest = try contest(chargeback, payment, tx) else {
            let moment: Bookkeeping = isWon ? .contestWon : .contestLost
            try moment.book(.init(chargeback.amount), of: chargeback.id, tx)
            return
        }
        let unused = try contest.end(
            isWon: isWon,
            isContested: PaymentChargeback.isOpen(on: payment.id, tx),
            as: site.call(as: .system),
            tx
        )
        let cause = "chargeback:\(chargeback.id)"
        try Documents.credit(unused, of: Documents.cause(of: payment), cause: cause, at: site, tx)
        try ChargebackNotices.send(isWon ? .chargebackWon : .chargebackLost, chargeback, payment, tx)
    }

    /// Nil for a payment that granted no lot.
    private static func contest(
        _ chargeback: PaymentChargeback,
        _ payment: Payment,
        _ tx: borrowing Tx
    ) throws -> LotContest? {
        try Lot.find(of: payment.id, tx)
            .map { LotContest(id: chargeback.id.cast(), amount: chargeback.amount, lot: $0) }
    }
}
