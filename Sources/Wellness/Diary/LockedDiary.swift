import Kernel
import Platform
import Store

/// A diary under its lock, where the server writes ops of its own for single and bulk writes.
struct LockedDiary: Sendable {
    let head: DiaryHead
    let domains: DomainTable
    let site: Site

    var account: ID<Account> { head.account }

    init(of account: ID<Account>, at site: Site, _ tx: borrowing Tx) throws {
        head = try DiaryHead.locked(of: account, tx)
        domains = try DiaryDomain.table(tx)
        self.site = site
    }

    /// The person's own zone.
    func zone(_ tx: borrowing Tx) throws -> Zone { try PersonZone.of(account, at: site, tx) }

    func view(_ id: ID<DiaryEntry>, _ tx: borrowing Tx) throws -> EntryView {
        try reader(tx).view(DiaryEntry.find(id, of: account, tx))
    }

    /// The entry as it is, when an op of this id has been accepted before.
    func written(by name: String, _ tx: borrowing Tx) throws -> EntryView? {
        try DiaryEntry.written(by: name, of: account, tx).map { try reader(tx).view($0) }
    }

    /// The diary, opened for these ops at this moment.
    func open(_ keys: [EntryKey], _ ops: [String], _ tx: borrowing Tx) throws -> OpenDiary {
        let request = SyncRequest(received: tx.now, clientNow: tx.now, domains: domains)
        return try OpenDiary(head, request, keys, ops, at: site, tx)
    }

    /// Makes one op of the server's own, and returns the entry after it.
    func write(_ op: DiaryOp, overTombstoneOnly: Bool = false, _ tx: borrowing Tx) throws -> EntryView {
        var diary = try open([op.key], [op.id], tx)
        try diary.checkRoom(for: [op], at: site)
        let faults = diary.request.faults(of: op)
        guard faults.isEmpty else { throw Problem(.invalid, faults: faults) }
        if overTombstoneOnly, let entry = diary.entries[op.key], !entry.isDeleted {
            throw Problem(.logExists, extras: ["id": .string(entry.id.description)])
        }
        if case .refused(let fault) = diary.write(op).status { throw Problem(.invalid, faults: [fault]) }
        try diary.store(tx)
        guard let entry = diary.entries[op.key] else { throw Problem(.notFound) }
        return try EntryReader(domains, diary.key).view(entry)
    }

    private func reader(_ tx: borrowing Tx) throws -> EntryReader {
        EntryReader(domains, try PersonKey.find(account, at: site, tx))
    }
}
