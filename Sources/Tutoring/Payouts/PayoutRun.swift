import Kernel
import Platform
import Store

/// The payouts of a day: one run, however often it is asked for.
struct PayoutRun: Sendable {
    let id: ID<PayoutRun>
    let day: CivilDate
    /// Nil while tutors may be missing.
    let finishedAt: Instant?

    static let kind = "payout_run"

    /// The decision of a run about a tutor.
    struct Result: Sendable {
        let tutor: ID<Tutor>
        let outcome: TutorPayouts.Outcome
    }
}

extension PayoutRun: Record {
    static let columns: SQL = "u.id, u.day, u.finished_at"

    init(_ row: inout Row) throws {
        id = try row.next()
        day = try row.next()
        finishedAt = try row.next()
    }

    /// The run of today, and whether this call has begun it.
    static func begin(
        because reason: String?,
        by actor: Actor,
        _ tx: borrowing Tx
    ) throws -> (PayoutRun, isNew: Bool) {
        let day = Zone.rome.civil(tx.now).date
        let id = tx.newID(of: PayoutRun.self)
        let inserted = try tx.execute(
            """
            INSERT INTO payout_run (id, day, started_by, reason, started_at)
            VALUES (\(id), \(day), \(actor.account), \(reason), \(tx.now)) ON CONFLICT (day) DO NOTHING
            """
        )
        if inserted == 1 {
            try Audit.record(PayoutRunAction.begin, of: kind, id.cast(), by: actor, tx)
        }
        let run: PayoutRun = try tx.one("SELECT \(columns) FROM payout_run u WHERE u.day = \(day)")
        return (run, inserted == 1)
    }

    /// By tutor.
    func results(_ tx: borrowing Tx) throws -> [Result] {
        try tx.all(
            """
            SELECT r.tutor_id, r.payout_id, r.skip, r.amount FROM payout_run_result r WHERE r.run_id = \(id) ORDER BY r.tutor_id
            """
        )
    }
}

extension PayoutRun.Result: RowDecodable {
    init(_ row: inout Row) throws {
        tutor = try row.next()
        outcome = .init(payout: try row.next(), skip: try row.next(), amount: try row.next())
    }
}
