import Kernel
import Platform
import Store
import Web

/// The entries of the caller's own diary.
enum Logs {
    static let routes = rows.tagged("Diary")

    private static let bulkLimit = RateLimit("diary-bulk", 60, per: .minutes(1))

    // swift-format-ignore
    @RouteTable private static var rows: [Route] {
        //     path                     handler  needs
        Get   ("/wellness/logs",      list,    .diary, "List diary entries",
               details: "Newest local date first. Tombstones of deleted entries are left out unless `deleted` is true.")
        Post  ("/wellness/logs",      create,  .diary, "Add a diary entry",
               details: "Needs a score or a note, and the consent `diary`. Over the tombstone of a deleted entry it revives that entry under its id. A repetition with the same `Idempotency-Key` writes nothing and returns the entry as it is now.").upTo(bytes: 64 << 10).refuses(.logExists, .consentRequired)
        Get   ("/wellness/logs/{id}", show,    .diary, "Get a diary entry",
               details: "A deleted entry is returned as its tombstone.")
        Patch ("/wellness/logs/{id}", change,  .diary, "Update a diary entry",
               details: "Absent members stay as they are, null clears. Needs the consent `diary`; a score or a note must remain.").upTo(bytes: 64 << 10).refuses(.consentRequired, .stale)
        Delete("/wellness/logs/{id}", remove,  .diary, "Delete a diary entry",
               details: "Leaves a tombstone without score and note, for the caller's other devices. Needs no consent.").refuses(.stale)
        Post  ("/wellness/logs/bulk", bulk,    .diary, "Write diary entries in bulk",
               details: "Adds or updates up to 1,000 entries in their order, in one transaction; each is applied or refused on its own. Needs the consent `diary` and an `Idempotency-Key`, so that a repetition is answered with `duplicate`.").upTo(bytes: 1 << 20).limited(bulkLimit).refuses(.malformed, .consentRequired, .tooLarge)
    }

    private static let order = SortOrder<DiaryEntry>(
        .descending("local_date", \.key.date),
        .descending("id", \.id)
    )

    static func list(_ call: Call, filter: LogFilter, page: PageRequest) async throws -> Page<EntryView> {
        let me = try call.account
        let conditions: [SQL] = ["l.account_id = \(me)"] + (try filter.conditions())
        return try await call.db.read { tx in
            let entries: Page<DiaryEntry> = try tx.page(
                page,
                "SELECT \(DiaryEntry.columns) FROM wellness_log l WHERE \(SQL.all(conditions))",
                order: order
            )
            let reader = try EntryReader(of: me, at: call.site, tx)
            return try entries.map(reader.view)
        }
    }

    static func show(_ call: Call, id: ID<DiaryEntry>) async throws -> Versioned<EntryView> {
        let me = try call.account
        return try await call.db.read { tx in
            let reader = try EntryReader(of: me, at: call.site, tx)
            return try versioned(reader.view(DiaryEntry.find(id, of: me, tx)))
        }
    }

    static func create(_ call: Call, names: OpNames, body: NewLog) async throws -> Created<EntryView> {
        let (me, name) = (try call.account, names.id(0, call.now))
        return try await call.db.write { tx in
            try Consent.require(.diary, of: me, tx)
            let desk = try LockedDiary(of: me, at: call.site, tx)
            let op = body.op(name, at: tx.now, in: try desk.zone(tx))
            let view = try desk.written(by: name, tx) ?? desk.write(op, overTombstoneOnly: true, tx)
            return Created(view, at: "/wellness/logs/\(view.id)", version: view.version)
        }
    }

    static func change(
        _ call: Call,
        id: ID<DiaryEntry>,
        match: IfMatch?,
        names: OpNames,
        changes: LogChanges
    ) async throws -> Versioned<EntryView> {
        let (me, name) = (try call.account, names.id(0, call.now))
        return try await call.db.write { tx in
            let desk = try LockedDiary(of: me, at: call.site, tx)
            let present = try desk.view(id, tx)
            try Consent.require(.diary, of: me, tx)
            if let written = try desk.written(by: name, tx) { return versioned(written) }
            try match?.check(present.version)
            guard let put = try changes.put(on: present) else { return versioned(present) }
            let op = DiaryOp(
                id: name,
                key: EntryKey(domain: present.domain, date: present.localDate),
                zone: changes.zone ?? present.zone,
                device: DiaryOp.server,
                at: tx.now,
                change: .put(put)
            )
            return versioned(try desk.write(op, tx))
        }
    }

    static func remove(
        _ call: Call,
        id: ID<DiaryEntry>,
        match: IfMatch?,
        names: OpNames
    ) async throws -> NoContent {
        let (me, name) = (try call.account, names.id(0, call.now))
        return try await call.db.write { tx in
            let desk = try LockedDiary(of: me, at: call.site, tx)
            let present = try desk.view(id, tx)
            if try desk.written(by: name, tx) != nil { return NoContent() }
            try match?.check(present.version)
            guard !present.deleted else { return NoContent() }
            let op = DiaryOp(
                id: name,
                key: EntryKey(domain: present.domain, date: present.localDate),
                zone: present.zone,
                device: DiaryOp.server,
                at: tx.now,
                change: .delete
            )
            _ = try desk.write(op, tx)
            return NoContent()
        }
    }

    static func bulk(_ call: Call, keyed: KeyedOpNames, body: OfferedLogs) async throws -> BulkLogsView {
        let me = try call.account
        return try await call.db.write { tx in
            try Consent.require(.diary, of: me, tx)
            let desk = try LockedDiary(of: me, at: call.site, tx)
            return try body.write(keyed.names, at: desk, in: call.languages, tx)
        }
    }

    private static func versioned(_ view: EntryView) -> Versioned<EntryView> {
        Versioned(view, version: view.version)
    }
}
