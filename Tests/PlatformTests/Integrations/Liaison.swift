import Kernel
import Store
import TestKit
import Testing
import Web

@testable import Platform

/// A product whose people link their Google account; its appointments go into their calendars.
struct Liaison: Sendable {
    let world: World
    let google: GoogleDouble
    let messengers: MessengersDouble

    private static let flow = GrantFlow(returningTo: "/calendar/google/callback")

    init() async throws {
        let (google, messengers) = (try GoogleDouble(), try MessengersDouble())
        self.google = google
        self.messengers = messengers
        world = try await World(Self.product, cast: "people", cast: Self.people) {
            $0.google = google.services()
            $0.zoom = messengers.zoom()
        }
    }

    static let product = ProductDefinition(
        name: "liaison",
        title: "Liaison",
        summary: "Linked calendars under test.",
        root: "/api",
        zone: .rome,
        currency: .euro,
        languages: [.english, .italian],
        accounts: AccountPolicy(selfRegistrationRole: .member, administrators: [.steward]),
        access: AccessMatrix(roles: .member, .steward) {},
        features: [
            .folders, .integrations,
            Feature(
                routes: [
                    Get("/calendar/google/start", flow.start, .account, "Begin"),
                    Get("/calendar/google/callback", flow.finish, .anyone, "Come back"),
                    Get("/calendar/google", LinkedCalendarsView.show, .account, "Show"),
                    Patch("/calendar/google", LinkedCalendarsView.change, .account, "Choose"),
                    Delete("/calendar/google", LinkedCalendarsView.unlink, .account, "Unlink"),
                    Post("/webhooks/google-calendar", CalendarHook.receive, .anyone, "Hear"),
                ],
                migrations: [
                    Migration(
                        id: "liaison/appointments-001",
                        """
                        CREATE TABLE appointment (
                            id {id} PRIMARY KEY, starts_at {instant} NOT NULL, is_on {bool} NOT NULL, kind {text} NOT NULL,
                            state {text} NOT NULL, url {text}
                        ) {strict};
                        """
                    )
                ],
                impersonalTables: [ImpersonalTable("appointment", "appointments of nobody")],
                templates: [unreadable]
            ),
        ],
        integrations: IntegrationPolicy(
            unreadable: { account, _, tx in
                try Notifications.notify(account, Notice(template: "liaison.unreadable"), tx)
            },
            event: { id, _, _, tx in
                guard let found = try Appointment.find(id, tx), found.isOn else { return nil }
                return OutsideEvent(
                    title: "Appointment",
                    details: "",
                    startsAt: found.startsAt,
                    endsAt: found.startsAt + .hours(1),
                    location: found.url,
                    wantsConference: found.kind == "meet" && found.state == "pending"
                )
            },
            meeting: { id, _, tx in
                guard let found = try Appointment.find(id, tx), found.isOn, found.kind == "zoom" else {
                    return nil
                }
                return OutsideMeeting(title: "Appointment", startsAt: found.startsAt, minutes: 60)
            },
            met: { id, url, _, tx in
                try tx.execute(
                    "UPDATE appointment SET state = \(url == nil ? "none" : "ready"), url = \(url) WHERE id = \(id)"
                )
            }
        )
    )

    private static let unreadable = NoticeTemplate(
        "liaison.unreadable",
        .service,
        subject: ["en": "Calendar", "it": "Calendario"],
        body: ["en": "It cannot be read.", "it": "Non si legge."]
    )

    @Sendable private static func people(at site: Site) async throws {
        for person in [Person.giulia, .luca] {
            let account = try await Accounts.createStaff(
                email: EmailAddress(parsing: person.email),
                password: Password(person.password),
                role: .member,
                locale: .english,
                by: .system,
                at: site
            )
            try await site.db.write { tx in
                _ = try BookingResource.open(for: account.id, in: .rome, keepsOfficeDays: false, tx)
            }
        }
    }
}

/// A thing that goes into calendars.
struct Appointment: RowDecodable {
    let startsAt: Instant
    let isOn: Bool
    let kind: String
    let state: String
    let url: String?

