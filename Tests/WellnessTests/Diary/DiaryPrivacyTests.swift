import Kernel
import Platform
import Store
import TestKit
import Testing

@testable import Wellness

@Suite struct DiaryPrivacyTests {
    private let marked = "zanzibar-marmalade"

    @Test func `notes and payloads are sealed`() async throws {
        let world = try await cast()
        _ = try await Device(of: .anna, in: world).sync([
            put("a", score: 6, note: .string(marked), payload: ["word": .string(marked)])
        ])

        let rows: [[UInt8]] = try await world.db.read { tx in
            try tx.values(
                """
                SELECT note FROM wellness_log UNION ALL SELECT payload FROM wellness_log
                 UNION ALL SELECT note FROM log_op UNION ALL SELECT payload FROM log_op
                """
            )
        }

        #expect(rows.count == 4)
        for row in rows { #expect(row.first == 1 && !String(decoding: row, as: UTF8.self).contains(marked)) }
    }

    @Test func `an erased account leaves nothing of its diary`() async throws {
        let world = try await cast()
        let phone = Device(of: .dario, in: world)
        _ = try await phone.sync([
            put("a", score: 6, note: "n"), put("b", "08:30", score: 7), delete("c", "08:40", "sleep"),
        ])
        #expect(try await world.diaryRows() > 4)

        let answer = try await world.as(.dario).delete(
            "/api/v1/users/me/account",
            ["password": .string(Person.demoPassword)]
        )

        #expect(answer.status == 204, "\(answer)")
        #expect(try await world.diaryRows() == 0)
    }

    @Test func `a diary goes thirty days after its consent, and its cursors with it`() async throws {
        let world = try await cast()
        let phone = Device(of: .anna, in: world)
        let cursor = try await phone.sync([put("a", score: 6)])["cursor"]
        try await world.consent(.anna, to: "diary", granted: false)
        world.clock.advance(by: .days(29))
        try await world.tick()
        #expect(try await world.diaryRows() > 0)

        world.clock.advance(by: .days(2))
        try await world.tick()

        #expect(try await world.diaryRows() == 0)
        #expect(try await phone.sync(after: cursor).status == 410)
        #expect(try await phone.sync()["changes"] == [])
    }

    @Test func `tombstones and former operations go after four hundred days`() async throws {
        let world = try await cast()
        let phone = Device(of: .anna, in: world)
        _ = try await phone.sync([
            put("a", "06:00", score: 6), put("b", "07:00", score: 7), put("c", "07:00", "sleep", score: 6),
            delete("d", "08:00", "sleep", base: "c"),
        ])
        world.clock.advance(by: .days(399))
        try await world.tick()
        #expect(try await world.number("SELECT COUNT(*) FROM log_op") == 4)

        world.clock.advance(by: .days(2))
        try await world.tick()

        #expect(try await world.number("SELECT COUNT(*) FROM wellness_log") == 1)
        #expect(
            try await world.db.read { tx in try tx.values("SELECT op_id FROM log_op", as: String.self) } == [
                "test-op-b"
            ]
        )
        #expect(try await world.number("SELECT ops FROM wellness_diary") == 1)
        #expect(try await world.number("SELECT COUNT(*) FROM log_conflict") == 0)
    }

    @Test func `a diary has a limit`() async throws {
        let world = try await cast()
        let phone = Device(of: .anna, in: world)
        _ = try await phone.sync([put("a", score: 6)])
        _ = try await world.db.write { tx in try tx.execute("UPDATE wellness_diary SET ops = 200000") }

        let answer = try await phone.sync([put("b", score: 6)])

        #expect(answer.status == 409 && answer["code"] == "quota_exceeded", "\(answer)")
        #expect(try await phone.outcomes(delete("c", "08:30", base: "a")) == ["applied"])
    }
}
