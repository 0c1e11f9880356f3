import Kernel
import Platform
import Store
import TestKit
import Testing

@testable import Marketplace

@Suite struct OfficeBookingTests {
    private static let bookings = "\(OfficeScene.root)/bookings"

    @Test func `a provider's price is booked at the start, staff pay nothing`() async throws {
        let scene = try await OfficeScene.open()

        let booked = try await scene.book(.pia, "10:00", "11:45")
        let staff = try await scene.book(.lina, "13:00", "14:00")
        let before = try await scene.balance()
        try await scene.goTo("10:01")
        let after = try await scene.balance()
        try await scene.goTo("15:00")

        #expect(booked.status == 201 && booked["state"] == "booked", "\(booked)")
        #expect(booked["price_minor"] == 3_500 && booked["charge_minor"] == 3_500)
        #expect(staff.status == 201 && staff["price_minor"] == 0 && staff["provider_id"] == nil, "\(staff)")
        #expect(before == [0, 0] && after == [-3_500, -3_500])
        #expect(try await scene.balance() == [-3_500, -3_500], "it is booked once")
        let lines = try await scene.world.db.read { tx in
            try tx.values(
                """
                SELECT e.amount FROM ledger_entry e JOIN ledger_transaction t ON t.id = e.transaction_id
                 WHERE t.kind = 'office' AND e.account = 'office_income'
                """,
                as: Int64.self
            )
        }
        #expect(lines == [-3_500])
        let list = try await scene.world.as(.ada).get(Self.bookings)
        #expect(list["data"]?.arrayValue?.allSatisfy { $0["state"] == "completed" } == true, "\(list)")
    }

    @Test func `a changed price is for later bookings`() async throws {
        let scene = try await OfficeScene.open()
        let first = try await scene.book()
        _ = try await scene.world.as(.ada).put("\(OfficeScene.root)/\(scene.office)", ["hourly_minor": 3_000])

        let second = try await scene.book(.pia, "14:00", "15:00")
        try await scene.goTo("15:00")

        #expect(first["price_minor"] == 4_000 && second["price_minor"] == 3_000)
        #expect(try await scene.balance() == [-7_000, -7_000])
    }

    @Test func `a cancellation is free until 24 hours before, and frees the time`() async throws {
        let scene = try await OfficeScene.open()
        let booked = try await scene.book(.pia, "10:00", "12:00", day: 24)
        try await scene.goTo("09:59", day: 23)

        let cancelled = try await scene.move(booked, to: "cancelled")
        let again = try await scene.book(.pete, "10:00", "12:00", day: 24)
        try await scene.goTo("13:00", day: 24)

        #expect(cancelled.status == 200 && cancelled["state"] == "cancelled", "\(cancelled)")
        #expect(cancelled["charge_minor"] == 0 && cancelled["price_minor"] == 4_000)
        #expect(again.status == 201, "\(again)")
        #expect(try await scene.balance() == [0, 0])
    }

    @Test func `a later one is paid at the start`() async throws {
        let scene = try await OfficeScene.open()
        let booked = try await scene.book(.pia, "10:00", "12:00", day: 24)
        try await scene.goTo("10:01", day: 23)

        let cancelled = try await scene.move(booked, to: "cancelled")
        let between = try await scene.balance()
        try await scene.goTo("10:01", day: 24)

        #expect(cancelled["charge_minor"] == 4_000 && between == [0, 0], "\(cancelled)")
        #expect(try await scene.balance() == [-4_000, -4_000])
    }

    @Test func `an administrator cancels for nothing, with a reason that is told`() async throws {
        let scene = try await OfficeScene.open()
        let booked = try await scene.book()
        try await scene.goTo("09:00")

        let silent = try await scene.move(booked, to: "cancelled", by: .ada)
        let cancelled = try await scene.move(
            booked,
            to: "cancelled",
            by: .ada,
            because: "The heating has failed."
        )
        try await scene.goTo("11:00")

        #expect(silent.status == 422 && silent.faults == ["/reason": "required"], "\(silent)")
        #expect(cancelled.status == 200 && cancelled["charge_minor"] == 0, "\(cancelled)")
        #expect(scene.world.mails(to: .pia).last?.text.contains("The heating has failed.") == true)
        #expect(try await scene.balance() == [0, 0])
    }

    @Test func `an administrator checks in, or records that nobody came`() async throws {
        let scene = try await OfficeScene.open()
        let (came, missed) = (try await scene.book(), try await scene.book(.pete, "13:00", "14:00"))
        try await scene.goTo("10:05")

        let early = try await scene.move(missed, to: "no_show", by: .ada, because: "Nobody came.")
        let checked = try await scene.move(came, to: "checked_in", by: .ada, because: "She is here.")
        try await scene.goTo("13:30")
        let absent = try await scene.move(missed, to: "no_show", by: .ada, because: "Nobody came.")
        let list = try await scene.world.as(.pia).get(Self.bookings)

        #expect(early.status == 409 && early.problem == .illegalTransition, "\(early)")
        #expect(checked.status == 200 && checked["state"] == "checked_in", "\(checked)")
        #expect(absent.status == 200 && absent["state"] == "no_show", "\(absent)")
        #expect(list["data"]?[0]?["state"] == "completed", "\(list)")
        #expect(try await scene.balance(of: .pete) == [-2_000, -2_000], "a no-show is paid too")
    }

