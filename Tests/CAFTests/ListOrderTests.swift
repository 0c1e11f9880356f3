import Kernel
import Platform
import TestKit
import Testing

@testable import CAF

extension World {
    /// The identities of a list as Sara reads it, page by page.
    func ids(_ path: String, _ query: String, by limit: Int = 50) async throws -> [String] {
        var (ids, cursor): ([String], String) = ([], "")
        repeat {
            let page = try await self.as(.sara).get("\(path)?\(query)&limit=\(limit)\(cursor)")
            guard page.status == 200 else { throw TestFailure("no list for \(query): \(page)") }
            ids += (page["data"]?.arrayValue ?? []).compactMap { $0["id"]?.stringValue }
            cursor = page["page"]?["next_cursor"]?.stringValue.map { "&cursor=\($0)" } ?? ""
        } while !cursor.isEmpty && ids.count < 100
        return ids
    }

    /// Each column in both directions, in pages of two and in a single one.
    func sorts(_ path: String, by columns: [String], count: Int) async throws {
        for column in columns {
            let up = try await ids(path, "sort=\(column)")
            #expect(up.count == count && Set(up).count == count, "\(column)")
            #expect(try await ids(path, "sort=\(column)", by: 2) == up, "\(column)")
            #expect(try await ids(path, "sort=+\(column)") == up, "\(column)")
            #expect(try await ids(path, "sort=%2B\(column)") == up, "\(column)")
            let down = Array(up.reversed())
            #expect(try await ids(path, "sort=-\(column)") == down, "\(column)")
            #expect(try await ids(path, "sort=-\(column)", by: 2) == down, "\(column)")
        }
        let wrong = try await self.as(.sara).get("\(path)?sort=-colour")
        #expect(wrong.status == 422 && wrong.faults == ["query/sort": "not_in_enumeration"])
        let day = try await self.as(.sara).get("\(path)?from=yesterday")
        #expect(day.status == 422 && day.faults == ["query/from": "invalid_day_or_instant"])
    }

    func first(_ member: String, _ path: String) async throws -> String? {
        try await self.as(.sara).get(path)["data"]?[0]?[member]?.stringValue
    }

    @discardableResult
    fileprivate func course(
        _ title: String,
        at start: String,
        until end: String,
        _ more: JSONValue = [:]
    ) async throws -> String {
        var body: JSONValue = [
            "title": ["it": .string(title)], "description": "Due ore in aula.", "starts_at": .string(start),
            "ends_at": .string(end), "capacity": 5,
        ]
        for member in more.objectValue?.members ?? [] { body[member.name] = member.value }
        let answer = try await self.as(.sara).post("/admin/courses", body)
        guard answer.status == 201, let id = answer.id else { throw TestFailure("no course: \(answer)") }
        return id
    }
}

@Suite struct ListOrderTests {
    @Test func `users sort by every shown column, in both directions`() async throws {
        let world = try await office()

        try await world.sorts("/admin/users", by: UserColumn.allCases.map(\.rawValue), count: 4)
        #expect(try await world.first("last_name", "/admin/users?sort=last_name") == "Bianchi")
        #expect(try await world.first("last_name", "/admin/users?sort=-last_name") == "Rossi")
        // Staff have no codice fiscale, which is the greatest.
        #expect(try await world.first("last_name", "/admin/users?sort=codice_fiscale") == "Bianchi")
        #expect(try await world.ids("/admin/users", "from=2026-11-21&until=2026-11-21").count == 4)
        #expect(try await world.ids("/admin/users", "until=2026-11-20").isEmpty)
    }

    @Test func `users are found by the plan that they have`() async throws {
        let stripe = try StripeDouble()
        let world = try await seller(stripe)
        let (family, solo) = (try await world.plan("famiglia"), try await world.plan("solo"))
        try await world.subscribe(to: family, from: stripe)

        let giulia = try await world.id(of: .giulia)
        #expect(try await world.ids("/admin/users", "plan_id=\(family.id ?? "")") == [giulia])
        #expect(try await world.ids("/admin/users", "plan_id=\(solo.id ?? "")").isEmpty)
    }

