import Kernel

/// A value that its author set without knowing of the one that won.
struct EntryConflict: Hashable, Sendable {
    /// The op that lost.
    let op: RecordedOp
    /// The lost score, absent when the op lost none.
    let score: Written<EntryScore>
    /// The lost note, absent when the op lost none.
    let note: Written<String>

    /// The change that writes the lost values; a lost deletion deletes.
    var restoration: DiaryOp.Change {
        guard !op.isDelete else { return .delete }
        var put = DiaryOp.Put(note: note)
        switch score {
        case .absent: break
        case .null: put.score = .null
        case .value(let value):
            put.score = .value(value.score)
            put.payload = value.payload.map { .value($0) } ?? .absent
        }
        return .put(put)
    }
}

extension EntryHistory {
    /// The base of a restoration: everything that the entry shows, and the op that lost.
    func base(restoring conflict: EntryConflict) -> String {
        [base, conflict.op.id].joined(separator: "+")
    }
}

extension EntryHistory {
    /// The conflicts of the entry as it stands, judged on all of its ops.
    ///
    /// An op that another accepted one has as base was seen by somebody, so nothing of it is lost.
    var conflicts: [EntryConflict] {
        let seen = Set(ops.flatMap(\.bases))
        return ops.filter { !seen.contains($0.id) }.compactMap(conflict).sorted {
            RecordedOp.precedes($0.op, $1.op)
        }
    }

    private func conflict(of op: RecordedOp) -> EntryConflict? {
        let lostScore = op.id != scoreOp?.id && op.score.isNamed && op.score.value != score
        let lostNote = op.id != noteOp?.id && op.note.isNamed && op.note.value != note
        guard lostScore || lostNote else { return nil }
        return EntryConflict(
            op: op,
            score: lostScore ? op.score : .absent,
            note: lostNote ? op.note : .absent
        )
    }
}

/// The state of a conflict.
enum ConflictState: String, Codable, CaseIterable, Sendable {
    /// The lost values can be restored.
    case open
    /// The lost values were written again.
    case restored
    /// A later write had seen the lost values, or they are the entry's values again.
    case superseded
    /// Thirty days have passed.
    case expired
}

/// The difference between the conflicts of an entry and those on record.
struct ConflictChanges: Sendable {
    /// New conflicts, and conflicts on record whose lost values are others now.
    let opened: [EntryConflict]
    /// The losing ops of open conflicts that are none any more.
    let superseded: [String]

    /// `recorded` are the conflicts of the entry by their losing op.
    init(_ history: EntryHistory, recorded: [String: ConflictState]) {
        let conflicts = history.conflicts
        let ids = Set(conflicts.map(\.op.id))
        opened = conflicts.filter { [nil, .open, .superseded].contains(recorded[$0.op.id]) }
        superseded = recorded.filter { $0.value == .open && !ids.contains($0.key) }.keys.sorted()
    }
}
