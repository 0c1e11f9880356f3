import Kernel
import Store

/// Hands one mail to the carrier.
///
/// The delivery is claimed before and settled after. A process that dies between the carrier's yes and the
/// settling has the mail sent again, with the same Message-ID, by which mail servers know a double.
struct DeliverMail: Job {
    static let kind = "notifications.mail"
    /// For two days, at most an hour apart: a mail server may be away over a night.
    static let policy = JobPolicy(
        queue: .mail,
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
            return .cancel("not wanted any more")
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
            receipt = try await call.site.dependencies.mail.send(mail)
        } catch {
            // What a carrier throws for another reason, as a cancelled task does, is no verdict on the mail.
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
