import Kernel
import Platform
import Store
import TestKit
import Testing

@testable import CAF

extension World {
    /// A published course of so many seats.
    fileprivate func course(seats: Int64) async throws -> String {
        let body: JSONValue = [
            "title": ["it": "Leggere il 730", "en": "Reading the 730"], "description": "Due ore in aula.",
            "starts_at": "2026-12-01T17:00:00Z", "ends_at": "2026-12-01T19:00:00Z",
            "capacity": .integer(seats),
        ]
        let made = try await self.as(.sara).post("/admin/courses", body)
        guard made.status == 201, let id = made.id else { throw TestFailure("no course: \(made)") }
        let answer = try await self.as(.sara).patch("/admin/courses/\(id)", ["status": "published"])
        guard answer["status"] == "published" else { throw TestFailure("not published: \(answer)") }
        return id
    }

    fileprivate func enrol(_ course: String, _ person: Person) async throws -> TestResponse {
        try await self.as(person).post("/courses/\(course)/enroll")
    }

    fileprivate func leave(_ course: String, _ person: Person) async throws -> TestResponse {
        try await self.as(person).delete("/courses/\(course)/unenroll")
    }
}

@Suite struct CourseTests {
    @Test func `a course is drafted, published and joined`() async throws {
        let world = try await office()
        let draft = try await world.as(.sara).post(
            "/admin/courses",
            [
                "title": ["it": "IMU"], "description": "x", "starts_at": "2026-12-02T17:00:00Z",
                "ends_at": "2026-12-02T18:00:00Z", "capacity": 3,
            ]
        )
        let hidden = try await world.as(.giulia).get("/courses/\(draft.id ?? "")").status
        let id = try await world.course(seats: 2)

        let enrolled = try await world.enrol(id, .giulia)
        let twice = try await world.enrol(id, .giulia)
        let mine = try await world.as(.giulia).get("/courses/\(id)", headers: ["Accept-Language": "en"])
        let open = try await world.anonymous.get("/courses")
        let list = try await world.as(.sara).get("/admin/courses/\(id)/enrollments")
        let left = try await world.leave(id, .giulia)
        let again = try await world.leave(id, .giulia)

        #expect(hidden == 404)
        #expect(enrolled.status == 201 && enrolled["state"] == "held")
        #expect(twice.problem == .alreadyEnrolled)
        #expect(mine["title"] == "Reading the 730" && mine["enrolment"] == "held" && mine["seats_left"] == 1)
        #expect(open["data"]?.arrayValue?.count == 1 && open["data"]?[0]?["enrolment"] == nil)
        #expect(list["data"]?[0]?["customer_name"] == "Giulia Rossi")
        #expect(left.status == 204 && again.status == 404)
    }

    @Test func `fifty at once for the last seat are one, and the others wait in line`() async throws {
        let world = try await crowdedOffice(customers: 50)
        let id = try await world.course(seats: 1)
        _ = try await world.atOnce(50) { try await world.token(of: .customer($0)) }

        let answers = try await world.atOnce(50) { try await world.enrol(id, .customer($0)) }

        #expect(answers.statuses == [201: 50])
        #expect(answers.filter { $0["state"] == "held" }.count == 1)
        let listed = try await world.as(.sara).get("/admin/courses/\(id)/enrollments?limit=100")
        let numbers = (listed["data"]?.arrayValue ?? []).compactMap { $0["number"]?.integerValue }
        #expect(numbers == Array(1...50))
        let places = Set(answers.compactMap { $0["place"]?.integerValue })
        #expect(places == Set(1...49))
        #expect(try await world.as(.sara).get("/courses/\(id)")["waiting"] == 49)
    }

    @Test func `a seat given up ten times goes to the first who waits, once`() async throws {
        let world = try await crowdedOffice(customers: 3)
        let id = try await world.course(seats: 1)
        for person in [Person.giulia, .customer(0), .customer(1), .customer(2)] {
            _ = try await world.enrol(id, person)
        }
        try await world.runJobs()

        let answers = try await world.atOnce(10) { _ in try await world.leave(id, .giulia) }
        try await world.runJobs()

        #expect(answers.statuses[204] == 1, "\(answers.statuses)")
        #expect(answers.allSatisfy { [204, 404, 412].contains($0.status) })
        let promoted = world.mailbox.mails.filter { $0.subject.hasPrefix("Si è liberato un posto") }
        #expect(promoted.map(\.to.rawValue) == [Person.customer(0).email])
        let file = try PythonCalendar(promoted.first?.attachments.first?.bytes ?? [])
        #expect(file.events.first?.start == "2026-12-01T17:00:00Z" && file.events.first?.uid == id)
        #expect(try await world.as(.customer(0)).get("/courses/\(id)")["enrolment"] == "held")
        #expect(try await world.as(.customer(1)).get("/courses/\(id)")["place"] == 1)
        #expect(try await world.audit().filter { $0 == "course.promote" }.count == 1)
    }

