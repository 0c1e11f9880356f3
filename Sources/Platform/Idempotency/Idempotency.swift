import Kernel
import Logging
import Store
import Web

/// Requests with an `Idempotency-Key` run once; a retry gets the answer of the first.
///
/// The key is claimed before the request runs, in a transaction of its own, by an insert that only one request can
/// make. The stored answer is the rendered one. A refusal that changed nothing is not stored, because its cause may
/// be gone at the next try; nor are faults of the server (5xx), 429 and streamed bodies: when they had no effect, a
/// retry runs again. An effect is recorded in its own transaction; so when a process dies, or a deadline passes,
/// between an effect and the storing of its answer, a retry is refused and nothing runs twice. A claim is renewed
/// while its request runs and lapses a minute after its process died; a request that lost its claim cannot commit any
/// more.
package enum Idempotency {
    static let problems: [Problem.Code] = [
        .idempotencyInFlight, .idempotencyMismatch, .idempotencyUnfinished,
    ]

    /// How long answers are kept.
    static let retention = Duration.hours(24)
    static let lease = Duration.seconds(60)
    private static let renewal = Duration.seconds(20)

    @Sendable package static func once(
        _ incoming: Incoming,
        _ call: Call,
        _ request: IdempotentRequest,
        _ run: () async throws -> Reply
    ) async throws -> Reply {
        let claim = Claim(
            principal: call.subject ?? "address:\(call.address)",
            request: request,
            prints: call.site.fingerprints.of(request.fingerprint),
            id: ID.new(at: call.now)
        )
        switch try await call.db.write({ tx in try claim.acquire(at: call.site, tx) }) {
        case .taken: return try await answer(incoming, call, claim, run)
        case .replayed(let answer): return answer.replay
        case .inFlight: throw Problem(.idempotencyInFlight, retryAfter: 1)
        case .mismatched: throw Problem(.idempotencyMismatch)
        case .unfinished: throw Problem(.idempotencyUnfinished)
        }
    }

    private static func answer(
        _ incoming: Incoming,
        _ call: Call,
        _ claim: Claim,
        _ run: () async throws -> Reply
    ) async throws -> Reply {
        do {
            let reply = try await renewing(claim, call, run)
            await conclude(claim, with: StoredAnswer(reply), incoming, call)
            return reply
        } catch let problem as Problem where problem.code.isFinal {
            let reply = ProblemRenderer.reply(for: problem, to: incoming)
            await conclude(claim, with: StoredAnswer(reply), ifEffective: true, incoming, call)
            return reply
        } catch {
            await conclude(claim, with: nil, incoming, call)
            throw error
        }
    }

    private static func renewing(
        _ claim: Claim,
        _ call: Call,
        _ run: () async throws -> Reply
    ) async throws -> Reply {
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                while true {
                    try await Task.sleep(for: renewal)
                    try await call.db.write { tx in try claim.renew(tx) }
                }
            }
            defer { group.cancelAll() }
            return try await WriteWitness { tx in try claim.recordEffect(tx) }.watching(run)
        }
    }

    /// Stores the answer, or releases the key.
    ///
    /// Without an answer, or with one that counts only after an effect, the key is released when there was no effect;
    /// else retries are refused from now on.
    private static func conclude(
        _ claim: Claim,
        with answer: StoredAnswer?,
        ifEffective: Bool = false,
        _ incoming: Incoming,
        _ call: Call
    ) async {
        let lost = StoredAnswer(ProblemRenderer.reply(for: Problem(.idempotencyUnfinished), to: incoming))
        // The request may be cancelled by now; the storing of its answer is not.
        let ending = Task {
            try await call.db.write { tx in
                if let answer, !ifEffective { return try claim.keep(answer, at: call.site, tx) }
                if try !claim.release(tx), let kept = answer ?? lost {
                    try claim.keep(kept, at: call.site, tx)
                }
            }
        }
        do {
            try await ending.value
        } catch {
            call.log.error("an idempotent answer could not be kept", error: error)
        }
    }
}

extension Problem.Code {
    /// Whether the refusal is the answer to store after an effect.
    fileprivate var isFinal: Bool {
        (400..<500).contains(status) && self != .tooManyRequests && self != .timedOut
    }
}

/// Deletes answers whose retention is over.
struct ForgetIdempotentAnswers: Job {
    static let kind = "idempotency.forget"
    static let policy = JobPolicy(queue: .maintenance, timeout: .minutes(10))

    private static let batch = 1_000

    func run(_ call: JobCall) async throws -> JobOutcome {
        let oldest = call.now - Idempotency.retention
        while try await call.db.write({ tx in try Claim.forget(before: oldest, atMost: Self.batch, tx) })
            == Self.batch
        {}
        return .done
    }
}
