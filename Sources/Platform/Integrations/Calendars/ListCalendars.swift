import Kernel
import Store

/// Lists the calendars of a linked account: the person's own one is read and written, others when they say so.
struct ListCalendars: Job {
    static let kind = "integrations.list_calendars"
    static let policy = JobPolicy(queue: Integrations.queue, attempts: 20)

    let integration: ID<Integration>

    func run(_ call: JobCall) async throws -> JobOutcome {
        guard let google = call.site.dependencies.google else { return .snooze(.hours(1)) }
        let (site, id) = (call.site, integration)
        guard let link = try await call.db.read({ tx in try Integration.find(id, tx) }), link.state == .linked
        else {
            return .cancel("not linked")
        }
        do {
            let listed = try await Self.list(google, link.grant(at: site))
            try await call.db.write { tx in try Self.keep(listed, of: link, at: site, tx) }
        } catch GoogleFailure.grantBroken {
            try await call.db.write { tx in try link.broke(at: site, tx) }
            return .cancel("the grant is over")
        }
        return .done
    }

    fileprivate struct Listed: Sendable {
        let calendar: String
        let name: String
        let isPrimary: Bool
        let role: String
    }

    private static func list(_ google: GoogleServices, _ grant: GoogleServices.Grant) async throws -> [Listed]
    {
        var listed: [Listed] = []
        var pages: Set<String> = []
        var page: String?
        repeat {
            let json = try await google.call(
                "GET",
                "/calendar/v3/users/me/calendarList",
                ["maxResults", "250"] + (page.map { ["pageToken", $0] } ?? []),
                for: grant
            )
            listed += (json["items"]?.arrayValue ?? []).compactMap { Listed($0) }
            page = json["nextPageToken"]?.stringValue
            if let page, !pages.insert(page).inserted { throw GoogleFailure.later("pages repeat", nil) }
        } while page != nil
        return listed
    }

    private static func keep(
        _ listed: [Listed],
        of link: Integration,
        at site: Site,
        _ tx: borrowing Tx
    ) throws {
        let resource = try resource(of: link.account, at: site, tx)
        for calendar in listed {
            let isWritable = ["owner", "writer"].contains(calendar.role)
            try tx.execute(
                """
                INSERT INTO calendar_link (id, integration_id, resource_id, calendar, name, is_primary, is_detailed, is_writable,
                                           is_read, is_written)
                VALUES (\(tx.newID(of: CalendarLink.self)), \(link.id), \(resource), \(calendar.calendar), \(calendar.name),
                        \(calendar.isPrimary), \(calendar.role != "freeBusyReader"), \(isWritable), \(calendar.isPrimary),
                        \(calendar.isPrimary && isWritable))
                    ON CONFLICT (integration_id, calendar) DO UPDATE
                   SET name = excluded.name, is_detailed = excluded.is_detailed
                """
            )
        }
        try tx.execute("UPDATE integration SET listed_at = \(tx.now) WHERE id = \(link.id)")
        for calendar in try CalendarLink.all(of: link.id, tx) where calendar.isRead {
            try calendar.askForReading(tx)
            try tx.enqueue(WatchCalendar(link: calendar.id), unique: calendar.id.description)
        }
        try site.product.integrations.listed(link.account, site, tx)
    }

    /// Students have no hours, but their calendar is read for suggestions.
    private static func resource(
        of account: ID<Account>,
        at site: Site,
        _ tx: borrowing Tx
    ) throws -> ID<BookingResource> {
        if let known = try BookingResource.find(of: account, tx) { return known.id }
        let zone = try PersonZone.of(account, at: site, tx)
        return try BookingResource.open(for: account, in: zone, keepsOfficeDays: false, tx).id
    }
}

extension ListCalendars.Listed {
    fileprivate init?(_ json: JSONValue) {
        guard let id = json["id"]?.stringValue, json["deleted"]?.boolValue != true else { return nil }
        calendar = id
        let shown = json["summaryOverride"]?.stringValue ?? json["summary"]?.stringValue ?? id
        name = String(shown.prefix(200))
        isPrimary = json["primary"]?.boolValue ?? false
        role = json["accessRole"]?.stringValue ?? "freeBusyReader"
    }
}
