import Kernel

/// An accepted op with its place in the order of the entry.
struct RecordedOp: Hashable, Sendable {
    var id: String
    /// The ids of the ops that its author had seen.
    var bases: [String]
    var device: String
    var zone: Zone
    /// The time of writing by the clock of the device.
    var at: Instant
    /// The corrected time, later than that of every base.
    var stamp: Instant
    var score = Written<EntryScore>.absent
    var note = Written<String>.absent

    var isDelete: Bool { score == .null && note == .null }

    /// The order of ops within one register: no two ops are equal in it.
    static func precedes(_ left: RecordedOp, _ right: RecordedOp) -> Bool {
        left.stamp != right.stamp
            ? left.stamp < right.stamp : left.id.utf8.lexicographicallyPrecedes(right.id.utf8)
    }
}

/// All accepted ops of one entry; everything about the entry follows from them, in whatever order they came.
struct EntryHistory: Sendable {
    let key: EntryKey
    private(set) var ops: [RecordedOp] = []
    /// The op that the score and its payload come from.
    private(set) var scoreOp: RecordedOp?
    /// The op that the note comes from.
    private(set) var noteOp: RecordedOp?

    init(_ key: EntryKey, _ ops: [RecordedOp] = []) {
        self.key = key
        ops.forEach { record($0) }
    }

    mutating func record(_ op: RecordedOp) {
        ops.append(op)
        if op.score.isNamed, scoreOp.map({ RecordedOp.precedes($0, op) }) ?? true { scoreOp = op }
        if op.note.isNamed, noteOp.map({ RecordedOp.precedes($0, op) }) ?? true { noteOp = op }
    }

    var score: EntryScore? { scoreOp?.score.value }
    var note: String? { noteOp?.note.value }
    var isTombstone: Bool { score == nil && note == nil }

    /// The ops of the registers, the one of the score first.
    var winners: [RecordedOp] {
        [scoreOp, noteOp == scoreOp ? nil : noteOp].compactMap { $0 }
    }

    /// The ids of the ops that the values come from: the base of the next op of a client that has seen them.
    var base: String { winners.map(\.id).joined(separator: "+") }

    /// The zone of the latest winner.
    var zone: Zone? { winners.max(by: RecordedOp.precedes)?.zone }

    func holds(_ id: String) -> Bool { scoreOp?.id == id || noteOp?.id == id }

    /// The accepted ops that a base names; nil when one of them is not of this entry.
    func ops(ofBase base: String) -> [RecordedOp]? {
        let ids = base.split(separator: "+", omittingEmptySubsequences: false).map(String.init)
        let found = ids.compactMap { id in ops.first { $0.id == id } }
        return found.count == ids.count ? found : nil
    }
}