    @Test func `people who come and go never leave a seat empty or sold twice`() async throws {
        let world = try await crowdedOffice(customers: 20)
        let id = try await world.course(seats: 5)
        _ = try await world.atOnce(20) { try await world.enrol(id, .customer($0)) }

        _ = try await world.atOnce(20) { index in
            index % 2 == 0
                ? try await world.leave(id, .customer(index)) : try await world.enrol(id, .customer(index))
        }

        let course = try await world.as(.sara).get("/courses/\(id)")
        let rows = try await world.as(.sara).get("/admin/courses/\(id)/enrollments?limit=100")["data"]?
            .arrayValue
        let held = (rows ?? []).filter { $0["state"] == "held" }.compactMap { $0["number"]?.integerValue }
        let waiting = (rows ?? []).filter { $0["state"] == "waiting" }.compactMap {
            $0["number"]?.integerValue
        }
        #expect(held.count == 5 && course["seats_left"] == 0 && rows?.count == 10)
        #expect((held.max() ?? 0) < (waiting.min() ?? .max), "in their order: \(held) \(waiting)")
    }

    @Test func `more seats are for those who wait, and fewer than are taken there cannot be`() async throws {
        let world = try await crowdedOffice(customers: 3)
        let id = try await world.course(seats: 1)
        for index in 0..<3 { _ = try await world.enrol(id, .customer(index)) }

        let grown = try await world.as(.sara).patch("/admin/courses/\(id)", ["capacity": 2])
        let shrunk = try await world.as(.sara).patch("/admin/courses/\(id)", ["capacity": 1])
        let deleted = try await world.as(.sara).delete("/admin/courses/\(id)")
        let back = try await world.as(.sara).patch("/admin/courses/\(id)", ["status": "draft"])

        #expect(grown["seats_left"] == 0 && grown["waiting"] == 1, "\(grown)")
        #expect(shrunk.problem == .noSeatLost)
        #expect(deleted.problem == .courseInUse)
        #expect(back.problem == .guardFailed)
        #expect(try await world.as(.customer(1)).get("/courses/\(id)")["enrolment"] == "held")
    }

    @Test func `everyone is told of another time, and of the end`() async throws {
        let world = try await office()
        let id = try await world.course(seats: 1)
        _ = try await world.enrol(id, .giulia)
        _ = try await world.enrol(id, .luca)
        let later: JSONValue = ["starts_at": "2026-12-03T17:00:00Z", "ends_at": "2026-12-03T19:00:00Z"]

        _ = try await world.as(.sara).patch("/admin/courses/\(id)", later)
        let end: JSONValue = ["status": "cancelled", "status_reason": "Docente malato"]
        let cancelled = try await world.as(.sara).patch("/admin/courses/\(id)", end)
        let late = try await world.leave(id, .giulia)
        try await world.runJobs()

        #expect(cancelled["status"] == "cancelled")
        #expect(late.problem == .courseOver)
        let mails = world.mails(to: .giulia)
        #expect(mails.count == 3 && mails.contains { $0.text.contains("Docente malato") })
        let files = try mails.flatMap(\.attachments).map { try PythonCalendar($0.bytes) }
        #expect(Set(files.map(\.method)) == ["REQUEST", "CANCEL"])
        #expect(Set(files.compactMap { $0.events.first?.sequence }) == [1, 2, 3])
        #expect(
            world.mails(to: .luca).flatMap(\.attachments).isEmpty,
            "a place on the waiting list is not in the calendar"
        )
    }

    @Test func `who leaves for good frees a seat that is filled later`() async throws {
        let world = try await office()
        let id = try await world.course(seats: 1)
        _ = try await world.enrol(id, .giulia)
        _ = try await world.enrol(id, .luca)

        let erased = try await world.as(.giulia).delete(
            "/users/me/account",
            ["password": .string(Person.demoPassword)]
        )
        world.clock.advance(by: .minutes(16))
        try await world.tick()

        #expect(erased.status == 204, "\(erased)")
        #expect(try await world.as(.luca).get("/courses/\(id)")["enrolment"] == "held")
    }

    @Test func `what makes no sense is refused`() async throws {
        let world = try await office()
        let sara = world.as(.sara)
        let id = try await world.course(seats: 1)
        let bad: JSONValue = [
            "title": "x", "description": "", "starts_at": "2026-13-01T00:00:00Z",
            "ends_at": "2026-12-01T00:00:00Z",
            "capacity": 0, "price_cents": -1,
        ]

        let answer = try await sara.post("/admin/courses", bad)
        let back = try await sara.patch("/admin/courses/\(id)", ["ends_at": "2026-12-01T16:00:00Z"])
        world.clock.set(to: Instant("2026-12-01T17:00:00Z") ?? world.clock.now)

        #expect(
            Set(answer.faults.keys) == [
                "/title", "/description", "/starts_at", "/capacity", "/price_cents",
            ],
            "\(answer)"
        )
        #expect(back.faults == ["/ends_at": "ends_before_it_begins"])
        #expect(try await world.enrol(id, .giulia).problem == .courseOver)
        #expect(try await world.enrol(ID<Course>.placeholder.description, .giulia).status == 404)
        #expect(try await sara.patch("/admin/courses/\(id)", ["status": "draft"]).status == 200)
    }
}
