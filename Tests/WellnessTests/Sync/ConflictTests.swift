import Kernel
import Testing

@testable import Wellness

@Suite struct ConflictTests {
    private func desk() -> DiaryDesk {
        var desk = DiaryDesk()
        _ = desk.send(.put("op-a", "10:00", score: .value(6)), .put("op-b", "11:00", score: .value(7)))
        return desk
    }

    @Test func `a new conflict is opened, one that somebody has seen is superseded`() {
        var desk = desk()
        let first = ConflictChanges(desk.entry, recorded: [:])
        #expect(first.opened.map(\.op.id) == ["op-a"] && first.superseded.isEmpty)

        _ = desk.send(.put("op-c", "10:30", score: .value(2), base: "op-a"))
        let second = ConflictChanges(desk.entry, recorded: ["op-a": .open])
        #expect(second.superseded == ["op-a"] && second.opened.map(\.op.id) == ["op-c"])
    }

    @Test(arguments: [ConflictState.restored, .expired])
    func `a conflict that is over is not opened again`(state: ConflictState) {
        let changes = ConflictChanges(desk().entry, recorded: ["op-a": state])
        #expect(changes.opened.isEmpty && changes.superseded.isEmpty)
    }

    @Test func `a restoration writes the lost score over everything seen`() throws {
        var desk = desk()
        let conflict = try #require(desk.entry.conflicts.first)
        var op = DiaryOp.put("op-r", "09:00", base: desk.entry.base(restoring: conflict))
        op.change = conflict.restoration
        #expect(desk.send(op).map(\.text) == ["applied"])
        #expect(desk.entry.score?.score == 6 && desk.entry.conflicts.isEmpty)
        _ = desk.send(.put("op-s", "11:30", score: .value(1), base: "op-r"))
        #expect(desk.entry.conflicts.isEmpty)
    }

    @Test func `a restoration passes over the age of the entry`() throws {
        let desk = desk()
        let conflict = try #require(desk.entry.conflicts.first)
        let late = DiaryDesk.received + .days(40)
        let request = SyncRequest(received: late, clientNow: late, domains: desk.domains)
        var op = DiaryOp.put("op-r", "09:00", base: desk.entry.base(restoring: conflict))
        (op.change, op.at) = (conflict.restoration, late)
        #expect(throws: OpRefusal.self) { try request.check(op) }
        #expect(try request.recorded(op, in: desk.entry).score == .value(EntryScore(score: 6)))
    }

    @Test func `a lost deletion deletes, a lost note comes back without the score`() throws {
        var desk = DiaryDesk()
        _ = desk.send(
            .put("op-a", "10:00", score: .value(6), note: .value("x")),
            .delete("op-d", "10:30", base: "op-a"),
            .put("op-e", "11:00", score: .value(9), note: .value("y"), base: "op-a"),
            .put("op-n", "10:10", note: .value("z"))
        )
        let lost = desk.entry.conflicts
        #expect(lost.map(\.op.id) == ["op-n", "op-d"])
        #expect(lost.map(\.restoration) == [.put(.init(note: .value("z"))), .delete])
    }

    @Test func `a score is restored with its payload, and a cleared one is cleared`() throws {
        var desk = DiaryDesk()
        var op = DiaryOp.put("op-a", "10:00")
        op.change = .put(.init(score: .value(4), payload: .value(["hours": 7])))
        _ = desk.send(op, .put("op-b", "11:00", score: .value(7)), .put("op-c", "10:30", score: .null))
        let restored = desk.entry.conflicts.map(\.restoration)
        #expect(restored == [op.change, .put(.init(score: .null))])
    }
}

@Suite struct ReconciliationTests {
    /// One writing under the date of one zone.
    private func write(
        _ date: String,
        _ zone: Zone,
        score: Int = 6,
        device: String = "phone",
        seq: Int
    ) -> SingleWrite? {
        var op = RecordedOp(
            id: "op-\(seq)",
            bases: [],
            device: device,
            zone: zone,
            at: instant("2026-03-10T22:30:00Z"),
            stamp: instant("2026-03-10T22:30:00Z")
        )
        op.score = .value(EntryScore(score: score))
        return SingleWrite(EntryHistory(EntryKey(domain: "mood", date: day(date)), [op]), seq: seq)
    }

    private func copies(_ writes: SingleWrite?...) -> [String] {
        Reconciliation.copies(among: writes.compactMap { $0 }).map { "\($0.date)" }
    }

    @Test func `of one writing on two dates that of the wall stays`() {
        #expect(
            copies(write("2026-03-10", .utc, seq: 2), write("2026-03-11", .utc, seq: 1)) == ["2026-03-11"]
        )
        #expect(
            copies(write("2026-03-09", .utc, seq: 1), write("2026-03-10", .utc, seq: 2)) == ["2026-03-09"]
        )
        #expect(
            copies(write("2026-03-10", .utc, seq: 1), write("2026-03-11", .baghdad, seq: 2)) == ["2026-03-11"]
        )
    }

    @Test func `other values, devices and dates stay`() {
        #expect(copies(write("2026-03-10", .utc, seq: 1), write("2026-03-11", .utc, score: 7, seq: 2)) == [])
        #expect(
            copies(write("2026-03-10", .utc, seq: 1), write("2026-03-11", .utc, device: "tablet", seq: 2))
                == []
        )
        #expect(copies(write("2026-03-10", .utc, seq: 1), write("2026-03-12", .utc, seq: 2)) == [])
        #expect(copies() == [])
    }

    @Test func `an entry of two ops and a tombstone are no single writes`() {
        var desk = DiaryDesk()
        _ = desk.send(.put("op-a", "10:00", score: .value(6)), .put("op-b", "10:00", note: .value("x")))
        #expect(SingleWrite(desk.entry, seq: 1) == nil)
        _ = desk.send(.delete("op-c", "11:00", base: desk.entry.base))
        #expect(SingleWrite(desk.entry, seq: 1) == nil)
    }
}
