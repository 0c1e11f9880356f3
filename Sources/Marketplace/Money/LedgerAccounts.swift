import Kernel
import Platform
import Store

/// The ledger accounts of the marketplace; those of providers are with their payouts.
extension Ledger.Account {
    /// The balance at a gateway.
    static func gateway(_ name: String) -> Self { Self("gateway:\(name)", .asset) }
    /// Paid for jobs, and not yet anybody's.
    static let escrow = Self("escrow", .liability)
    static let commission = Self("commission", .income)
    /// Payments that no job was waiting for, on their way back.
    static let strays = Self("strays", .liability)
    /// Losses: debts of providers that were given up, and chargebacks beyond what is left of a payment.
    static let badDebt = Self("bad_debt", .expense)
    /// Taken by gateways until a chargeback is decided.
    static let contested = Self("contested", .asset)
}

extension Ledger {
    /// Books lines in dollars.
    @discardableResult
    static func book(
        _ kind: MoneyMove,
        of subject: ID<some Any>,
        _ lines: [(Account, Int64)],
        _ tx: borrowing Tx
    ) throws -> Bool {
        let booked = lines.map { Line($0.0, Money($0.1, .dollar)) }
        return try book(kind.rawValue, of: ID<Subject>(raw: subject.raw), booked, tx)
    }
}

/// The kinds of transactions in the ledger that come from payments.
enum MoneyMove: String, Sendable {
    case capture
    case providerFee = "provider_fee"
    case complete
    case cancelFee = "cancel_fee"
    /// The money that a failed refund leaves in escrow after the release.
    case releaseRest = "release_rest"
    case refund
    case refundBounced = "refund_bounced"
    case strayIn = "stray_in"
    case strayBack = "stray_back"
    case strayBounced = "stray_bounced"
    case chargebackOpened = "chargeback_opened"
    case chargebackWon = "chargeback_won"
    case chargebackLost = "chargeback_lost"
}
