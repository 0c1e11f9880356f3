import Kernel
import Store
import Web

/// The operations of administrators on sequences.
enum SequenceRoutes<Rules: SequenceRules> {
    // swift-format-ignore
    static var routes: [Route] {
        [
            Get  ("/admin/sequences",      list,   .sequenceManage, "List the sequences of messages", details: "Newest first, with the number of their runs."),
            Post ("/admin/sequences",      create, .sequenceManage, "Write a sequence of messages", details: "Its trigger starts a run for each event from its activation on. Each step reads the stop conditions, the preferences and the consents anew; unsubscribing ends the run.").idempotent.upTo(bytes: 32_768),
            Patch("/admin/sequences/{id}", change, .sequenceManage, "Change a sequence of messages", details: "Other steps, conditions or another category hold for new runs; runs under way keep theirs. While it is paused they wait.").upTo(bytes: 32_768).refuses(.illegalTransition, .stale),
        ].tagged("Notifications")
    }

    static func list(_ call: Call, page: PageRequest) async throws -> Page<SequenceView<Rules>> {
        try await call.db.read { tx in
            let found: Page<NoticeSequence> = try tx.page(
                page,
                "SELECT \(NoticeSequence.columns) FROM \(NoticeSequence.source)",
                order: SortOrder(.descending("id", \.id))
            )
            return try found.map { try SequenceView($0, tx) }
        }
    }

    static func create(
        _ call: Call,
        body: NewSequence<Rules>
    ) async throws -> Created<SequenceView<Rules>> {
        let draft = try body.draft(call.site.product)
        return try await call.db.write { tx in
            let made = try NoticeSequence.insert(draft, tx)
            try Audit.record(
                SequenceAction.create,
                of: NoticeSequence.kind,
                made.id.cast(),
                by: call.actor,
                tx
            )
            let sequence = try made.reaching(body.state, as: call, tx)
            let view = try SequenceView<Rules>(sequence, tx)
            return Created(view, at: "/admin/sequences/\(sequence.id)", version: sequence.version)
        }
    }

    static func change(
        _ call: Call,
        id: ID<NoticeSequence>,
        match: IfMatch?,
        body: SequenceChanges<Rules>
    ) async throws -> Versioned<SequenceView<Rules>> {
        try await call.db.write { tx in
            let present = try NoticeSequence.find(id, tx)
            try match?.check(present.version)
            let draft = try body.draft(of: present, call.site.product)
            let changed = try present.saving(draft, tx)
            try Audit.record(SequenceAction.change, of: NoticeSequence.kind, id.cast(), by: call.actor, tx)
            let sequence = try changed.reaching(body.state, as: call, tx)
            return Versioned(try SequenceView(sequence, tx), version: sequence.version)
        }
    }
}

extension NoticeSequence {
    /// The same where it is in that state already, or none is asked for.
    fileprivate func reaching(_ wanted: Status?, as call: Call, _ tx: borrowing Tx) throws -> NoticeSequence {
        guard let wanted, wanted != status else { return self }
        return try advanced(to: wanted, as: call, tx)
    }
}
