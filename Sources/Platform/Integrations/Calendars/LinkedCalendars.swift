import Kernel
import Store
import Web

/// The caller's link to Google Calendar.
package struct LinkedCalendarsView: View {
    /// How the link is.
    package var state: State
    /// The calendars of the account, the person's own first; empty until they have been listed.
    package var calendars: [LinkedCalendar]
    /// The beginning of the oldest of the last complete readings; absent before the first one.
    package var lastReadAt: Instant?
    /// Whether the calendar is too old, or too broken, to prove a time free.
    package var stale: Bool

    /// How the link to a service is.
    package enum State: String, Codable, CaseIterable, Sendable {
        /// There is none.
        case none
        /// It works, as far as is known.
        case linked
        /// The grant is over: link it again.
        case broken
    }

    package init(of account: ID<Account>, _ tx: borrowing Tx) throws {
        let integration = try Integration.find(of: account, tx).flatMap {
            $0.access.contains(.calendar) ? $0 : nil
        }
        let links = try integration.map { try CalendarLink.all(of: $0.id, tx) } ?? []
        state = integration.map { $0.state == .broken ? .broken : .linked } ?? .none
        calendars = links.map(LinkedCalendar.init)
        lastReadAt = links.filter(\.isRead).compactMap(\.readAt).min()
        stale = try CalendarLinks.isStale(account, tx)
    }
}

/// A calendar of a linked account.
package struct LinkedCalendar: View {
    package var id: ID<CalendarLink>
    /// The name that the person gave it.
    package var name: String
    /// Whether its times keep the person busy here.
    package var busy: Bool
    /// Whether lessons are written into it; at most one calendar is.
    package var written: Bool

    init(_ link: CalendarLink) {
        id = link.id
        name = link.name
        busy = link.isRead
        written = link.isWritten
    }
}

/// A choice among the linked calendars; calendars that are not named stay as they are.
package struct CalendarChoices: Body {
    /// The calendars that change.
    var calendars: [Choice]

    /// A calendar that changes.
    struct Choice: Codable, Sendable {
        /// The calendar, as the list names it.
        var id: ID<CalendarLink>
        /// Whether its times keep the person busy here.
        var busy: Bool?
        /// Whether lessons are written into it; the one that was written before no longer is.
        var written: Bool?
    }
}

extension LinkedCalendarsView {
    @Sendable package static func show(_ call: Call) async throws -> LinkedCalendarsView {
        let account = try call.account
        return try await call.db.read { tx in try LinkedCalendarsView(of: account, tx) }
    }

    @Sendable package static func change(
        _ call: Call,
        body: CalendarChoices
    ) async throws -> LinkedCalendarsView {
        let account = try call.account
        return try await call.db.write { tx in
            guard let integration = try Integration.find(of: account, tx) else {
                throw Problem(.calendarNotLinked)
            }
            let links = try CalendarLink.all(of: integration.id, tx)
            for (position, choice) in body.calendars.enumerated() {
                let pointer = "/calendars/\(position)"
                guard let link = links.first(where: { $0.id == choice.id }) else {
                    throw Problem(.invalid, faults: [.init("\(pointer)/id", .notALinkedCalendar)])
                }
                if choice.written == true, !link.isWritable {
                    throw Problem(.invalid, faults: [.init("\(pointer)/written", .notWritable)])
                }
                try choose(choice, link, tx)
            }
            let id = integration.id
            try Audit.record(
                IntegrationAction.chooseCalendars,
                of: Integration.kind,
                id.cast(),
                by: call.actor,
                tx
            )
            return try LinkedCalendarsView(of: account, tx)
        }
    }

    private static func choose(
        _ choice: CalendarChoices.Choice,
        _ link: CalendarLink,
        _ tx: borrowing Tx
    ) throws {
        if let busy = choice.busy, busy != link.isRead {
            try tx.execute("UPDATE calendar_link SET is_read = \(busy) WHERE id = \(link.id)")
            try link.forgetReading(tx)
            if busy {
                try link.askForReading(tx)
                try tx.enqueue(WatchCalendar(link: link.id), unique: link.id.description)
            }
        }
        guard let written = choice.written, written != link.isWritten else { return }
        if written {
            try tx.execute(
                "UPDATE calendar_link SET is_written = \(false) WHERE integration_id = \(link.integration)"
            )
        }
        try tx.execute("UPDATE calendar_link SET is_written = \(written) WHERE id = \(link.id)")
    }

    /// Ends the link; a second time changes nothing.
    @Sendable package static func unlink(_ call: Call) async throws -> NoContent {
        let (account, site) = (try call.account, call.site)
        try await call.db.write { tx in
            try Integration.find(of: account, tx)?.unlinked(by: call.actor, at: site, tx)
        }
        return NoContent()
    }
}

// swift-format-ignore
extension Refusal {
    static let notALinkedCalendar = Refusal("unknown_calendar", ["en": "is not a calendar of this link", "it": "non è un calendario di questo collegamento", "ar": "ليس تقويماً من هذا الربط", "ku": "ڕۆژژمێرێکی ئەم بەستنە نییە"])
    static let notWritable = Refusal("not_writable", ["en": "cannot be: the calendar may only be read", "it": "non è possibile: il calendario si può solo leggere", "ar": "غير ممكن: التقويم للقراءة فقط", "ku": "ناکرێت: ڕۆژژمێرەکە تەنها بۆ خوێندنەوەیە"])
}
