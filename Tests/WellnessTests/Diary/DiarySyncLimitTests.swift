import Kernel
import Store
import TestKit
import Testing

@testable import Wellness

/// The limits of a sync, and the states in which it is refused.
@Suite struct DiarySyncLimitTests {
    @Test func `changes come five hundred at a time, and none is skipped`() async throws {
        let world = try await cast()
        let phone = Device(of: .anna, in: world)
        let days = (0..<130).map { day(Device.today) + -$0 }
        let domains = ["sleep", "mood", "energy", "nutrition", "connection"]
        let ops = days.flatMap { day in
            domains.map { put("\($0)-\(day)", "\(day)T08:00:00Z", $0, on: "\(day)", score: 5) }
        }
        let sent = try await phone.sync(ops)
        #expect(sent["has_more"] == true && sent["changes"]?.arrayValue?.count == 500)

        var seen: [Int64] = []
        var cursor: JSONValue?
        var pages = 0
        repeat {
            let page = try await phone.sync(after: cursor)
            seen += (page["changes"]?.arrayValue ?? []).compactMap { $0["seq"]?.integerValue }
            cursor = page["cursor"]
            pages += 1
            if page["has_more"] == false { break }
        } while pages < 5

        #expect(pages == 2 && seen == Array(1...650))
    }

    @Test func `a cursor that is too old ends, and nothing is applied`() async throws {
        let world = try await cast()
        let phone = Device(of: .anna, in: world)
        let cursor = try await phone.sync([put("a", score: 6)])["cursor"]
        world.clock.advance(by: .days(399))
        #expect(try await phone.sync(after: cursor).status == 200)
        world.clock.advance(by: .days(2))

        let op = delete("b", world.clock.now.description)
        let answer = try await phone.sync([op], after: cursor)

        #expect(answer.status == 410 && answer["code"] == "cursor_expired", "\(answer)")
        #expect(try await phone.sync(after: cursor).status == 410)
        #expect(try await world.number("SELECT COUNT(*) FROM log_op") == 1)
        let foreign = try await Device(of: .carla, in: world).sync(after: cursor)
        #expect(foreign.status == 410 || foreign["changes"] == [], "\(foreign)")
        let broken = try await phone.sync(after: "nonsense")
        #expect(broken.status == 422 && broken.faults == ["/cursor": "invalid_cursor"], "\(broken)")
    }

    @Test func `no more than 1,000 ops and 1 MiB at once`() async throws {
        let world = try await cast()
        let phone = Device(of: .anna, in: world)

        let many = try await phone.sync(Array(repeating: 1, count: 10_000))
        let large = try await phone.sync([.string(String(repeating: "x", count: 1 << 20))])
        let malformed = try await world.as(.anna).send(
            "POST",
            "/api/v1/wellness/sync",
            bytes: Array("{".utf8),
            type: "application/json"
        )

        #expect(many.status == 413 && many["code"] == "too_large" && many["limit"] == 1_000, "\(many)")
        #expect(large.status == 413 && large["limit"]?.integerValue == 1 << 20, "\(large)")
        #expect(malformed.status == 400)
        #expect(try await world.diaryRows() == 0)
    }

    @Test func `no more than 60 syncs/min`() async throws {
        let world = try await cast(limits: true)
        let phone = Device(of: .anna, in: world)

        _ = try await world.token(of: .anna)

        let answers = try await world.atOnce(61) { _ in try await phone.sync() }

        #expect(answers.statuses == [200: 60, 429: 1], "\(answers.statuses)")
        #expect(answers.contains { $0.header("Retry-After") != nil })
    }

    @Test func `without the consent puts are refused one by one`() async throws {
        let world = try await cast()
        let phone = Device(of: .anna, in: world)
        #expect(try await phone.outcomes(put("a", score: 6)) == ["applied"])
        try await world.consent(.anna, to: "diary", granted: false)

        let outcomes = try await phone.outcomes(put("b", score: 7), delete("c", "08:30", base: "a"))

        #expect(outcomes == ["refused consent_required ", "applied"])
        #expect(try await phone.sync()["changes"]?[0]?["deleted"] == true)
    }

    @Test func `a domain that is retired between two syncs takes no more`() async throws {
        let world = try await cast()
        let phone = Device(of: .anna, in: world)
        let plan: JSONValue = [
            "since": "2026-11-24", "name": ["en": "Mood", "it": "Umore"], "lo": 1, "hi": 10, "step": 1,
            "direction": "up", "weight": 1, "threshold": 60, "bands": ["amber": 40, "green": 70],
            "position": 2,
            "retired": true,
        ]
        #expect(try await phone.outcomes(put("a", score: 6)) == ["applied"])
        #expect(try await world.as(.elena).put("/api/v1/admin/wellness/domains/mood", plan).status == 200)
        world.clock.advance(by: .days(3))

        let outcomes = try await phone.outcomes(
            put("b", "2026-11-24T08:00:00Z", on: "2026-11-24", score: 6),
            put("c", "2026-11-23T08:00:00Z", on: "2026-11-23", score: 6),
            delete("d", "2026-11-24T08:00:00Z", base: "a")
        )

        #expect(outcomes == ["refused log.unknown_domain /domain", "applied", "applied"])
    }
}