    init(_ row: inout Row) throws {
        startsAt = try row.next()
        isOn = try row.next()
        kind = try row.next()
        state = try row.next()
        url = try row.next()
    }

    static func find(_ id: ID<Subject>, _ tx: borrowing Tx) throws -> Appointment? {
        try tx.first("SELECT starts_at, is_on, kind, state, url FROM appointment WHERE id = \(id)")
    }
}

extension Liaison {
    /// Links the calendar of a person: to Google, back, and the first reading.
    func link(_ person: Person = .giulia, with access: String = "calendar") async throws {
        let answer = try await comeBack(person, with: access)
        #expect(answer.status == 302 && answer.header("Location") == "https://world.example/settings")
        try await world.runJobs()
    }

    func comeBack(_ person: Person = .giulia, with access: String = "calendar") async throws -> TestResponse {
        let start = try await world.as(person).get(
            "/api/calendar/google/start?return_to=/settings&with=\(access)"
        )
        let page = try #require(start["url"]?.stringValue)
        let cookie = String(try #require(start.header("Set-Cookie")).prefix { $0 != ";" })
        let back = try path(of: try await google.agree(at: page))
        return try await world.anonymous.get(back, headers: ["Cookie": cookie])
    }

    func show(_ person: Person = .giulia) async throws -> TestResponse {
        try await world.as(person).get("/api/calendar/google")
    }

    /// The busy times, by key.
    func busy() async throws -> [String: Range<Instant>] {
        try await world.db.read { tx in
            var found: [String: Range<Instant>] = [:]
            try tx.forEach("SELECT key, starts_at, ends_at FROM booking_outside ORDER BY key") { row in
                let (key, from, until): (String, Instant, Instant) = (
                    try row.next(), try row.next(), try row.next()
                )
                found[key] = from..<until
            }
            return found
        }
    }

    func isStale(_ person: Person = .giulia) async throws -> Bool {
        let email = try EmailAddress(parsing: person.email)
        return try await world.db.read { tx in
            guard let account = try Account.find(email: email, tx) else { throw TestFailure("no account") }
            return try CalendarLinks.isStale(account.id, tx)
        }
    }

    /// A quarter of an hour later.
    func later(_ duration: Duration = .minutes(15)) async throws {
        world.clock.advance(by: duration)
        try await world.tick()
    }

    func put(_ kind: String = "link", at start: String = "2026-12-01T10:00:00Z") async throws -> ID<Subject> {
        let moment = try #require(Instant(start))
        return try await world.db.write { tx in
            let id = tx.newID(of: Subject.self)
            try tx.execute(
                "INSERT INTO appointment (id, starts_at, is_on, kind, state) VALUES (\(id), \(moment), \(true), \(kind), 'pending')"
            )
            return id
        }
    }

    /// Has calendar and meeting follow, as an effect would.
    func sync(_ id: ID<Subject>, _ person: Person = .giulia, _ change: SQL? = nil) async throws {
        let email = try EmailAddress(parsing: person.email)
        try await world.db.write { tx in
            if let change { try tx.execute("UPDATE appointment SET \(change) WHERE id = \(id)") }
            guard let account = try Account.find(email: email, tx) else { throw TestFailure("no account") }
            try CalendarEntry.sync(id, of: [account.id], tx)
            try ZoomMeeting.sync(id, tx)
        }
        try await world.runJobs()
    }

    func appointment(_ id: ID<Subject>) async throws -> Appointment {
        try #require(try await world.db.read { tx in try Appointment.find(id, tx) })
    }

    /// The events in the person's calendar that are not cancelled.
    func events() async throws -> [JSONValue] {
        try await google.ask("events").filter { $0["status"]?.stringValue != "cancelled" }
    }

    func warnings() async throws -> Int {
        try await world.db.read { tx in
            try tx.value("SELECT COUNT(*) FROM notice WHERE template = 'liaison.unreadable'", as: Int.self)
                ?? -1
        }
    }
}
