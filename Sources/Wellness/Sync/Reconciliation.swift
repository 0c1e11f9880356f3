import Kernel

/// An entry whose registers all come from one op of a device; the server writes many entries in one moment.
struct SingleWrite: Sendable {
    let key: EntryKey
    let op: RecordedOp
    /// The place of the entry in the order of the account's changes.
    let seq: Int

    init?(_ history: EntryHistory, seq: Int) {
        guard !history.isTombstone, history.winners.count == 1, let op = history.winners.first,
            op.device != DiaryOp.server
        else { return nil }
        (key, self.op, self.seq) = (history.key, op, seq)
    }

    /// Whether the date is the one on the wall at the writing.
    fileprivate var isOfItsDate: Bool { op.zone.civil(op.at).date == key.date }

    fileprivate func isCopy(of other: SingleWrite) -> Bool {
        key.domain == other.key.domain && abs(key.date - other.key.date) == 1
            && op.device == other.op.device && op.at == other.op.at
            && op.score == other.op.score && op.note == other.op.note
    }
}

enum Reconciliation {
    /// The entries to delete: copies of one writing on the date before or after its own.
    ///
    /// Of two entries the one of the date on the wall stays; of two that both are or are not, the earlier change.
    static func copies(among writes: [SingleWrite]) -> [EntryKey] {
        var copies: Set<EntryKey> = []
        for (one, other) in pairs(writes) where !copies.contains(one.key) && !copies.contains(other.key) {
            let stays = one.isOfItsDate != other.isOfItsDate ? one.isOfItsDate : one.seq < other.seq
            copies.insert(stays ? other.key : one.key)
        }
        return copies.sorted { ($0.domain, $0.date) < ($1.domain, $1.date) }
    }

    /// The copies of each other, by their dates.
    private static func pairs(_ writes: [SingleWrite]) -> [(SingleWrite, SingleWrite)] {
        let byKey = Dictionary(writes.map { ($0.key, $0) }) { first, _ in first }
        return writes.sorted { ($0.key.domain, $0.key.date) < ($1.key.domain, $1.key.date) }.compactMap {
            one in
            let next = EntryKey(domain: one.key.domain, date: one.key.date + 1)
            guard let other = byKey[next], one.isCopy(of: other) else { return nil }
            return (one, other)
        }
    }
}
