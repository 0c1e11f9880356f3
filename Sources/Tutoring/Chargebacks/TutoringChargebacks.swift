import Kernel
import Platform
import Store

/// The consequences of a chargeback of a purchase.
enum TutoringChargebacks {
    @Sendable static func opened(
        _ chargeback: Chargeback,
        _ charge: Charge,
        _ site: Site,
        _ tx: borrowing Tx
    ) throws {
        guard !charge.isStray, let (purchase, contest) = try contest(chargeback, charge, tx) else {
            try Bookkeeping.contestOpened.book(.init(chargeback.amount), of: chargeback.id, tx)
            return
        }
        try contest.open(tx)
        try ChargebackNotices.opened(chargeback, purchase, tx)
    }

    @Sendable static func ended(
        _ chargeback: Chargeback,
        _ charge: Charge,
        _ site: Site,
        _ tx: borrowing Tx
    ) throws {
        guard !charge.isStray, let (purchase, contest) = try contest(chargeback, charge, tx) else {
            return try endStray(chargeback, charge, tx)
        }
        let isContested = try Chargeback.all(of: charge.id, tx).contains { $0.state == .opened }
        let unused = try contest.end(
            isWon: chargeback.state == .won,
            isContested: isContested,
            as: site.call(as: .system),
            tx
        )
        let cause = "chargeback:\(chargeback.id)"
        try SaleDocuments.refunded(unused, of: purchase, because: cause, at: site, tx)
        try ChargebackNotices.ended(chargeback, purchase, tx)
    }

    /// Money that was on its way back: what has gone back already is lost twice.
    private static func endStray(_ chargeback: Chargeback, _ charge: Charge, _ tx: borrowing Tx) throws {
        guard chargeback.state == .lost else {
            try Bookkeeping.contestWon.book(.init(chargeback.amount), of: chargeback.id, tx)
            return
        }
        let returned = try ChargeRefund.all(of: charge.id, tx).filter { $0.state == .done }
            .reduce(0) { $0 + $1.amount.amountMinor }
        let left = max(0, (charge.paid?.amountMinor ?? 0) - returned)
        let stray = min(chargeback.amount.amountMinor, left)
        try Bookkeeping.contestStrayLost.book(.init(chargeback.amount, unused: stray), of: chargeback.id, tx)
    }

    /// Nil for a payment that filled no lot.
    private static func contest(
        _ chargeback: Chargeback,
        _ charge: Charge,
        _ tx: borrowing Tx
    ) throws -> (Purchase, LotContest)? {
        let purchase = try Purchase.find(of: charge, tx)
        guard let lot = purchase.lot else { return nil }
        return (purchase, LotContest(id: chargeback.id.cast(), amount: chargeback.amount, lot: lot))
    }
}
