import Kernel
import Platform
import Store
import TestKit

@testable import CAF

/// The office with a second operator and as many customers as are wanted.
func crowdedOffice(
    customers count: Int,
    dependencies: (inout Dependencies) -> Void = { _ in }
) async throws -> World {
    let cast: @Sendable (Site) async throws -> Void = { site in
        _ = try await DemoCast.hire(DemoCast.sara, at: site)
        _ = try await DemoCast.hire(DemoCast.marco, at: site)
        _ = try await DemoCast.hire(DemoCast.elena, at: site)
        _ = try await DemoCast.enrol(DemoCast.giulia, at: site)
        _ = try await DemoCast.enrol(DemoCast.luca, at: site)
        for index in 0..<count { try await Reception.register(index, at: site) }
    }
    return try await World(caf, cast: "crowd-\(count)", cast: cast, dependencies: dependencies)
}

enum Reception {
    static func register(_ index: Int, at site: Site) async throws {
        let person = Person.customer(index)
        let email = try JSON.decode(EmailAddress.self, from: JSONValue.string(person.email))
        let password = try JSON.decode(Password.self, from: JSONValue.string(person.password))
        let hash = try await site.passwords.hash(password)
        try await site.db.write { tx in
            let account = try Accounts.register(
                email: email,
                phone: nil,
                password: hash,
                role: .customer,
                locale: .italian,
                by: .system,
                at: site,
                tx
            )
            let (first, last) = (PersonName(unchecked: "Cliente"), PersonName(unchecked: "Prova"))
            try Profile(of: account.id, first, last, at: tx.now).insert(tx)
        }
    }
}

extension Person {
    static let elena = Person("elena", email: "elena.operatrice@example.com")

    static func customer(_ index: Int) -> Person {
        Person("customer\(index)", email: "cliente.\(index)@example.com")
    }
}

/// A Monday; the clock of a world starts on the Saturday before, at ten in Rome.
let monday = "2026-11-23"

extension World {
    /// A kind of appointment, of half an hour each half hour unless `more` says otherwise.
    func appointmentType(_ more: JSONValue = .object([:])) async throws -> String {
        var body: JSONValue = [
            "service": "ISEE", "title": ["it": "Consulenza ISEE", "en": "ISEE advice"],
            "duration_minutes": 30, "step_minutes": 30, "notice_minutes": 60,
            "location": "Via Appia 10; Roma",
        ]
        for member in more.objectValue?.members ?? [] { body[member.name] = member.value }
        let answer = try await self.as(.sara).post("/admin/appointment-types", body)
        guard answer.status == 201, let id = answer.id else { throw TestFailure("no type: \(answer)") }
        return id
    }

    /// The same hours on each of these days of the week.
    func hours(of person: Person, on weekdays: [Int64], _ from: String, _ until: String) async throws {
        let lines = weekdays.map {
            ["weekday": .integer($0), "from": .string(from), "until": .string(until)] as JSONValue
        }
        let path = try await "/admin/operators/\(id(of: person))/hours"
        let answer = try await self.as(.sara).put(path, ["weekly": .array(lines)])
        guard answer.status == 200 else { throw TestFailure("no hours: \(answer)") }
    }

    /// The beginnings that are offered.
    func slots(_ type: String, on day: String, until last: String? = nil) async throws -> [String] {
        let path = "/appointments/availability?type_id=\(type)&from=\(day)&until=\(last ?? day)"
        let answer = try await self.as(.giulia).get(path)
        guard answer.status == 200 else { throw TestFailure("no availability: \(answer)") }
        return (answer["slots"]?.arrayValue ?? []).compactMap { $0["starts_at"]?.stringValue }
    }

    func book(
        _ type: String,
        at start: String,
        as person: Person = .giulia,
        _ more: JSONValue = .object([:])
    ) async throws -> TestResponse {
        var body: JSONValue = ["type_id": .string(type), "starts_at": .string(start)]
        for member in more.objectValue?.members ?? [] { body[member.name] = member.value }
        return try await self.as(person).post("/appointments", body)
    }

    func booked(
        _ type: String,
        at start: String,
        as person: Person = .giulia
    ) async throws -> Meeting {
        try await Meeting(book(type, at: start, as: person))
    }

    func move(_ meeting: Meeting, to start: String, as person: Person = .giulia) async throws -> TestResponse
    {
        try await self.as(person).patch(meeting.path + "/reschedule", ["starts_at": .string(start)])
    }

    /// The active bookings in the database.
    func activeBookings() async throws -> [Booking] {
        try await db.read { tx in
            try tx.all(
                "SELECT \(Booking.columns) FROM booking b WHERE b.is_active ORDER BY b.starts_at, b.id"
            )
        }
    }
}

/// An appointment as it was answered.
struct Meeting: Sendable {
    let id: String
    let start: String
    let assignee: String?

    var path: String { "/appointments/\(id)" }
    var adminPath: String { "/admin/appointments/\(id)" }

    init(_ answer: TestResponse) throws {
        guard answer.status < 300, let id = answer.id, let start = answer["starts_at"]?.stringValue else {
            throw TestFailure("no appointment: \(answer)")
        }
        self.id = id
        self.start = start
        assignee = answer["operator_id"]?.stringValue
    }
}
