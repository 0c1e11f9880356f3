import Kernel
import Store
import TestKit
import Testing

@testable import Wellness

@Suite struct DiarySyncTests {
    @Test func `devices see each other's changes`() async throws {
        let world = try await cast()
        let (phone, tablet) = (Device("phone", of: .anna, in: world), Device("tablet", of: .anna, in: world))

        let first = try await phone.sync([put("a", score: 6, note: "calm", payload: ["taps": 3])])

        #expect(first.status == 200 && first["clock_skew"] == 0 && first["has_more"] == false, "\(first)")
        let result = try #require(first["results"]?[0])
        #expect(result["op_id"] == "test-op-a" && result["status"] == "applied")
        #expect(result["stamp"] == .string("\(Device.today)T08:00:00Z"))
        let seen = try await tablet.sync()
        let entry = try #require(seen["changes"]?[0])
        #expect(entry["id"] == result["id"] && entry["base"] == "test-op-a" && entry["seq"] == 1)
        #expect(entry["note"] == "calm" && entry["payload"] == ["taps": 3] && entry["zone"] == "Europe/Rome")

        let edited = try await tablet.sync([put("b", "08:30", score: 7, base: "a")], after: seen["cursor"])
        #expect(
            edited["changes"]?[0]?["base"] == "test-op-b+test-op-a",
            "score and note have ops of their own"
        )
        let told = try await phone.sync(after: first["cursor"])
        #expect(told["changes"]?.arrayValue?.map { $0["score"] } == [7], "\(told)")
        #expect(try await phone.sync(after: told["cursor"])["changes"] == [])
        #expect(try await world.as(.anna).get("/api/v1/wellness/conflicts")["data"] == [])
    }

    @Test func `a bad op blocks none`() async throws {
        let world = try await cast()
        let long = JSONValue.string(String(repeating: "n", count: 2_001))
        let phone = Device(of: .anna, in: world)

        let outcomes = try await phone.outcomes(
            put("a", score: 6),
            put("b", score: 11),
            put("c", "08:00", "movement", score: 7),
            put("d", on: "2026-11-23", score: 7),
            put("e", on: "2026-10-01", score: 7),
            put("f", "08:00", "luck", score: 7),
            put("g", score: 7, base: "unknown"),
            put("h"),
            put("i", note: "n", payload: ["a": 1]),
            put("j", score: 7, zone: "Mars/Olympus"),
            put("k", note: long),
            put("l", score: 7, payload: ["p": .string(String(repeating: "p", count: 4_096))]),
            put("m", score: "seven"),
            put("spaces are not allowed", score: 7),
            put("o", on: "2026-02-30", score: 7),
            ["op_id": "test-op-p"],
            12,
            put("q", "09:00", score: 8),
            put("a", score: 9)
        )

        #expect(
            outcomes == [
                "applied", "refused log.out_of_range /score", "refused log.off_step /score",
                "refused log.future_date /local_date", "refused log.too_old /local_date",
                "refused log.unknown_domain /domain", "refused log.unknown_base /base_op",
                "refused log.empty ",
                "refused log.payload_alone /payload", "refused unknown_time_zone /zone",
                "refused too_long /note",
                "refused too_long /payload", "refused wrong_type /score", "refused not_accepted /op_id",
                "refused invalid_date /local_date", "refused required /kind", "refused wrong_type ",
                "applied",
                "duplicate",
            ]
        )
        #expect(try await world.entries(of: .anna).map { $0["score"] } == [8])
        #expect(try await world.number("SELECT COUNT(*) FROM log_op") == 2, "a refused op leaves no trace")
        #expect(
            try await phone.outcomes(put("b", "09:30", score: 10)) == ["applied"],
            "its id may come again"
        )
    }

    @Test func `a known op repeats its first outcome`() async throws {
        let world = try await cast()
        let phone = Device(of: .anna, in: world)
        let first = try await phone.sync([put("a", "08:00", score: 6), put("b", "07:00", score: 5)])

        let again = try await phone.sync([put("b", score: 1), put("a", score: 1)])

        #expect(first["results"]?.arrayValue?.map { $0["status"] } == ["applied", "superseded"])
        let results = try #require(again["results"]?.arrayValue)
        #expect(results.map { $0["status"] } == ["duplicate", "duplicate"])
        #expect(results.map { $0["first"] } == ["superseded", "applied"])
        #expect(results[0]["id"] == first["results"]?[0]?["id"] && results[0]["stamp"] == nil)
        #expect(try await world.entries(of: .anna).map { $0["score"] } == [6])
    }

    @Test func `clocks that are wrong are corrected`() async throws {
        let world = try await cast()
        let phone = Device(of: .anna, in: world)
        let now = world.clock.now
        let thirty = Duration.days(30 * 365)

        let future = try await phone.sync(
            [put("a", (now + thirty - .minutes(10)).description, score: 6)],
            clock: now + thirty
        )
        let past = try await phone.sync(
            [put("b", (now - thirty - .minutes(5)).description, score: 7)],
            clock: now - thirty
        )
        let ahead = try await phone.sync([put("c", "23:00", "sleep", score: 7)])
        let slightly = try await phone.sync(clock: now - .seconds(119))

        #expect(future["results"]?[0]?["status"] == "applied", "\(future)")
        #expect(future["clock_skew"]?.integerValue == -thirty.components.seconds)
        #expect(
            past["results"]?[0]?["status"] == "applied"
                && past["clock_skew"]?.integerValue == thirty.components.seconds
        )
        #expect(try await world.entries(of: .anna).first { $0["domain"] == "mood" }?["score"] == 7)
        let stamp = try #require(ahead["results"]?[0]?["stamp"]?.stringValue.flatMap { Instant($0) })
        #expect(stamp <= world.clock.now, "nothing is written later than it came")
        #expect(slightly["clock_skew"] == 0)
    }

    @Test func `times at the ends of the calendar do no harm`() async throws {
        let world = try await cast()
        let phone = Device(of: .anna, in: world)
        let last = try #require(Instant("9999-12-31T23:59:59Z"))

        let far = try await phone.sync(
            [
                delete("a", "0000-01-01T00:00:00Z"), put("b", "0000-01-01T00:00:00Z", score: 7),
                delete("d", on: "0000-01-01"), delete("e", on: "1969-12-31"),
            ],
            clock: last
        )

        #expect(
            far["results"]?.arrayValue?.map { $0["status"] } == ["applied", "refused", "refused", "refused"],
            "\(far)"
        )
        let near = try await phone.sync(
            [delete("c", "9999-12-31T23:59:59Z")],
            clock: Instant("0000-01-01T00:00:00Z")
        )
        #expect(near["results"]?[0]?["status"] == "applied", "\(near)")
    }

    @Test func `a put is as old as its writing, and deletions always pass`() async throws {
        let world = try await cast()
        let phone = Device(of: .anna, in: world)

        let outcomes = try await phone.outcomes(
            put("a", "2026-01-10T20:00:00Z", on: "2026-01-10", score: 6),
            put("b", "2025-09-10T20:00:00Z", on: "2025-09-10", score: 6),
            delete("c", "2025-09-10T20:00:00Z", on: "2025-09-10")
        )

        #expect(outcomes == ["applied", "refused log.too_old /local_date", "applied"])
    }
}
