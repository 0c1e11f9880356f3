import Kernel
import Testing

@testable import Wellness

/// The final values and the conflicts of an entry, whatever the order of arrival.
@Suite struct MergeTests {
    @Test func `a later score unseen by the first wins, the first is a conflict`() {
        var desk = DiaryDesk()
        let results = desk.send(
            .put("op-a", "10:00", score: .value(6)),
            .put("op-b", "11:00", score: .value(7))
        )
        #expect(results.map(\.text) == ["applied", "applied"])
        #expect(desk.entry.score?.score == 7 && desk.entry.base == "op-b")
        #expect(desk.entry.conflicts.map(\.op.id) == ["op-a"])
        #expect(desk.entry.conflicts[0].score == .value(EntryScore(score: 6)))
    }

    @Test func `a score and a note are two registers`() {
        var desk = DiaryDesk()
        let results = desk.send(
            .put("op-a", "10:00", score: .value(6)),
            .put("op-b", "09:50", note: .value("x"))
        )
        #expect(results.map(\.text) == ["applied", "applied"])
        #expect(desk.entry.score?.score == 6 && desk.entry.note == "x" && desk.entry.base == "op-a+op-b")
        #expect(desk.entry.conflicts.isEmpty)
    }

    @Test func `a clock that was set back does not undo a change of one's own`() {
        var desk = DiaryDesk()
        let results = desk.send(
            .put("op-a", "10:00", score: .value(6)),
            .put("op-c", "01:00", score: .value(8), base: "op-a"),
            .put("op-b", "10:00", score: .value(7))
        )
        #expect(results.map(\.text) == ["applied", "applied", "superseded"])
        #expect(results[1].stamp == instant("2026-03-10T10:00:00.001Z"))
        #expect(desk.entry.score?.score == 8 && desk.entry.conflicts.map(\.op.id) == ["op-b"])
    }

    @Test(arguments: [("10:50", "superseded", nil, "op-e"), ("11:50", "applied", 9, "op-d")])
    func `an edit against a deletion`(time: String, status: String, score: Int?, conflict: String) {
        var desk = DiaryDesk()
        let results = desk.send(
            .put("op-a", "10:00", score: .value(6)),
            .delete("op-d", "11:40", base: "op-a"),
            .put("op-e", time, score: .value(9), base: "op-a")
        )
        #expect(results.last?.text == status)
        #expect(desk.entry.score?.score == score && desk.entry.isTombstone == (score == nil))
        #expect(desk.entry.conflicts.map(\.op.id) == [conflict])
    }

    @Test func `equal values are no conflict`() {
        var desk = DiaryDesk()
        _ = desk.send(.put("op-a", "10:00", score: .value(6)), .put("op-b", "11:00", score: .value(6)))
        #expect(desk.entry.conflicts.isEmpty)
    }

    @Test func `three hundred sets of ops in every order`() throws {
        let cases = try Vectors.cases("merge")
        #expect(cases.count == 300)

        for vector in cases {
            let ops = (vector["ops"]?.elements ?? []).map(DiaryOp.init(vector:))
            for order in orders(of: ops) {
                var sync = DiarySync(SyncRequest(received: DiaryDesk.received), histories: [:], outcomes: [:])
                let results = sync.apply(order)
                let entry = try #require(sync.histories[DiaryOp.today])
                let lost = entry.conflicts.map { conflict in
                    [conflict.op.id] + (conflict.note.isNamed ? ["note"] : [])
                        + (conflict.score.isNamed ? ["score"] : [])
                }
                let expected = (vector["conflicts"]?.elements ?? []).map {
                    $0.elements.compactMap(\.stringValue)
                }
                #expect(results.allSatisfy { ["applied", "superseded"].contains($0.text) })
                #expect(entry.score?.score == vector["final"]?["score"]?.int)
                #expect(entry.note == vector["final"]?["note"]?.int.map { "\($0)" })
                #expect(Set(lost) == Set(expected), "\(vector.text)")
            }
        }
    }

    /// The orders in which every op comes after its base.
    private func orders(of ops: [DiaryOp]) -> [[DiaryOp]] {
        guard !ops.isEmpty else { return [[]] }
        let ids = Set(ops.map(\.id))
        return ops.filter { !ids.contains($0.base ?? "") }.flatMap { first in
            orders(of: ops.filter { $0.id != first.id }).map { [first] + $0 }
        }
    }
}

extension SyncRequest {
    fileprivate init(received: Instant) {
        self.init(
            received: received,
            clientNow: received,
            domains: .standard(since: day("2020-01-01"))
        )
    }
}

extension DiaryOp {
    fileprivate init(vector: JSONValue) {
        func written<Value>(_ name: String, _ make: (Int) -> Value) -> Written<Value> {
            guard let value = vector["fields"]?[name] else { return .absent }
            return value.int.map { .value(make($0)) } ?? .null
        }
        let put = Put(score: written("score") { $0 }, note: written("note") { "\($0)" })
        self.init(
            id: vector["id"]?.stringValue ?? "",
            key: DiaryOp.today,
            zone: .utc,
            device: "phone",
            at: instant("2026-03-10T10:00:00Z") + .milliseconds(vector["at"]?.int ?? 0),
            base: vector["base"]?.stringValue,
            change: vector["fields"] == .null ? .delete : .put(put)
        )
    }
}
