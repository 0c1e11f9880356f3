import Kernel
import Store

/// A notice that is about to go one of its ways, claimed by one process.
struct NoticeAttempt: Sendable {
    let delivery: NoticeDelivery
    let notice: NoticeRow
    let template: NoticeTemplate
    let recipient: NoticeRecipient
    let text: NoticeText

    enum Step: Sendable {
        case send(NoticeAttempt)
        case elsewhere(Duration)
        case over(String)
    }

    static func begin(
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
        // They may have gone, or changed their mind, while it waited.
        guard let recipient = try NoticeRecipient.find(notice, at: site, tx),
            recipient.preferences.allows(template.category, by: channel)
        else {
            try NoticeDelivery.settle(id, claim, .init(.dropped), tx)
            return .over("not wanted any more")
        }
        let text = try notice.text(template, in: recipient.language, at: site)
        return .send(
            NoticeAttempt(
                delivery: delivery,
                notice: notice,
                template: template,
                recipient: recipient,
                text: text
            )
        )
    }
}

extension NoticeDelivery {
    /// Notes how an attempt ended; the carrier has answered, so whatever becomes of the job, that must be noted.
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
