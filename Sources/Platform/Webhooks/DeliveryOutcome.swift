import Kernel
import Store

/// The outcome of one attempt, and its consequences for the delivery and its endpoint.
struct DeliveryOutcome: Sendable {
    let at: Instant
    let duration: Duration
    let status: Int?
    let error: String?
    let answer: String?
    let retryAfter: Duration?

    /// Nil when nothing was tried, through no fault of the endpoint.
    init?(_ result: Result<HTTPCaller.Answer, HTTPFailure>, startedAt at: Instant, took duration: Duration) {
        if case .failure(let failure) = result, failure == .overloaded || failure == .cancelled { return nil }
        self.at = at
        self.duration = duration
        switch result {
        case .success(let answer):
            status = answer.status
            error = nil
            // A NUL is text to a receiver, but not to PostgreSQL.
            self.answer = String(decoding: answer.body, as: UTF8.self).replacing("\0", with: "\u{FFFD}")
            let mayAsk = answer.status == 429 || answer.status == 503
            retryAfter = mayAsk ? answer.header("retry-after").flatMap { RetryAfter.parse($0, at: at) } : nil
        case .failure(let failure):
            status = nil
            // One text for both cases: otherwise the log would reveal which names exist inside the network.
            error =
                failure == .unresolved || failure == .forbiddenAddress
                ? "the host name has no public address" : failure.description
            answer = nil
            retryAfter = nil
        }
    }

    var isSuccess: Bool { status.map { (200..<300).contains($0) } ?? false }
    var isGone: Bool { status == 410 }

    /// Nil when no attempt follows.
    func delay(after attempt: Int) -> Duration? {
        guard !isGone, attempt <= Webhooks.delays.count else { return nil }
        let planned = Webhooks.delays[max(1, attempt) - 1]
        // A random delay, so that simultaneous failures are not repeated at the same moment.
        let spread = Duration.microseconds(Int64(Double(planned.micros) * Double.random(in: 0...0.1)))
        return max(planned + spread, min(retryAfter ?? .zero, .hours(24)))
    }
}

extension DeliveryOutcome {
    /// Records the attempt, and updates the delivery, its endpoint and the next attempt.
    func settle(_ claim: DeliveryClaim, at site: Site, _ tx: borrowing Tx) throws {
        guard let endpoint = try DeliveryClaim.locked(claim.endpoint, tx) else { return }
        try record(claim, tx)
        let nextAt = isSuccess ? nil : delay(after: claim.attempt).map { tx.now + $0 }
        let state: WebhookDelivery.State = isSuccess ? .delivered : nextAt == nil ? .failed : .pending
        let finished: Instant? = nextAt == nil ? tx.now : nil
        let isMine = try tx.execute(
            """
            UPDATE webhook_delivery
               SET state = \(state), next_at = \(nextAt), finished_at = \(finished), claim = NULL, claimed_until = NULL,
                   last_status = \(status), last_error = \(error)
             WHERE id = \(claim.delivery) AND claim = \(claim.token)
            """
        )
        if isMine == 1, let nextAt { try DeliverWebhooks.enqueue(for: claim.endpoint, at: nextAt, tx) }
        try judge(endpoint, at: site, tx)
    }

    private func record(_ claim: DeliveryClaim, _ tx: borrowing Tx) throws {
        try tx.execute(
            """
            INSERT INTO webhook_attempt (id, delivery_id, at, duration_ms, status, error, answer)
            VALUES (\(tx.newID(of: WebhookAttempt.self)), \(claim.delivery), \(at), \(Int(duration.micros / 1_000)), \(status),
                    \(error), \(answer))
            """
        )
    }

    private func judge(_ endpoint: WebhookEndpoint, at site: Site, _ tx: borrowing Tx) throws {
        guard endpoint.state == .active else { return }
        if isSuccess {
            guard endpoint.failingSince != nil else { return }
            try tx.execute("UPDATE webhook_endpoint SET failing_since = NULL WHERE id = \(endpoint.id)")
        } else if isGone {
            try WebhookAlarm.disable(endpoint, because: .gone, at: site, tx)
        } else if let since = endpoint.failingSince {
            guard since < tx.now - Webhooks.patience else { return }
            try WebhookAlarm.disable(endpoint, because: .failing, at: site, tx)
        } else {
            try tx.execute("UPDATE webhook_endpoint SET failing_since = \(tx.now) WHERE id = \(endpoint.id)")
        }
    }
}
