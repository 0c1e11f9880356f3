import Kernel
import Store

/// Hands one text message to the carrier, claimed before and settled after.
///
/// Its content is soon outdated, so the attempts end after a quarter of an hour.
struct DeliverSMS: Job {
    static let kind = "notifications.sms"
    static let policy = JobPolicy(
        queue: .emails,
        attempts: 9,
        timeout: .seconds(60),
        backoff: Backoff(base: .seconds(5), cap: .minutes(4))
    )
    private static let patience = Duration.minutes(15)

    let delivery: ID<NoticeDelivery>

    func run(_ call: JobCall) async throws -> JobOutcome {
        try await NoticeAttempt.make(of: delivery, by: .sms, call) { attempt, claim in
            try await send(attempt, claim, call)
        }
    }

    private func send(
        _ attempt: NoticeAttempt,
        _ claim: ID<NoticeDelivery.Claim>,
        _ call: JobCall
    ) async throws -> JobOutcome {
        guard let phone = attempt.recipient.phone, call.now - attempt.delivery.createdAt < Self.patience
        else {
            try await NoticeDelivery.end(delivery, claim, .init(.dropped), call)
            return .cancel("too late, or no number")
        }
        let sms = SMS(to: phone, text: attempt.text.body, reference: delivery.description)
        let receipt: SMSReceipt
        do {
            receipt = try await call.site.calling(.sms) {
                try await call.site.dependencies.sms.send(sms)
            }
        } catch {
            let failure = error as? SMSFailure
            let detail = (failure?.detail ?? "\(error)").replacing(phone.rawValue, with: "recipient")
            let isPermanent = failure?.isPermanent ?? false
            let state: NoticeDelivery.State = isPermanent || call.isLastAttempt ? .failed : .waiting
            try await NoticeDelivery.end(delivery, claim, .init(state, error: detail), call)
            if let failure, isPermanent { return .cancel(failure.description) }
            if let wait = failure?.retryAfter, !call.isLastAttempt { return .snooze(min(wait, .minutes(5))) }
            throw error
        }
        try await NoticeDelivery.end(delivery, claim, .init(.sent, providerID: receipt.providerID), call)
        return .done
    }
}