    @Test func `moves outside of the graph are refused`() async throws {
        let scene = try await OfficeScene.open()
        let booked = try await scene.book()

        let own = try await scene.move(booked, to: "checked_in")
        let early = try await scene.move(booked, to: "completed", by: .ada, because: "It is over.")
        let back = try await scene.move(booked, to: "booked")
        try await scene.goTo("10:30")
        let late = try await scene.move(booked, to: "cancelled")
        try await scene.goTo("12:01")
        let over = try await scene.move(booked, to: "no_show", by: .ada, because: "Nobody came.")

        for answer in [own, early, back, late, over] {
            #expect(answer.status == 409 && answer.problem == .illegalTransition, "\(answer)")
        }
        #expect(own["present"] == "booked" && own["allowed"] == ["cancelled"], "\(own)")
    }

    @Test(arguments: [
        ("10:05", "11:00", ["/from": "not_at_a_quarter"]), ("10:00", "11:10", ["/until": "not_at_a_quarter"]),
        ("11:00", "11:00", ["/until": "ends_before_it_starts"]),
        ("07:00", "09:00", ["/from": "outside_of_hours"]),
        ("19:00", "20:15", ["/from": "outside_of_hours"]),
        ("08:00", "20:15", ["/until": "longer_than_12_hours"]),
    ])
    func `a wrong time is refused`(from: String, until: String, faults: [String: String]) async throws {
        let scene = try await OfficeScene.open()

        let answer = try await scene.book(.pia, from, until)

        #expect(answer.status == 422 && answer.faults == faults, "\(answer)")
    }

    @Test func `the past and what is more than 60 days ahead are refused`() async throws {
        let scene = try await OfficeScene.open()
        func book(_ from: String, _ until: String) async throws -> TestResponse {
            try await scene.world.as(.pia).post(
                "\(OfficeScene.root)/\(scene.office)/book",
                ["from": .string(from), "until": .string(until)]
            )
        }

        let past = try await book("2026-11-20T15:00:00Z", "2026-11-20T16:00:00Z")
        let far = try await book("2027-01-21T15:00:00Z", "2027-01-21T16:00:00Z")
        let near = try await book("2027-01-19T15:00:00Z", "2027-01-19T16:00:00Z")

        #expect(past.faults == ["/from": "in_the_past"], "\(past)")
        #expect(far.faults == ["/from": "more_than_60_days_ahead"], "\(far)")
        #expect(near.status == 201, "\(near)")
    }

    @Test func `neither an office nor a person has two bookings at once`() async throws {
        let scene = try await OfficeScene.open()
        let other = try await scene.world.as(.ada).post(OfficeScene.root, OfficeScene.body(["name": "Other"]))
        _ = try await scene.book()

        let office = try await scene.book(.pete, "11:45", "13:00")
        let person = try await scene.world.as(.pia).post(
            "\(OfficeScene.root)/\(other.id ?? "")/book",
            ["from": OfficeScene.at("11:00"), "until": OfficeScene.at("13:00")]
        )
        let after = try await scene.book(.pete, "12:00", "13:00")

        #expect(office.status == 409 && office.problem == .slotTaken, "\(office)")
        #expect(person.status == 409 && person.problem == .holderBusy, "\(person)")
        #expect(after.status == 201, "\(after)")
    }

    @Test func `bookings are for who made them, and administrators`() async throws {
        let scene = try await OfficeScene.open()
        let booked = try await scene.book()

        #expect(try await scene.move(booked, to: "cancelled", by: .pete).status == 404)
        #expect(try await scene.move(booked, to: "cancelled", by: .lina, because: "because").status == 404)
        #expect(try await scene.world.as(.carl).get(Self.bookings).status == 403)
        #expect(try await scene.world.as(.pete).get(Self.bookings)["data"] == [])
        let query = "\(Self.bookings)?status=booked,checked_in&office_id=\(scene.office)"
        #expect(try await scene.world.as(.ada).get(query)["data"]?.arrayValue?.count == 1)
        #expect(try await scene.world.as(.ada).get("\(Self.bookings)?status=cancelled")["data"] == [])
    }

    @Test func `50 bookings of an office 1: of fifty at once one wins`() async throws {
        let scene = try await OfficeScene.open()
        let people = [Person.pia, .pete, .paul, .lina, .leo, .ada, .adam]
        for person in people { _ = try await scene.world.token(of: person) }

        let answers = try await scene.world.atOnce(50) { index in
            try await scene.book(people[index % people.count])
        }

        #expect(answers.statuses == [201: 1, 409: 49], "\(answers.statuses)")
        let left = try await scene.world.db.read { tx in
            try tx.value("SELECT COUNT(*) FROM office_booking", as: Int.self)
        }
        #expect(left == 1)
    }
}
