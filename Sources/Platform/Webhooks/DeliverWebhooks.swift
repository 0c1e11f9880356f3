import Kernel
import Store

/// Sends an endpoint its due deliveries, one after the other, until none is left.
///
/// Each delivery and each retry has a job, but any of them sends everything that is due, and an endpoint has a limit of
/// concurrent deliveries: further jobs end at once, because the running ones look again at their end.
package struct DeliverWebhooks: Job {
    package static let kind = "webhooks.deliver"
    package static let policy = JobPolicy(
        queue: JobQueue("webhooks", workers: workers, limit: 200_000),
        timeout: .minutes(3)
    )

    static let workers = 32
    static let perEndpoint = 4
    /// The time after which another endpoint has its turn.
    private static let turn = Duration.seconds(30)

    let endpoint: ID<WebhookEndpoint>

    /// A full queue must not stop the business; the sweep finds deliveries without a job.
    static func enqueue(
        for endpoint: ID<WebhookEndpoint>,
        at time: Instant? = nil,
        _ tx: borrowing Tx
    ) throws {
        do {
            try tx.enqueue(DeliverWebhooks(endpoint: endpoint), at: time)
        } catch let problem as Problem where problem.code == .overloaded {
        }
    }

    package func run(_ call: JobCall) async throws -> JobOutcome {
        let end = call.now + Self.turn
        while let (claim, parcel) = try await next(call) {
            try await deliver(parcel, claim, call)
            if call.now >= end { return .snooze(.zero) }
        }
        return .done
    }

    private func next(_ call: JobCall) async throws -> (DeliveryClaim, WebhookParcel)? {
        let (endpoint, site) = (endpoint, call.site)
        guard try await call.db.read({ tx in try DeliveryClaim.isWorthIt(for: endpoint, tx) }) else {
            return nil
        }
        return try await call.db.write { tx in
            guard let claim = try DeliveryClaim.claim(for: endpoint, tx) else { return nil }
            return (claim, try claim.parcel(at: site, tx))
        }
    }

    private func deliver(_ parcel: WebhookParcel, _ claim: DeliveryClaim, _ call: JobCall) async throws {
        let (started, clock) = (call.now, ContinuousClock.now)
        let result: Result<HTTPCaller.Answer, HTTPFailure>
        do throws(HTTPFailure) {
            result = .success(try await call.site.dependencies.webhooks.send(parcel, at: started))
        } catch {
            result = .failure(error)
        }
        let outcome = DeliveryOutcome(result, startedAt: started, took: ContinuousClock.now - clock)
        let site = call.site
        // The outcome must be recorded, even when the process is stopping.
        try await finishing {
            try await site.db.write { tx in
                if let outcome {
                    try outcome.settle(claim, at: site, tx)
                } else {
                    try claim.release(for: .seconds(5), tx)
                }
            }
        }
        if let outcome { site.dependencies.webhooks.tally.count(outcome) }
        try Task.checkCancellation()
    }
}
