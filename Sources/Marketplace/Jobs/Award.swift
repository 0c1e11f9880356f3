import Kernel
import Platform
import Store

/// An accepted quote with its commission and terms, frozen; an award never changes.
struct Award: Sendable {
    let id: ID<Award>
    let job: ID<Job>
    let quote: ID<Quote>
    /// The revision of the quote.
    let n: Int
    let provider: ID<Provider>
    let amount: Int64
    let startAt: Instant
    let minutes: Int
    let commissionBP: Int
    let commission: Int64
    /// Hours before the planned start until which a cancellation by the customer is free.
    let freeHours: Int
    let lateFeeBP: Int
    let freeUntil: Instant
    /// The provider's time that it takes.
    let booking: ID<Booking>
    let createdAt: Instant

    /// The provider's part when nothing is refunded.
    var net: Int64 { amount - commission }

    /// The fee of a cancellation by the customer after the free time.
    var lateFee: Int64 { Share(lateFeeBP).of(amount) }
}

extension Award: Record {
    static let columns: SQL =
        """
        a.id, a.job_id, a.quote_id, a.n, a.provider_id, a.amount, a.start_at, a.minutes, a.commission_bp,
        a.commission_minor, a.free_hours, a.late_fee_bp, a.free_until, a.booking_id, a.created_at
        """

    init(_ row: inout Row) throws {
        id = try row.next()
        job = try row.next()
        quote = try row.next()
        n = try row.next()
        provider = try row.next()
        amount = try row.next()
        startAt = try row.next()
        minutes = try row.next()
        commissionBP = try row.next()
        commission = try row.next()
        freeHours = try row.next()
        lateFeeBP = try row.next()
        freeUntil = try row.next()
        booking = try row.next()
        createdAt = try row.next()
    }

    static func find(_ id: ID<Award>, _ tx: borrowing Tx) throws -> Award {
        try tx.one("SELECT \(columns) FROM award a WHERE a.id = \(id)")
    }

    /// The live award of a job; `not_awarded` without one.
    static func live(of job: Job, _ tx: borrowing Tx) throws -> Award {
        guard let award = job.award else { throw Problem(.notAwarded) }
        return try find(award, tx)
    }

    static func list(_ ids: [ID<Award>], _ tx: borrowing Tx) throws -> [ID<Award>: Award] {
        guard !ids.isEmpty else { return [:] }
        let awards: [Award] = try tx.all("SELECT \(columns) FROM award a WHERE a.id \(in: ids)")
        return Dictionary(uniqueKeysWithValues: awards.map { ($0.id, $0) })
    }

    func insert(_ tx: borrowing Tx) throws {
        try tx.post(
            """
            INSERT INTO award (id, job_id, quote_id, n, provider_id, amount, start_at, minutes, commission_bp,
                               commission_minor, free_hours, late_fee_bp, free_until, booking_id, unit, created_at)
            VALUES (\(id), \(job), \(quote), \(n), \(provider), \(amount), \(startAt), \(minutes), \(commissionBP),
                    \(commission), \(freeHours), \(lateFeeBP), \(freeUntil), \(booking),
                    (SELECT s.unit FROM market_job j JOIN service s ON s.id = j.service_id WHERE j.id = \(job)), \(createdAt))
            """
        )
    }
}
