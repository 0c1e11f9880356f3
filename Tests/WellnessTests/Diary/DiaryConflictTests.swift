import Kernel
import Store
import TestKit
import Testing

@testable import Wellness

@Suite struct DiaryConflictTests {
    private let conflicts = "/api/v1/wellness/conflicts"

    private func open(_ world: World, _ state: String = "open") async throws -> [JSONValue] {
        try await world.as(.anna).get("\(conflicts)?state=\(state)")["data"]?.arrayValue ?? []
    }

    private func restore(_ conflict: JSONValue, _ world: World) async throws -> TestResponse {
        let id = try #require(conflict["id"]?.stringValue)
        return try await world.as(.anna).post("\(conflicts)/\(id)/restore")
    }

    @Test func `a value that nobody has seen is kept as a conflict, and can be restored once`() async throws {
        let world = try await cast()
        let (phone, tablet) = (Device("phone", of: .anna, in: world), Device("tablet", of: .anna, in: world))
        _ = try await phone.sync([put("a", "07:00", score: 6, note: "first", payload: ["taps": 1])])
        _ = try await tablet.sync([put("b", "08:00", score: 7)])

        let found = try await open(world)

        #expect(found.count == 1, "\(found)")
        let lost = try #require(found.first?["lost"])
        #expect(found[0]["kind"] == "overwritten" && found[0]["state"] == "open")
        #expect(lost["op_id"] == "test-op-a" && lost["device_id"] == "phone" && lost["deleted"] == false)
        #expect(lost["score"] == 6 && lost["payload"] == ["taps": 1] && lost["note"] == nil, "the note won")

        let restored = try await restore(found[0], world)
        #expect(
            restored.status == 200 && restored["score"] == 6 && restored["note"] == "first",
            "\(restored)"
        )
        #expect(restored["payload"] == ["taps": 1] && restored.id == found[0]["entry_id"]?.stringValue)
        #expect(try await open(world) == [])
        #expect(try await open(world, "restored").count == 1)
        let again = try await restore(found[0], world)
        #expect(again.status == 409 && again["code"] == "illegal_transition", "\(again)")
    }

    @Test func `the ends of the page's table`() async throws {
        let world = try await cast()
        let phone = Device(of: .anna, in: world)
        func end(_ ops: JSONValue...) async throws -> String {
            for op in ops { #expect(try await phone.sync([op]).status == 200) }
            let entry = try #require(try await phone.sync()["changes"]?.arrayValue?.last)
            let lost = try await open(world).filter { $0["entry_id"] == entry["id"] }
                .compactMap { $0["lost"]?["op_id"]?.stringValue?.split(separator: "-").last }
            let value = entry["deleted"] == true ? "deleted" : entry["score"].map { "\($0.text)" } ?? "none"
            return ([value] + lost.map(String.init)).joined(separator: " ")
        }

        #expect(try await end(put("a", "07:00", score: 6), put("b", "08:00", score: 7)) == "7 a")
        #expect(
            try await end(
                put("c", "07:00", "sleep", score: 6),
                put("d", "06:00", "sleep", note: "slept badly")
            ) == "6"
        )
        #expect(
            try await end(
                put("e", "07:00", "energy", score: 6),
                put("f", "06:00", "energy", score: 8, base: "e"),
                put("g", "07:00", "energy", score: 7)
            ) == "8 g"
        )
        #expect(
            try await end(
                put("h", "06:00", "stress", score: 6),
                delete("i", "08:40", "stress", base: "h"),
                put("j", "07:50", "stress", score: 9, base: "h")
            ) == "deleted j"
        )
        #expect(
            try await end(
                put("k", "06:00", "focus", score: 3),
                delete("l", "07:40", "focus", base: "k"),
                put("m", "08:30", "focus", score: 4, base: "k")
            ) == "4 l"
        )
    }

    @Test func `a lost deletion deletes, even without the consent`() async throws {
        let world = try await cast()
        let phone = Device(of: .anna, in: world)
        _ = try await phone.sync([
            put("a", "06:00", score: 6), delete("b", "07:00", base: "a"),
            put("c", "08:00", score: 4, base: "a"),
        ])
        let lost = try #require(try await open(world).first)
        #expect(lost["lost"]?["deleted"] == true && lost["lost"]?["score"] == nil)
        try await world.consent(.anna, to: "diary", granted: false)

        let restored = try await restore(lost, world)

        #expect(restored.status == 200 && restored["deleted"] == true, "\(restored)")
    }

    @Test func `restoring a value needs the consent, and its owner`() async throws {
        let world = try await cast()
        let phone = Device(of: .anna, in: world)
        _ = try await phone.sync([put("a", "06:00", score: 6), put("b", "07:00", score: 4)])
        let lost = try #require(try await open(world).first)
        let id = try #require(lost["id"]?.stringValue)

        #expect(try await world.as(.carla).post("\(conflicts)/\(id)/restore").status == 404)
        try await world.consent(.anna, to: "diary", granted: false)
        let refused = try await restore(lost, world)
        #expect(refused.status == 403 && refused["code"] == "consent_required", "\(refused)")
    }

    @Test func `a conflict ends when a device has seen the lost value, or after thirty days`() async throws {
        let world = try await cast()
        let phone = Device(of: .anna, in: world)
        _ = try await phone.sync([
            put("a", "06:00", score: 6), put("b", "07:00", score: 4),
            put("c", "06:00", "sleep", score: 6), put("d", "07:00", "sleep", score: 4),
        ])
        #expect(try await open(world).count == 2)

        _ = try await phone.sync([put("e", "08:00", score: 5, base: "b+a")])
        #expect(try await open(world, "superseded").map { $0["lost"]?["op_id"] } == ["test-op-a"])

        world.clock.advance(by: .days(31))
        #expect(try await open(world) == [])
        let expired = try #require(try await open(world, "expired").first)
        #expect(expired["state"] == "expired" && expired["lost"]?["score"] == nil, "\(expired)")
        #expect(try await restore(expired, world).status == 409)
        try await world.tick()
        #expect(try await world.number("SELECT COUNT(*) FROM log_conflict WHERE state = 'expired'") == 1)
    }

    @Test func `a nightly job deletes a copy on the adjacent date, which can be restored`() async throws {
        let world = try await cast()
        let phone = Device(of: .anna, in: world)
        // Written at 23:30 in Rome on the 20th; sent for the 21st as well.
        let at = "2026-11-20T22:30:00Z"
        _ = try await phone.sync([
            put("a", at, on: "2026-11-20", score: 6, note: "late"),
            put("b", at, on: "2026-11-21", score: 6, note: "late"),
            put("c", at, "sleep", on: "2026-11-20", score: 6),
            put("d", at, "sleep", on: "2026-11-21", score: 5),
        ])
        let cursor = try await phone.sync()["cursor"]
        let import7: JSONValue = ["domain": "focus", "local_date": "2026-11-20", "score": 3]
        let import8: JSONValue = ["domain": "focus", "local_date": "2026-11-21", "score": 3]
        _ = try await world.as(.anna).post(
            "/api/v1/wellness/logs/bulk",
            ["entries": [import7, import8]],
            headers: ["Idempotency-Key": "import"]
        )
        world.clock.advance(by: .days(1))
        try await world.tick()

        let changes = try await phone.sync(after: cursor)["changes"]?.arrayValue ?? []

        let gone = changes.filter { $0["deleted"] == true }
        #expect(
            gone.map { $0["local_date"] } == ["2026-11-21"] && gone.map { $0["domain"] } == ["mood"],
            "\(changes)"
        )
        #expect(
            try await world.entries(of: .anna).count == 5,
            "different values stay, and so do those written in bulk"
        )
        let lost = try #require(try await open(world).first)
        #expect(
            lost["kind"] == "reconciled" && lost["lost"]?["note"] == "late" && lost["lost"]?["score"] == 6
        )
        let restored = try await restore(lost, world)
        #expect(restored["note"] == "late" && restored["local_date"] == "2026-11-21", "\(restored)")
        world.clock.advance(by: .days(1))
        try await world.tick()
        #expect(try await world.entries(of: .anna).count == 6, "a restored entry stays")
    }
}
