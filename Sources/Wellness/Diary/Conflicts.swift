import Kernel
import Platform
import Store
import Web

/// Lost values of the caller's diary, and their restoration.
enum Conflicts {
    static let routes = rows.tagged("Diary")

    // swift-format-ignore
    @RouteTable private static var rows: [Route] {
        Get ("/wellness/conflicts",              list,    .diary, "List diary conflicts",
             details: "Values that lost against a later write which had not seen them, newest first; without `state` only open conflicts. They can be restored for 30 days.")
        Post("/wellness/conflicts/{id}/restore", restore, .diary, "Restore a lost value",
             details: "Writes the lost score or note again, and leaves the other as it is; a lost deletion deletes the entry. Needs the consent `diary`, except for a deletion. Refused unless the conflict is open.").refuses(.illegalTransition, .consentRequired)
    }

    static func list(
        _ call: Call,
        filter: ConflictFilter,
        page: PageRequest
    ) async throws -> Page<ConflictView> {
        let me = try call.account
        return try await call.db.read { tx in
            let conflicts: Page<LostValue> = try tx.page(
                page,
                "\(LostValue.query) WHERE c.account_id = \(me) AND \((filter.state ?? .open).condition(at: tx.now))",
                order: SortOrder(.descending("conflict_id", \.conflict.id))
            )
            let key = try PersonKey.find(me, at: call.site, tx)
            return try conflicts.map { try ConflictView($0, with: key, at: tx.now) }
        }
    }

    static func restore(_ call: Call, id: ID<StoredConflict>, names: OpNames) async throws -> EntryView {
        let (me, name) = (try call.account, names.id(0, call.now))
        return try await call.db.write { tx in
            let desk = try LockedDiary(of: me, at: call.site, tx)
            let lost: LostValue = try tx.one(
                "\(LostValue.query) WHERE c.account_id = \(me) AND c.id = \(id)"
            )
            if let written = try desk.written(by: name, tx) { return written }
            let state = lost.conflict.state(at: tx.now)
            guard state == .open else {
                throw Problem(.illegalTransition, extras: ["state": .string(state.rawValue)])
            }
            if !lost.isDeletion { try Consent.require(.diary, of: me, tx) }
            return try desk.restore(lost, as: name, tx)
        }
    }
}

extension LockedDiary {
    /// Writes the lost values as a new op, which has seen the entry as it is and the op that lost.
    fileprivate func restore(_ lost: LostValue, as name: String, _ tx: borrowing Tx) throws -> EntryView {
        var diary = try open([lost.key], [name], tx)
        guard let history = diary.merge.histories[lost.key],
            let op = history.ops.first(where: { $0.id == lost.conflict.op })
        else { throw Problem(.notFound) }
        let conflict = EntryConflict(
            op: op,
            score: lost.conflict.losesScore ? op.score : .absent,
            note: lost.conflict.losesNote ? op.note : .absent
        )
        let restoration = DiaryOp(
            id: name,
            key: lost.key,
            zone: op.zone,
            device: DiaryOp.server,
            at: tx.now,
            base: history.base(restoring: conflict),
            change: conflict.restoration
        )
        try diary.checkRoom(for: [restoration], at: site)
        if case .refused(let fault) = diary.apply(restoration, isChecked: false).status {
            throw Problem(.invalid, faults: [fault])
        }
        try diary.store(tx)
        try StoredConflict.move([op.id], of: account, to: .restored, tx)
        guard let entry = diary.entries[lost.key] else { throw Problem(.notFound) }
        return try EntryReader(domains, diary.key).view(entry)
    }
}

extension ConflictState {
    /// The conflicts `c` in this state; a nightly job marks conflicts as expired later.
    fileprivate func condition(at now: Instant) -> SQL {
        switch self {
        case .open: "c.state = 'open' AND c.expires_at > \(now)"
        case .expired: "(c.state = 'expired' OR (c.state = 'open' AND c.expires_at <= \(now)))"
        case .restored, .superseded: "c.state = \(self)"
        }
    }
}

/// The filter of a list of conflicts.
struct ConflictFilter: Query {
    /// Only conflicts in this state; the open ones when absent.
    var state: ConflictState?
}
