import Kernel
import Platform
import Store

/// The money of an award from its capture on: what is held, what was released, and what went back.
///
/// `amount` = held + kept + gone back. The commission on what the provider's side keeps is always that of ``RefundSplit``.
struct Escrow: Sendable {
    let award: ID<Award>
    let job: ID<Job>
    let charge: ID<Charge>
    let gateway: String
    let provider: ID<Provider>
    let region: ID<Region>
    let amount: Int64
    /// The commission on the whole amount.
    let commission: Int64
    /// Not released; ordered refunds come out of it.
    var held: Int64
    /// Released, with the commission on it, less what was taken back since.
    var kept: Int64
    var keptCommission: Int64
    /// Refunds from the asking on, but rejected, withdrawn, failed and bounced ones.
    var asked: Int64
    /// The fee of a cancellation by the customer; nil without one.
    var fee: Int64?
    var releasedAt: Instant?
    let version: Int

    /// The sum that has gone back to the customer, by refunds and chargebacks.
    var gone: Int64 { amount - held - kept }
    var isReleased: Bool { releasedAt != nil }
    private var split: RefundSplit { RefundSplit(amount: amount, commission: commission) }
}

extension Escrow: Record {
    static let columns: SQL =
        """
        e.award_id, e.job_id, e.charge_id, e.gateway, e.provider_id, e.region_id, e.amount, e.commission, e.held, e.kept,
        e.kept_commission, e.asked, e.fee, e.released_at, e.version
        """

    init(_ row: inout Row) throws {
        award = try row.next()
        job = try row.next()
        charge = try row.next()
        gateway = try row.next()
        provider = try row.next()
        region = try row.next()
        amount = try row.next()
        commission = try row.next()
        held = try row.next()
        kept = try row.next()
        keptCommission = try row.next()
        asked = try row.next()
        fee = try row.next()
        releasedAt = try row.next()
        version = try row.next()
    }

    /// Nil before the capture.
    static func find(of award: ID<Award>, _ tx: borrowing Tx) throws -> Escrow? {
        try tx.first("SELECT \(columns) FROM escrow e WHERE e.award_id = \(award)")
    }

    /// A job is paid at most once.
    static func find(of job: ID<Job>, _ tx: borrowing Tx) throws -> Escrow? {
        try tx.first("SELECT \(columns) FROM escrow e WHERE e.job_id = \(job)")
    }

    static func find(of charge: ID<Charge>, _ tx: borrowing Tx) throws -> Escrow? {
        try tx.first("SELECT \(columns) FROM escrow e WHERE e.charge_id = \(charge)")
    }

    static func open(_ award: Award, _ job: Job, _ charge: Charge, _ tx: borrowing Tx) throws {
        try tx.execute(
            """
            INSERT INTO escrow (award_id, job_id, charge_id, gateway, provider_id, region_id, amount, commission, held, kept,
                                kept_commission, asked, version)
            VALUES (\(award.id), \(job.id), \(charge.id), \(charge.gateway), \(award.provider), \(job.region), \(award.amount),
                    \(award.commission), \(award.amount), 0, 0, 0, 1)
            """
        )
    }

    func save(_ tx: borrowing Tx) throws -> Escrow {
        try tx.changeOne(
            """
            UPDATE escrow SET held = \(held), kept = \(kept), kept_commission = \(keptCommission), asked = \(asked),
                   fee = \(fee), released_at = \(releasedAt), version = version + 1
             WHERE award_id = \(award) AND version = \(version)
            """
        )
        guard let saved = try Self.find(of: award, tx) else { throw Problem(.notFound) }
        return saved
    }
}

extension Escrow {
    /// The gain or loss of the provider's side by a change of the sum that it keeps.
    struct Shift: Equatable, Sendable {
        let payee: Int64
        let commission: Int64
    }

    /// Releases a part of what is held.
    mutating func release(_ sum: Int64) -> Shift {
        held -= sum
        return keep(kept + sum)
    }

    /// Takes a sum back from what was released.
    mutating func takeBack(_ sum: Int64) -> Shift { keep(kept - sum) }

    /// Reverses such a taking, cent by cent.
    mutating func restore(_ shift: Shift) {
        kept += shift.payee + shift.commission
        keptCommission += shift.commission
    }

    private mutating func keep(_ sum: Int64) -> Shift {
        let commission = split.commission(keeping: sum)
        let shift = Shift(
            payee: (sum - commission) - (kept - keptCommission),
            commission: commission - keptCommission
        )
        (kept, keptCommission) = (sum, commission)
        return shift
    }
}
