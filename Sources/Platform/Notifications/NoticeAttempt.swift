import Kernel
import Store

/// An attempt at a delivery, claimed by one process.
struct NoticeAttempt: Sendable {
    let delivery: NoticeDelivery
    let notice: NoticeRow
    let template: NoticeTemplate
    let recipient: NoticeRecipient
    let text: NoticeText
    /// The attachments of an e-mail; other channels have none.
    let attachments: [Mail.Attachment]

    /// Claims the delivery for `send`, which hands it to the carrier and settles it, unless another process has it or
    /// it is over.
    static func make(
        of delivery: ID<NoticeDelivery>,
        by channel: NoticeTemplate.Channel,
        _ call: JobCall,
        _ send: (NoticeAttempt, ID<NoticeDelivery.Claim>) async throws -> JobOutcome
    ) async throws -> JobOutcome {
        let site = call.site
        if let wait = site.breakers[channel]?.wait(at: call.now) { return .snooze(wait) }
        let claim = ID<NoticeDelivery.Claim>.new(at: call.now)
        let step = try await call.db.write { tx in try begin(delivery, claim, by: channel, at: site, tx) }
        switch step {
        case .over(let reason): return .cancel(reason)
        case .elsewhere(let wait): return .snooze(wait)
        case .send(let attempt): return try await send(attempt, claim)
        }
    }

    private enum Step: Sendable {
        case send(NoticeAttempt)
        case elsewhere(Duration)
        case over(String)
    }

    private static func begin(
        _ id: ID<NoticeDelivery>,
        _ claim: ID<NoticeDelivery.Claim>,
        by channel: NoticeTemplate.Channel,
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
        // The recipient may have left or changed the preferences meanwhile.
        guard let recipient = try NoticeRecipient.find(notice, at: site, tx),
            recipient.preferences.allows(template.category, by: channel), !notice.isExpired(at: tx.now)
        else {
            try NoticeDelivery.settle(id, claim, .init(.dropped), tx)
            return .over("no longer wanted")
        }
        let text = try notice.text(template, in: recipient.language, at: site, tx)
            .standing(for: delivery.bundled, in: recipient.language)
        return .send(
            NoticeAttempt(
                delivery: delivery,
                notice: notice,
                template: template,
                recipient: recipient,
                text: text,
                attachments: channel == .email ? try NoticeAttachments.list(of: notice.id, tx) : []
            )
        )
    }
}

extension NoticeDelivery {
    /// Records the outcome of an attempt, even when the job is cancelled: the carrier has already answered.
    static func end(
        _ id: ID<NoticeDelivery>,
        _ claim: ID<Claim>,
        _ ending: Ending,
        _ call: JobCall
    ) async throws {
        let db = call.db
        try await finishing { try await db.write { tx in try settle(id, claim, ending, tx) } }
    }
}
