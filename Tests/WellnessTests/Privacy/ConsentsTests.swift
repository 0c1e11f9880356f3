import Kernel
import Platform
import Store
import TestKit
import Testing
import Web

@testable import Wellness

private let path = "/api/v1/users/me/consents"

@Suite struct ConsentsTests {
    private func answer(_ purpose: String, _ version: String = "2026-01", _ granted: Bool = true) -> JSONValue
    {
        [
            "consents": [
                ["purpose": .string(purpose), "policy_version": .string(version), "granted": .bool(granted)]
            ]
        ]
    }

    @Test func `every purpose of the product is shown with the caller's answer`() async throws {
        let world = try await cast()

        let shown = try await world.as(.anna).get(path)

        let purposes = shown["policies"]?.arrayValue?.compactMap { $0["purpose"]?.stringValue }
        #expect(
            purposes == [
                "privacy", "terms", "diary", "assessments", "aggregation", "reminders", "nudges",
                "weekly_mail",
            ]
        )
        let terms = try #require(shown["policies"]?[1])
        #expect(
            terms["version"] == "2026-01" && terms["since"] == "2026-01-01" && terms["is_required"] == true
        )
        #expect(terms["is_granted"] == true && terms["answered_at"]?.stringValue != nil)
        let reminders = try #require(shown["policies"]?[5])
        #expect(reminders["is_required"] == false && reminders["is_granted"] == false)
        #expect(reminders["answered_at"] == nil)
        #expect(shown["consents_needed"] == [])
        #expect(try await world.as(.elena).get(path)["consents_needed"] == [], "nothing is required of her")
    }

    @Test func `answers are given with POST, and with PUT as in every product`() async throws {
        let world = try await cast()

        let given = try await world.as(.anna).post(path, answer("reminders"))
        let withdrawn = try await world.as(.anna).put(path, answer("reminders", "2026-01", false))

        #expect(given.status == 200 && given["policies"]?[5]?["is_granted"] == true, "\(given)")
        #expect(withdrawn["policies"]?[5]?["is_granted"] == false)
    }

    @Test func `unknown purposes, other versions and required ones are refused`() async throws {
        let world = try await cast()
        let anna = world.as(.anna)

        let unknown = try await anna.post(path, answer("sleepwalking"))
        let foreign = try await anna.post(path, answer("marketing"))
        let old = try await anna.post(path, answer("diary", "2025-01"))
        let required = try await anna.post(path, answer("terms", "2026-01", false))
        let long = try await anna.post(path, answer(String(repeating: "x", count: 100)))

        #expect(unknown.faults == ["/consents/0/purpose": "not_in_enumeration"])
        #expect(unknown.text.contains("weekly_mail") && !unknown.text.contains("marketing"), "\(unknown)")
        #expect(foreign.faults == ["/consents/0/purpose": "not_asked_for"])
        #expect(old.faults == ["/consents/0/policy_version": "not_in_force"])
        #expect(old.text.contains("is not the version in force, 2026-01"), "\(old)")
        #expect(required.faults == ["/consents/0/granted": "consent_required"])
        #expect(long.faults == ["/consents/0/purpose": "too_long"])
    }

    @Test func `administrators do not see in the log that somebody answered`() async throws {
        let world = try await cast()
        _ = try await world.as(.anna).post(path, answer("reminders"))

        let log = try await world.as(.elena).get("/api/v1/admin/audit-logs?action=consent.record")

        #expect(log["data"] == [], "\(log)")
    }

    @Test func `the document of the API has the purposes of the product`() throws {
        let routes = wellness.routes.filter { $0.path == path }
        let schemas = routes.compactMap(\.operation.success.schema)

        #expect(routes.map(\.method).sorted() == ["GET", "POST", "PUT"])
        #expect(schemas.allSatisfy { "\($0)".contains("weekly_mail") && !"\($0)".contains("marketing") })
    }
}

@Suite struct WithdrawalTests {
    private func left(_ world: World, of person: Person) async throws -> Int? {
        let account = try await world.account(of: person)
        return try await world.db.read { tx in
            try tx.value("SELECT COUNT(*) FROM wellness_log WHERE account_id = \(account)", as: Int.self)
        }
    }

    private func pass(_ days: Int, in world: World) async throws {
        world.clock.advance(by: .days(days))
        try await world.tick()
    }

    @Test func `a diary goes thirty days after its consent was withdrawn`() async throws {
        let world = try await cast()
        for person in [Person.anna, .carla] {
            #expect(try await world.log(person, note: "marked words").status == 201)
        }
        _ = try await world.consent(.anna, to: "diary", granted: false)

        let refused = try await world.log(.anna, "sleep")
        let read = try await world.as(.anna).get("/api/v1/wellness/logs")
        try await pass(29, in: world)
        let kept = try await left(world, of: .anna)
        try await pass(2, in: world)

        #expect(refused.status == 403 && refused["code"] == "consent_required", "\(refused)")
        #expect(refused["purpose"] == "diary")
        #expect(read["data"]?.arrayValue?.count == 1)
        #expect(kept == 1)
        #expect(try await left(world, of: .anna) == 0)
        #expect(try await left(world, of: .carla) == 1)
        #expect(try await world.audit().filter { $0 == "consent.erase_withdrawn" }.count == 1)
        try await pass(1, in: world)
        #expect(try await world.audit().filter { $0 == "consent.erase_withdrawn" }.count == 1, "once")
    }

    @Test func `given again in time, or under a legal hold, it stays`() async throws {
        let world = try await cast()
        let carla = try await world.id(of: .carla)
        for person in [Person.anna, .carla] {
            _ = try await world.log(person)
            _ = try await world.consent(person, to: "diary", granted: false)
        }
        let hold = try await world.as(.elena).post(
            "/api/v1/admin/users/\(carla)/legal-holds",
            ["reason": "A lawsuit is pending"]
        )
        world.clock.advance(by: .days(29))
        _ = try await world.consent(.anna, to: "diary")
        try await pass(3, in: world)

        #expect(hold.status == 201, "\(hold)")
        #expect(try await left(world, of: .anna) == 1)
        #expect(try await left(world, of: .carla) == 1)
    }
}
