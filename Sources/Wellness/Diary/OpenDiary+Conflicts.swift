import Kernel
import Platform
import Store

extension OpenDiary {
    /// Opens and closes the conflicts of the entries that have new ops.
    func judge(_ tx: borrowing Tx) throws {
        let keys = Set(merge.accepted.map(\.key))
        let recorded = try StoredConflict.list(of: keys.compactMap { entries[$0]?.id }, tx)
        let byLog = Dictionary(grouping: recorded, by: \.log)
        let seen = Set(merge.accepted.flatMap(\.op.bases))
        var opened: [LostRegisters] = []
        var superseded: [String] = []
        for key in keys {
            guard let history = merge.histories[key], let log = entries[key]?.id else { continue }
            let former = byLog[log, default: []]
            // The nightly deletion of a copy had the copy as its base, so only later ops count.
            let copies = former.filter { $0.kind == .reconciled && $0.state == .open }
            superseded += copies.map(\.op).filter(seen.contains)
            let overwritten = former.filter { $0.kind == .overwritten }
            let states = Dictionary(overwritten.map { ($0.op, $0.state(at: tx.now)) }) { first, _ in first }
            let open = Dictionary(
                overwritten.filter { $0.state == .open }.map { ($0.op, $0) },
                uniquingKeysWith: { first, _ in first }
            )
            let changes = ConflictChanges(history, recorded: states)
            superseded += changes.superseded
            opened += changes.opened.map { $0.registers(of: log) }.filter { lost in
                open[lost.op].map { !$0.isOf(lost) } ?? true
            }
        }
        try StoredConflict.open(opened, of: account, tx)
        try StoredConflict.move(superseded, of: account, to: .superseded, tx)
    }
}

extension EntryConflict {
    fileprivate func registers(of log: ID<DiaryEntry>) -> LostRegisters {
        LostRegisters(
            log: log,
            op: op.id,
            kind: .overwritten,
            score: score.isNamed,
            note: note.isNamed
        )
    }
}
