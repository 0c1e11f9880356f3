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
        let site = call.site
        let claim = ID<NoticeDelivery.Claim>.new(at: call.now)
        let step = try await call.db.write { tx in try Self.begin(delivery, claim, at: site, tx) }
        switch step {
        case .over(let reason): return .cancel(reason)
        case .elsewhere(let wait): return .snooze(wait)
        case .send(let mail): return try await send(mail, claim, call)
        }
    }

    private enum Step: Sendable {
        case send(Mail)
        case elsewhere(Duration)
        case over(String)
    }

    private static func begin(
        _ id: ID<NoticeDelivery>,
        _ claim: ID<NoticeDelivery.Claim>,
        at site: Site,
        _ tx: borrowing Tx
    ) throws -> Step {
        let delivery = try NoticeDelivery.find(id, tx)
        guard [.waiting, .sending].contains(delivery.state) else { return .over("the delivery is over") }
        let notice = try NoticeRow.find(delivery.notice, tx)
        guard let template = site.product.template(named: notice.template) else {
            throw TemplateUnknown(name: notice.template)
        }
        guard try delivery.claim(claim, tx) else { return .elsewhere(delivery.claimed(beyond: tx.now)) }
        // They may have gone, or changed their mind, while it waited.
        guard let recipient = try NoticeRecipient.find(notice, at: site, tx), let address = recipient.email,
            recipient.preferences.allows(template.category, by: .email)
        else {
            try NoticeDelivery.settle(id, claim, .init(.dropped), tx)
            return .over("not wanted any more")
        }
        let text = try notice.text(template, in: recipient.language, at: site)
        var mail = Mail(text, of: template.category, delivery: delivery, to: recipient, address, at: site)
        mail.attachments = try NoticeAttachments.list(of: notice.id, tx)
        return .send(mail)
    }

    private func send(
        _ mail: Mail,
        _ claim: ID<NoticeDelivery.Claim>,
        _ call: JobCall
    ) async throws -> JobOutcome {
        let receipt: MailReceipt
        do {
            receipt = try await call.site.outside.mail.send(mail)
        } catch {
            // What a carrier throws for another reason, as a cancelled task does, is no verdict on the mail.
            let failure = error as? MailFailure
            let detail = (failure?.detail ?? "\(error)").replacing(mail.to.rawValue, with: "recipient")
            let isPermanent = failure?.isPermanent ?? false
            let state: NoticeDelivery.State = isPermanent || call.isLastAttempt ? .failed : .waiting
            try await settle(claim, .init(state, error: detail), call)
            guard let failure, isPermanent else { throw error }
            return .cancel(failure.description)
        }
        try await settle(claim, .init(.sent, providerID: receipt.providerID), call)
        return .done
    }

    private func settle(
        _ claim: ID<NoticeDelivery.Claim>,
        _ ending: NoticeDelivery.Ending,
        _ call: JobCall
    ) async throws {
        let (db, delivery) = (call.db, delivery)
        // The carrier has answered: whatever becomes of the job, that must be noted.
        try await finishing {
            try await db.write { tx in try NoticeDelivery.settle(delivery, claim, ending, tx) }
        }
    }
}