    @Test func `appointments sort by every shown column, and are found by customer and operator`()
        async throws
    {
        let world = try await crowdedOffice(customers: 0)
        for person in [Person.marco, .elena] { try await world.hours(of: person, on: [1], "09:00", "12:00") }
        let isee = try await world.appointmentType()
        let other = try await world.appointmentType(["title": ["it": "Calcolo IMU", "en": "IMU"]])
        for (type, time, person) in [
            (isee, "08:00", Person.giulia), (isee, "08:00", .luca), (other, "09:00", .giulia),
            (other, "09:30", .luca),
        ] {
            _ = try await world.booked(type, at: "\(monday)T\(time):00Z", as: person)
        }
        let path = "/admin/appointments"

        try await world.sorts(path, by: AppointmentColumn.allCases.map(\.rawValue), count: 4)
        #expect(try await world.first("customer_name", path + "?sort=customer") == "Luca Bianchi")
        #expect(try await world.first("operator_name", path + "?sort=operator") == "Marco Ferri")
        #expect(try await world.first("title", path + "?sort=type") == "Calcolo IMU")
        let latest = try await world.ids(path, "sort=latest")
        #expect(try await world.ids(path, "sort=-starts_at") == latest)
        #expect(try await world.ids(path, "search=bianchi").count == 2)
        #expect(try await world.ids(path, "search=BNCLCU78").count == 2)
        let marcos = try await world.ids(path, "search=ferri+marco")
        let elenas = try await world.ids(path, "search=russo")
        #expect(!marcos.isEmpty && !elenas.isEmpty && Set(marcos + elenas).count == 4)
        #expect(try await world.ids(path, "from=\(monday)&until=\(monday)").count == 4)
        #expect(try await world.ids(path, "until=2026-11-22").isEmpty)
        // The data of an operator is no matter of the customer.
        let mine = try await world.as(.giulia).get("/appointments?search=ferri")
        #expect(mine["data"]?.arrayValue?.isEmpty == true)
    }

    @Test func `courses sort by every shown column, and are found by their words`() async throws {
        let world = try await office()
        let first = try await world.course(
            "Leggere il 730",
            at: "2026-12-01T17:00:00Z",
            until: "2026-12-01T19:00:00Z",
            ["title": ["it": "Leggere il 730", "en": "Reading the 730"], "capacity": 9]
        )
        let second = try await world.course(
            "ISEE senza errori",
            at: "2026-12-03T17:00:00Z",
            until: "2026-12-03T19:00:00Z",
            ["price_cents": 2500, "location": "Via Tuscolana 200"]
        )
        try await world.course("Bonus casa", at: "2026-12-02T17:00:00Z", until: "2026-12-02T19:00:00Z")
        let path = "/admin/courses"

        try await world.sorts(path, by: CourseColumn.allCases.map(\.rawValue), count: 3)
        #expect(try await world.first("title", path + "?sort=title") == "Bonus casa")
        #expect(try await world.first("id", path + "?sort=-price_cents") == second)
        #expect(try await world.first("id", path + "?sort=-seats_left") == first)
        #expect(try await world.ids(path, "search=reading") == [first])
        #expect(try await world.ids(path, "search=tuscolana+errori") == [second])
        #expect(try await world.ids(path, "search=AULA").count == 3)
        #expect(try await world.ids(path, "status=published").isEmpty)
        let renamed: JSONValue = ["title": ["it": "Detrazioni"], "location": "Online"]
        #expect(try await world.as(.sara).patch(path + "/\(second)", renamed).status == 200)
        #expect(try await world.ids(path, "search=errori").isEmpty)
        #expect(try await world.ids(path, "search=detrazioni+online") == [second])
    }

    @Test func `a day means the office's day`() async throws {
        let world = try await office()
        // Rome leaves summer time on 31 October 2027, a day of 25 hours.
        let starts = [
            "2027-10-30T21:59:00Z", "2027-10-30T22:00:00Z", "2027-10-31T22:59:00Z", "2027-10-31T23:00:00Z",
        ]
        var made: [String] = []
        for start in starts {
            made.append(try await world.course("Corso", at: start, until: "2027-11-02T00:00:00Z"))
        }
        let (ids, path) = (made, "/admin/courses")

        #expect(try await world.ids(path, "from=2027-10-31&until=2027-10-31") == Array(ids[1...2]))
        #expect(try await world.ids(path, "until=2027-10-30") == [ids[0]])
        #expect(try await world.ids(path, "from=2027-11-01") == [ids[3]])
        #expect(try await world.ids(path, "from=2027-10-31T22:59:00Z&until=2027-10-31T23:00:00Z") == [ids[2]])
    }
}
