import Kernel
import Platform
import Store

extension Appointment {
    /// A recipient of a notification, with its template.
    enum Recipient: Sendable {
        case customer(NoticeTemplate.Name)
        case assignee(NoticeTemplate.Name)
        /// The previous operator.
        case former(ID<Account>, NoticeTemplate.Name)
    }

    func notify(_ recipient: Recipient, at site: Site, key: String? = nil, _ tx: borrowing Tx) throws {
        switch recipient {
        case .customer(let name): try notify(customer, name, at: site, key: key, tx)
        case .assignee(let name):
            if let assignee { try notify(assignee, name, at: site, key: key, tx) }
        case .former(let account, let name): try notify(account, name, at: site, key: key, tx)
        }
    }

    private func notify(
        _ account: ID<Account>,
        _ template: NoticeTemplate.Name,
        at site: Site,
        key: String?,
        _ tx: borrowing Tx
    ) throws {
        let recipient = try Account.find(account, tx)
        guard recipient.state == .active else { return }
        let isOver = template == .appointmentCancelled || template == .appointmentWithdrawn
        var event = event(for: recipient, at: tx.now)
        event.isCancelled = isOver
        let name = account == customer ? customerName : assigneeName ?? site.product.title
        let invitation = event.invitation(of: .init(name: name, address: recipient.email), from: site)
        let notice = Notice(
            template: template,
            about: (Self.kind, id.cast()),
            values: values(in: recipient.locale),
            key: key,
            attachments: [CalendarFile(isOver ? .cancel : .request, [invitation]).attachment]
        )
        try Notifications.notify(account, notice, tx)
    }

    /// The entry in the customer's or the operator's calendar.
    func event(for account: Account, at now: Instant) -> CalendarEvent {
        let title = title.text(in: [account.locale])
        return CalendarEvent(
            uid: id.description,
            sequence: booking.sequence,
            stamp: now,
            start: booking.startsAt,
            end: booking.endsAt,
            summary: account.id == customer ? title : "\(title): \(customerName)",
            details: account.id == customer ? assigneeName : note?.rawValue,
            location: location?.rawValue,
            isCancelled: status == .cancelled
        )
    }

    private func values(in language: Language) -> [String: String] {
        [
            "title": title.text(in: [language]),
            "when": WallText.text(booking.startsAt, in: zone, language),
            "place": location?.rawValue ?? "",
            "customer": customerName,
            "operator": assigneeName ?? "",
            "reason": statusReason?.rawValue ?? "",
        ]
    }
}
