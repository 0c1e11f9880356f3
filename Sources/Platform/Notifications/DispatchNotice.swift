import Kernel
import Store

/// Chooses the channels of a notice: shows it in the app and queues the deliveries.
struct DispatchNotice: Job {
    static let kind = "notifications.dispatch"
    static let policy = JobPolicy(queue: .emails, timeout: .seconds(30))

    let notice: ID<NoticeRow>

    func run(_ call: JobCall) async throws -> JobOutcome {
        let site = call.site
        return try await call.db.write { tx in try Self.dispatch(notice, at: site, tx) }
    }

    private static func dispatch(_ id: ID<NoticeRow>, at site: Site, _ tx: borrowing Tx) throws -> JobOutcome
    {
        let notice = try NoticeRow.find(id, tx)
        guard notice.dispatchedAt == nil else { return .cancel("already dispatched") }
        guard let template = site.product.template(named: notice.template) else {
            throw TemplateUnknown(name: notice.template)
        }
        let recipient = try NoticeRecipient.find(notice, at: site, tx)
        try tx.execute(
            "UPDATE notice SET dispatched_at = \(tx.now), category = \(template.category) WHERE id = \(id)"
        )
        let isWelcome = !notice.isExpired(at: tx.now)
        if let recipient, isWelcome {
            try show(notice, template, to: recipient, at: site, tx)
            try queueMail(notice, template, to: recipient, tx)
            try queueSMS(notice, template, to: recipient, tx)
            try queuePush(notice, template, to: recipient, tx)
            try queueMessages(notice, template, to: recipient, at: site, tx)
        }
        try NoticeRow.wipe(id, tx)
        if recipient == nil { return .cancel("the recipient no longer exists") }
        return isWelcome ? .done : .cancel("the notice has expired")
    }

    private static func show(
        _ notice: NoticeRow,
        _ template: NoticeTemplate,
        to recipient: NoticeRecipient,
        at site: Site,
        _ tx: borrowing Tx
    ) throws {
        guard notice.account != nil, notice.goes(by: .inApp), template.channels.contains(.inApp),
            recipient.preferences.allows(template.category, by: .inApp)
        else { return }
        let text = try notice.text(template, in: recipient.language, at: site, tx)
        try tx.execute(
            """
            UPDATE notice SET title = \(text.subject), body = \(text.body), shown_at = \(tx.now) WHERE id = \(notice.id)
            """
        )
    }

    private static func queueMail(
        _ notice: NoticeRow,
        _ template: NoticeTemplate,
        to recipient: NoticeRecipient,
        _ tx: borrowing Tx
    ) throws {
        guard template.channels.contains(.email), let email = recipient.email, !email.isStandIn,
            let due = due(notice, template, by: .email, to: recipient, tx)
        else { return }
        let key = try NoticeBundle.Key(notice, template, for: recipient, tx)
        let place = try key.map { try NoticeBundle.place(notice, $0, due: due, tx) } ?? .init(due: due)
        guard place.joined == nil else { return }
        let delivery = try NoticeDelivery.insert(notice.id, .email, due: place.due, tx)
        if let key { try NoticeBundle.record(delivery, key, due: place.due, tx) }
        try tx.enqueue(
            DeliverMail(delivery: delivery),
            at: place.due,
            isUrgent: template.category == .security
        )
    }

    private static func queueSMS(
        _ notice: NoticeRow,
        _ template: NoticeTemplate,
        to recipient: NoticeRecipient,
        _ tx: borrowing Tx
    ) throws {
        guard template.channels.contains(.sms), recipient.phone != nil,
            let due = due(notice, template, by: .sms, to: recipient, tx)
        else { return }
        let delivery = try NoticeDelivery.insert(notice.id, .sms, due: due, tx)
        try tx.enqueue(DeliverSMS(delivery: delivery), at: due, isUrgent: template.category == .security)
    }

    /// One delivery for each device, so that a retry for one device does not repeat the others.
    private static func queuePush(
        _ notice: NoticeRow,
        _ template: NoticeTemplate,
        to recipient: NoticeRecipient,
        _ tx: borrowing Tx
    ) throws {
        guard let account = recipient.account, template.isPushed,
            let due = due(notice, template, by: .push, to: recipient, tx)
        else { return }
        for device in try PushDevice.identities(of: account, tx) {
            let delivery = try NoticeDelivery.insert(notice.id, .push, device: device, due: due, tx)
            try tx.enqueue(DeliverPush(delivery: delivery), at: due)
        }
    }

    /// Messengers that the recipient has linked get what the devices get.
    private static func queueMessages(
        _ notice: NoticeRow,
        _ template: NoticeTemplate,
        to recipient: NoticeRecipient,
        at site: Site,
        _ tx: borrowing Tx
    ) throws {
        guard let account = recipient.account, template.isPushed else { return }
        for channel in NoticeTemplate.Channel.messengers where site.product.channels.contains(channel) {
            guard let due = due(notice, template, by: channel, to: recipient, tx),
                let kind = Messenger.Channel(channel), try Messenger.find(kind, of: account, tx) != nil
            else { continue }
            let delivery = try NoticeDelivery.insert(notice.id, channel, due: due, tx)
            try tx.enqueue(DeliverMessage(delivery: delivery, channel: channel), at: due)
        }
    }

    /// The earliest time of a delivery; nil when it is not wanted, or would come after the notice has expired.
    private static func due(
        _ notice: NoticeRow,
        _ template: NoticeTemplate,
        by channel: NoticeTemplate.Channel,
        to recipient: NoticeRecipient,
        _ tx: borrowing Tx
    ) -> Instant? {
        guard notice.goes(by: channel), recipient.preferences.allows(template.category, by: channel) else {
            return nil
        }
        let due = recipient.preferences.due(template.category, from: tx.now)
        return notice.isExpired(at: due) ? nil : due
    }
}

struct TemplateUnknown: Error, CustomStringConvertible {
    let name: NoticeTemplate.Name

    var description: String { "the product has no notification template \(name)" }
}

extension NoticeTemplate.Category: SQLValueConvertible {}
extension NoticeTemplate.Channel: SQLValueConvertible {}
