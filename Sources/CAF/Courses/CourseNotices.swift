import Kernel
import Platform
import Store

extension NoticeTemplate.Name {
    static let courseEnrolled: Self = "caf.course_enrolled"
    static let courseWaiting: Self = "caf.course_waiting"
    static let coursePromoted: Self = "caf.course_promoted"
    static let courseChanged: Self = "caf.course_changed"
    static let courseCancelled: Self = "caf.course_cancelled"
    static let courseLeft: Self = "caf.course_left"
}

extension Course {
    func notify(_ seat: Seat, _ template: NoticeTemplate.Name, at site: Site, _ tx: borrowing Tx) throws {
        let account = try Account.find(seat.holder, tx)
        guard account.state == .active else { return }
        let values = [
            "course": title.text(in: [account.locale]),
            "when": WallText.text(startsAt, in: site.product.zone, account.locale),
            "place": location?.rawValue ?? "",
            "reason": statusReason?.rawValue ?? "",
        ]
        let notice = Notice(
            template: template,
            about: (Self.kind, id.cast()),
            values: values,
            attachments: try attachments(for: account, seat, template, at: site, tx)
        )
        try Notifications.notify(account.id, notice, tx)
    }

    /// A place on the waiting list has no calendar entry.
    private func attachments(
        for account: Account,
        _ seat: Seat,
        _ template: NoticeTemplate.Name,
        at site: Site,
        _ tx: borrowing Tx
    ) throws -> [Mail.Attachment] {
        guard seat.state == .held, template != .courseWaiting else { return [] }
        let isOver = template == .courseCancelled || template == .courseLeft
        var event = event(for: account, at: tx.now)
        event.isCancelled = isOver
        let name = try tx.first(
            "SELECT \(AvailabilityView.Person.columns) FROM profile p WHERE p.account_id = \(account.id)",
            as: AvailabilityView.Person.self
        )
        let guest = CalendarEvent.Party(name: name?.name ?? "", address: account.email)
        return [
            CalendarFile(isOver ? .cancel : .request, [event.invitation(of: guest, from: site)]).attachment
        ]
    }

    func event(for account: Account, at now: Instant) -> CalendarEvent {
        CalendarEvent(
            uid: id.description,
            sequence: sequence,
            stamp: now,
            start: startsAt,
            end: endsAt,
            summary: title.text(in: [account.locale]),
            location: location?.rawValue,
            isCancelled: status == .cancelled
        )
    }
}

private let courseExample = NoticeExample(
    [
        "course": "Leggere il 730", "when": "martedì 24 novembre 2026, ore 18:00",
        "place": "Via Appia 10, Roma", "reason": "",
    ],
    // The office writes the place, which may be a web address.
    links: ["place"],
    multiline: ["reason"]
)

let courseTemplates = [
    template(
        .courseEnrolled,
        ["en": "You are enrolled: {{course}}", "it": "Iscrizione confermata: {{course}}"],
        [
            "en": "Your seat is confirmed:\n\n{{course}}\n{{when}}\n{{place}}",
            "it": "Il suo posto è confermato:\n\n{{course}}\n{{when}}\n{{place}}",
        ],
        like: courseExample
    ),
    template(
        .courseWaiting,
        ["en": "On the waiting list: {{course}}", "it": "In lista d'attesa: {{course}}"],
        [
            "en": "{{course}} is full. We will notify you when a seat becomes free.",
            "it": "{{course}} è al completo. La avviseremo se si libera un posto.",
        ],
        like: courseExample
    ),
    template(
        .coursePromoted,
        ["en": "A seat has become free: {{course}}", "it": "Si è liberato un posto: {{course}}"],
        [
            "en": "A seat has become free and is now yours:\n\n{{course}}\n{{when}}\n{{place}}",
            "it": "Si è liberato un posto e ora è suo:\n\n{{course}}\n{{when}}\n{{place}}",
        ],
        like: courseExample
    ),
    template(
        .courseChanged,
        ["en": "Changed: {{course}}", "it": "Variazione: {{course}}"],
        [
            "en": "The course has changed:\n\n{{course}}\n{{when}}\n{{place}}",
            "it": "Il corso è cambiato:\n\n{{course}}\n{{when}}\n{{place}}",
        ],
        like: courseExample
    ),
    template(
        .courseCancelled,
        ["en": "Cancelled: {{course}}", "it": "Annullato: {{course}}"],
        [
            "en": "The course {{course}} on {{when}} has been cancelled.\n\n{{reason}}",
            "it": "Il corso {{course}} ({{when}}) è stato annullato.\n\n{{reason}}",
        ],
        like: courseExample
    ),
    template(
        .courseLeft,
        ["en": "No longer enrolled: {{course}}", "it": "Iscrizione annullata: {{course}}"],
        [
            "en": "You are no longer enrolled in {{course}}.",
            "it": "La sua iscrizione a {{course}} è stata annullata.",
        ],
        like: courseExample
    ),
]
