import Kernel
import Testing

@testable import Wellness

@Suite struct SyncTests {
    @Test func `a known id repeats its first outcome, whatever it says now`() {
        var desk = DiaryDesk()
        _ = desk.send(.put("op-a", "11:00", score: .value(6)), .put("op-b", "10:00", score: .value(7)))
        let results = desk.send(.put("op-a", "11:30", score: .value(1)), .delete("op-b", "11:30"))
        #expect(results.map(\.text) == ["duplicate applied", "duplicate superseded"])
        #expect(desk.entry.score?.score == 6 && desk.entry.ops.count == 2 && desk.changed.isEmpty)
    }

    @Test func `a refused op leaves no trace and may come again`() {
        var desk = DiaryDesk()
        let early = desk.send(.put("op-b", "11:00", score: .value(7), base: "op-a"))
        #expect(early.map(\.text) == ["log.unknown_base /base_op"])
        #expect(desk.histories.isEmpty && early[0].stamp == nil)
        let results = desk.send(
            .put("op-a", "10:00", score: .value(6)),
            .put("op-b", "11:00", score: .value(7), base: "op-a")
        )
        #expect(results.map(\.text) == ["applied", "applied"])
    }

    @Test func `a bad op blocks none, and a base of another entry is unknown`() {
        var desk = DiaryDesk()
        var other = DiaryOp.put("op-o", "09:00", score: .value(3))
        other.key.domain = "sleep"
        let results = desk.send(
            other,
            .put("op-a", "10:00", score: .value(6), base: "op-o"),
            .put("op-b", "10:00", score: .value(11)),
            .put("op-c", "10:00", score: .value(5), base: "op-o+"),
            .put("op-d", "10:00", score: .value(6))
        )
        #expect(
            results.map(\.text) == [
                "applied", "log.unknown_base /base_op", "log.out_of_range /score",
                "log.unknown_base /base_op",
                "applied",
            ]
        )
        #expect(desk.changed == [other.key, DiaryOp.today])
    }

    @Test func `the base of an entry may name two ops, and the later one counts`() {
        var desk = DiaryDesk()
        _ = desk.send(.put("op-a", "10:00", score: .value(6)), .put("op-b", "11:00", note: .value("x")))
        let results = desk.send(.put("op-c", "09:00", score: .value(8), base: desk.entry.base))
        #expect(results[0].stamp == instant("2026-03-10T11:00:00.001Z"))
        #expect(desk.entry.score?.score == 8 && desk.entry.conflicts.isEmpty)
    }

    @Test(
        arguments: [
            ("2026-03-10T15:00:00Z", "15:00", "2026-03-10T12:00:00Z"),
            ("2026-03-10T09:00:00Z", "08:00", "2026-03-10T11:00:00Z"),
            ("2026-03-10T12:02:00Z", "11:00", "2026-03-10T11:00:00Z"),
            ("2026-03-10T12:02:01Z", "11:00", "2026-03-10T10:57:59Z"),
            ("2026-03-10T12:00:00Z", "13:00", "2026-03-10T12:00:00Z"),
            ("2056-03-10T12:00:00Z", "11:00", "1996-03-10T11:00:00Z"),
        ]
    )
    func `a clock more than two minutes off is corrected, and nothing is written after its arrival`(
        clientNow: String,
        time: String,
        stamp: String
    ) {
        var desk = DiaryDesk()
        let request = SyncRequest(
            received: DiaryDesk.received,
            clientNow: instant(clientNow),
            domains: desk.domains
        )
        let op = DiaryOp.delete("op-a", time)
        let isNear = abs((request.received - instant(clientNow)).micros) < Duration.days(400).micros

        #expect(!isNear || request.corrected(op.at) == instant(stamp))
        #expect(desk.send(op, clientNow: instant(clientNow))[0].text == "applied", "deletes always pass")
        let put = desk.send(.put("op-b", time, score: .value(3)), clientNow: instant(clientNow))
        #expect(put[0].text == (isNear ? "applied" : "log.too_old /local_date"))
    }

    @Test func `age counts from the writing`() {
        func text(_ date: String, written: String, zone: Zone = .utc) -> String {
            var desk = DiaryDesk()
            var op = DiaryOp.put("op-a", "10:00", score: .value(6))
            (op.key.date, op.at, op.zone) = (day(date), instant(written), zone)
            return desk.send(op)[0].text
        }
        #expect(text("2026-02-08", written: "2026-03-10T10:00:00Z") == "applied")
        #expect(text("2026-02-07", written: "2026-03-10T10:00:00Z") == "log.too_old /local_date")
        #expect(text("2026-02-07", written: "2026-03-09T10:00:00Z") == "applied")
        #expect(
            text("2026-02-07", written: "2026-03-10T02:00:00Z", zone: Zone("Pacific/Honolulu") ?? .utc)
                == "applied"
        )
        #expect(text("2025-02-04", written: "2025-02-05T10:00:00Z") == "applied")
        #expect(text("2025-02-03", written: "2025-02-03T10:00:00Z") == "log.too_old /local_date")
        #expect(text("2025-02-03", written: "2025-02-03T12:00:00Z") == "applied", "400 days to the second")
        #expect(text("2026-03-11", written: "2026-03-10T10:00:00Z") == "applied")
        #expect(text("2026-03-12", written: "2026-03-10T10:00:00Z") == "log.future_date /local_date")
    }

    @Test func `each fault has its code`() {
        var desk = DiaryDesk()
        func text(_ put: DiaryOp.Put, in domain: String = "mood") -> String {
            var op = DiaryOp.put("op-a", "10:00")
            (op.change, op.key.domain) = (.put(put), domain)
            return desk.send(op)[0].text
        }
        #expect(text(.init(score: .value(7)), in: "movement") == "log.off_step /score")
        #expect(text(.init(score: .value(125)), in: "movement") == "log.out_of_range /score")
        #expect(text(.init(score: .value(7)), in: "luck") == "log.unknown_domain /domain")
        #expect(text(.init()) == "log.empty ")
        #expect(text(.init(payload: .value(["a": 1]))) == "log.payload_alone /payload")
        #expect(text(.init(score: .null, payload: .value(["a": 1]))) == "log.payload_alone /payload")
        #expect(text(.init(payload: .null, note: .value("x"))) == "log.payload_alone /payload")
        #expect(text(.init(score: .value(5), payload: .value(["a": 1]))) == "applied")
        #expect(desk.entry.score == EntryScore(score: 5, payload: ["a": 1]))
    }

    @Test func `without consent only deletes pass`() {
        var desk = DiaryDesk()
        _ = desk.send(.put("op-a", "10:00", score: .value(6)))
        desk.hasConsent = false
        let results = desk.send(.put("op-b", "11:00", score: .value(7)), .delete("op-c", "11:00"))
        #expect(results.map(\.text) == ["consent_required ", "applied"])
        #expect(desk.entry.isTombstone)
    }

    @Test func `a domain that was retired between two requests`() {
        var desk = DiaryDesk()
        _ = desk.send(.put("op-a", "10:00", score: .value(6)))
        var row = DiaryDomain.mood
        (row.since, row.isRetired) = (day("2026-03-09"), true)
        desk.domains = DomainTable([row])
        let results = desk.send(.put("op-b", "11:00", score: .value(7)), .delete("op-c", "11:00"))
        #expect(results.map(\.text) == ["log.unknown_domain /domain", "applied"])
    }

    @Test func `clearing both registers leaves a tombstone that a put revives`() {
        var desk = DiaryDesk()
        _ = desk.send(.put("op-a", "10:00", score: .value(6), note: .value("x")))
        _ = desk.send(.put("op-b", "10:30", score: .null, note: .null, base: "op-a"))
        #expect(desk.entry.isTombstone && desk.entry.conflicts.isEmpty)
        _ = desk.send(.put("op-c", "11:00", note: .value("y"), base: "op-b"))
        #expect(!desk.entry.isTombstone && desk.entry.score == nil && desk.entry.note == "y")
        #expect(desk.entry.zone == .utc)
    }
}
