import Kernel
import Logging
import Platform
import Store

extension PayoutRun {
    /// Pays all tutors, one after the other; a run that was interrupted goes on with the missing ones.
    static func pay(because reason: String?, _ call: Call) async throws -> (PayoutRun, isNew: Bool) {
        let begun = try await call.db.write { tx in try begin(because: reason, by: call.actor, tx) }
        guard begun.0.finishedAt == nil else { return begun }
        let tutors = try await call.db.read { tx in try TutorPayouts.candidates(tx) }
        for tutor in tutors {
            do {
                try await call.db.write { tx in try begun.0.pay(tutor, by: call.actor, tx) }
            } catch {
                try Task.checkCancellation()
                call.log.error("a payout to \(tutor) fails, and the run goes on", error: error)
                try await call.db.write { tx in try begun.0.postpone(tutor, tx) }
            }
        }
        try await call.db.write { tx in try begun.0.finish(tx) }
        return begun
    }

    /// Does nothing for a tutor about whom the run has decided.
    private func pay(_ tutor: ID<Tutor>, by actor: Actor, _ tx: borrowing Tx) throws {
        let isDecided = try tx.exists(
            "SELECT 1 FROM payout_run_result WHERE run_id = \(id) AND tutor_id = \(tutor)"
        )
        guard !isDecided, try !isFinished(tx) else { return }
        let outcome = try TutorPayouts.open(to: tutor, by: actor, tx)
        try tx.execute(
            """
            INSERT INTO payout_run_result (run_id, tutor_id, payout_id, skip, amount)
            VALUES (\(id), \(tutor), \(outcome.payout), \(outcome.skip), \(outcome.amount))
            """
        )
    }

    /// A job tries a tutor again for whom the run failed.
    private func postpone(_ tutor: ID<Tutor>, _ tx: borrowing Tx) throws {
        let decided = try tx.execute(
            """
            INSERT INTO payout_run_result (run_id, tutor_id, skip, amount)
            VALUES (\(id), \(tutor), \(TutorPayouts.Skip.error), 0) ON CONFLICT DO NOTHING
            """
        )
        guard decided == 1 else { return }
        try tx.enqueue(PayTutorAgain(tutor: tutor), unique: "\(id):\(tutor)")
    }

    private func isFinished(_ tx: borrowing Tx) throws -> Bool {
        try tx.exists("SELECT 1 FROM payout_run WHERE id = \(id) AND finished_at IS NOT NULL")
    }

    private func finish(_ tx: borrowing Tx) throws {
        try tx.execute(
            "UPDATE payout_run SET finished_at = \(tx.now) WHERE id = \(id) AND finished_at IS NULL"
        )
    }

    /// The decisions that a run would make now; changes nothing.
    static func preview(_ tx: borrowing Tx) throws -> [Result] {
        try TutorPayouts.candidates(tx).map { id in
            let verdict = try TutorPayouts.verdict(on: Tutor.find(id, tx), tx)
            return Result(
                tutor: id,
                outcome: .init(payout: nil, skip: verdict.skip, amount: verdict.due.amount)
            )
        }
    }
}

/// Pays all tutors on Mondays.
struct PayTutors: Job {
    static let kind = "tutoring.pay_tutors"
    static let policy = JobPolicy(queue: .maintenance, timeout: .minutes(10))

    func run(_ call: JobCall) async throws -> JobOutcome {
        _ = try await PayoutRun.pay(because: nil, call.acting(with: .payoutRun))
        return .done
    }
}

/// Pays a tutor again whose payout failed, or for whom the run failed; what is due goes into a new payout, unless a run was faster.
struct PayTutorAgain: Job {
    static let kind = "tutoring.pay_tutor_again"
    static let policy = JobPolicy(queue: .maintenance)

    let tutor: ID<Tutor>

    func run(_ call: JobCall) async throws -> JobOutcome {
        let tutor = tutor
        let outcome = try await call.db.write { tx in
            try TutorPayouts.open(to: tutor, by: .system, tx)
        }
        return outcome.payout == nil ? .cancel(outcome.skip?.rawValue ?? "nothing is due") : .done
    }
}
