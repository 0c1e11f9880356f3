import Kernel
import Platform
import TestKit
import Testing

@testable import Wellness

@Suite struct BreakGlassRequestTests {
    @Test func `a request has a person, a cause, scopes and minutes`() async throws {
        let world = try await cast()

        let asked = try await world.requestAccess()
        let faulty = try await world.as(.elena).post(
            breakGlass,
            ["subject_id": "nobody", "scopes": ["diary"], "cause": "why not", "minutes": 61]
        )
        let none = try await world.requestAccess(about: .anna, [])
        let twice = try await world.requestAccess(about: .anna, ["account", "account"])
        let oneself = try await world.requestAccess(about: .elena)
        let unknown = try await world.as(.elena).post(
            breakGlass,
            [
                "subject_id": "01900000-0000-7000-8000-000000000000", "scopes": ["account"],
                "cause": "A person who does not exist", "minutes": 1,
            ]
        )

        #expect(asked.status == 201, "\(asked)")
        #expect(asked["state"] == "requested" && asked["reads"] == 0 && asked["minutes"] == 30)
        #expect(asked["requester_id"] == .string(try await world.id(of: .elena)))
        #expect(asked.header("Location")?.hasSuffix("/admin/break-glass/\(asked.id ?? "")") == true)
        #expect(faulty.status == 422)
        #expect(Set(faulty.faults.keys) == ["/subject_id", "/scopes/0", "/cause", "/minutes"])
        #expect(none.faults == ["/scopes": "too_few"])
        #expect(twice.faults == ["/scopes": "said_twice"])
        #expect(oneself.faults == ["/subject_id": "own_account"])
        #expect(unknown.faults == ["/subject_id": "unknown_account"])
    }

    @Test func `only super administrators with a fresh login ask`() async throws {
        let world = try await cast()
        let body: JSONValue = [
            "subject_id": .string(try await world.id(of: .anna)), "scopes": ["account"],
            "cause": "Anna cannot log in", "minutes": 5,
        ]

        #expect(try await world.as(.anna).post(breakGlass, body).status == 403)
        #expect(try await world.as(.bruno).post(breakGlass, body).status == 403)
        #expect(try await world.anonymous.post(breakGlass, body).status == 401)
        #expect(try await world.stale(.elena).post(breakGlass, body).problem == .stepUpRequired)
    }

    @Test func `another administrator approves, and the time runs from then`() async throws {
        let world = try await cast()
        let path = "\(breakGlass)/\(try await world.requestAccess(minutes: 20).id ?? "")"
        world.clock.advance(by: .minutes(5))

        let own = try await world.as(.elena).post("\(path)/approve")
        let stale = try await world.stale(.fabio).post("\(path)/approve")
        let approved = try await world.as(.fabio).post("\(path)/approve")
        let again = try await world.as(.fabio).post("\(path)/approve")

        #expect(own.status == 409 && own.problem == .ownRequest)
        #expect(stale.problem == .stepUpRequired)
        #expect(approved["state"] == "active", "\(approved)")
        #expect(approved["approver_id"] == .string(try await world.id(of: .fabio)))
        let start = try #require(approved["starts_at"]?.stringValue.flatMap { Instant($0) })
        #expect(approved["ends_at"]?.stringValue.flatMap { Instant($0) } == start + .minutes(20))
        #expect(again.status == 409 && again.problem == .illegalTransition)
        #expect(try await world.as(.fabio).post("\(breakGlass)/nothing/approve").status == 404)
    }

    @Test func `approve x2: 1, own: 0`() async throws {
        let world = try await cast()
        let third = try await world.enrol("third", as: .superAdmin)
        let path = "\(breakGlass)/\(try await world.requestAccess().id ?? "")"
        for person in [Person.elena, .fabio, third] { _ = try await world.token(of: person) }

        let answers = try await world.atOnce(20) { index in
            try await world.as(index % 2 == 0 ? .fabio : third).post("\(path)/approve")
        }
        let own = try await world.atOnce(5) { _ in try await world.as(.elena).post("\(path)/approve") }

        #expect(answers.statuses == [200: 1, 409: 19])
        #expect(own.statuses == [409: 5])
    }

    @Test func `a request that nobody approves lapses after a day`() async throws {
        let world = try await cast()
        let id = try await world.requestAccess().id ?? ""
        world.clock.advance(by: .hours(24))

        let late = try await world.as(.fabio).post("\(breakGlass)/\(id)/approve")
        let shown = try await world.as(.fabio).get("\(breakGlass)?state=lapsed")
        try await world.runJobs()

        #expect(late.status == 409 && late.problem == .illegalTransition)
        #expect(shown["data"]?[0]?["id"] == .string(id))
        #expect(try await world.audit().contains("break_glass.lapse"))
        #expect(try await world.as(.fabio).get("\(breakGlass)?state=requested")["data"] == [])
    }
}
