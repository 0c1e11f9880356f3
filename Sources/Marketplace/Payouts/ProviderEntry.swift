import Kernel
import Platform
import Store

/// A change of the platform's debt to a provider; never changed, only corrected by another entry.
///
/// Each belongs to one transaction of the ledger, with the same amount on the account ``Platform/Ledger/Account/payee(_:)``.
struct ProviderEntry: Sendable {
    let id: ID<ProviderEntry>
    let provider: ID<Provider>
    let job: ID<Job>?
    let kind: Kind
    /// The noun behind the entry: a job, a refund, a chargeback, a payout, an office booking.
    let subject: ID<Subject>
    /// In cents; negative when the debt is reduced.
    let amount: Int64
    /// Whether the provider earned it; a payout counts these.
    let isSale: Bool
    let at: Instant

    /// The reason for a change of the debt to a provider.
    enum Kind: String, Codable, CaseIterable, Sendable, SQLValueConvertible {
        /// A completed job, less the commission.
        case complete
        /// The fee of a late cancellation, less its commission.
        case cancelFee = "cancel_fee"
        /// A refund of a job that was completed already.
        case refund
        /// The bank sent such a refund back.
        case refundBounced = "refund_bounced"
        /// A lost chargeback of a job that was completed already.
        case chargebackLost = "chargeback_lost"
        /// The price of an office booking.
        case office
        /// A payout was made.
        case payout
        /// The bank sent a payout back.
        case payoutReturned = "payout_returned"
        /// A debt of the provider that the platform gave up.
        case writeOff = "write_off"
    }
}

extension ProviderEntry: PayeeEntry {
    static let columns: SQL = "e.id, e.provider_id, e.job_id, e.kind, e.subject_id, e.amount, e.is_sale, e.at"

    init(_ row: inout Row) throws {
        id = try row.next()
        provider = try row.next()
        job = try row.next()
        kind = try row.next()
        subject = try row.next()
        amount = try row.next()
        isSale = try row.next()
        at = try row.next()
    }

    /// Writes what the ledger books on the provider's account in the same transaction; false when that is written already.
    ///
    /// An amount of zero is no entry.
    @discardableResult
    static func write(
        _ kind: Kind,
        to provider: ID<Provider>,
        for job: ID<Job>?,
        _ amount: Int64,
        of subject: ID<Subject>,
        _ tx: borrowing Tx
    ) throws -> Bool {
        guard amount != 0 else { return false }
        let isSale = kind == .complete || kind == .cancelFee
        let payout: ID<ProviderPayout>? =
            kind == .payout || kind == .payoutReturned ? subject.cast() : nil
        let written = try tx.execute(
            """
            INSERT INTO payee_entry (id, provider_id, job_id, kind, subject_id, amount, is_sale, at, payout_id)
            VALUES (\(tx.newID(of: ProviderEntry.self)), \(provider), \(job), \(kind), \(subject), \(amount), \(isSale), \(tx.now),
                    \(payout))
            ON CONFLICT (kind, subject_id) DO NOTHING
            """
        )
        return written == 1
    }
}

extension Ledger.Account {
    /// The platform's debt to a provider.
    static func payee(_ provider: ID<Provider>) -> Self { .owed(to: "payee", provider) }
}
