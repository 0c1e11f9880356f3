import Kernel
import Store

/// Sends one e-mail: hands it to the carrier.
///
/// The delivery is claimed before and settled after. A crash between the carrier's acceptance and the settling sends
/// the e-mail again, with the same Message-ID, by which mail servers recognise a duplicate.
struct DeliverMail: Job {
    static let kind = "notifications.mail"
    /// Two days of attempts, at most an hour apart: a mail server may be down overnight.
    static let policy = JobPolicy(
        queue: .emails,
        attempts: 56,
        timeout: .seconds(90),
        backoff: Backoff(base: .seconds(10), cap: .hours(1))
    )

    let delivery: ID<NoticeDelivery>

    func run(_ call: JobCall) async throws -> JobOutcome {
        try await NoticeAttempt.make(of: delivery, by: .email, call) { attempt, claim in
            try await send(attempt, claim, call)
        }
    }

    private func send(
        _ attempt: NoticeAttempt,
        _ claim: ID<NoticeDelivery.Claim>,
        _ call: JobCall
    ) async throws -> JobOutcome {
        let recipient = attempt.recipient
        guard let address = recipient.email else {
            try await NoticeDelivery.end(delivery, claim, .init(.dropped), call)
            return .cancel("no longer wanted")
        }
        var mail = Mail(
            attempt.text,
            of: attempt.template.category,
            delivery: attempt.delivery,
            to: recipient,
            address,
            at: call.site
        )
        mail.attachments = attempt.attachments
        let receipt: MailReceipt
        do {
            receipt = try await call.site.calling(.email) {
                try await call.site.dependencies.mail.send(mail)
            }
        } catch {
            // Other errors of a carrier, as of a cancelled task, are no verdict on the e-mail.
            let failure = error as? MailFailure
            let detail = (failure?.detail ?? "\(error)").replacing(mail.to.rawValue, with: "recipient")
            let isPermanent = failure?.isPermanent ?? false
            let state: NoticeDelivery.State = isPermanent || call.isLastAttempt ? .failed : .waiting
            try await NoticeDelivery.end(delivery, claim, .init(state, error: detail), call)
            guard let failure, isPermanent else { throw error }
            return .cancel(failure.description)
        }
        try await NoticeDelivery.end(delivery, claim, .init(.sent, providerID: receipt.providerID), call)
        return .done
    }
}
