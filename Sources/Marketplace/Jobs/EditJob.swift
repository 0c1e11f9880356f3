import Kernel
import Platform
import Store

/// An edit of a job by its customer; what providers read anew makes a new revision.
struct EditJob: Sendable {
    let changes: JobChanges
    let call: Call

    func run(on job: Job, _ tx: borrowing Tx) throws -> Job {
        try Quota.jobEditsADay.consume(as: call, tx)
        guard changes.needsOpenJob else { return try noted(job, tx) }
        guard job.status.isOpen else { return try job.advanced(by: .edit, as: call, tx) }
        var next = try changed(job, tx)
        let fields = next.changedFields(since: job) + (changes.files == nil ? [] : ["files"])
        if next.isRevised(since: job) || changes.files != nil { next.revision += 1 }
        let hits = next.mask(after: job)
        try ContactHits.add(hits, by: job.customer, in: job.id, region: next.region, tx)
        if let files = changes.files { try JobFiles.replace(files, of: job, tx) }
        return try next.advanced(by: .edit, as: call, fields: fields, tx)
    }

    private func changed(_ job: Job, _ tx: borrowing Tx) throws -> Job {
        var next = job
        next.service = changes.serviceId ?? job.service
        next.title = changes.title ?? job.title
        next.description = changes.description ?? job.description
        next.place = changes.point ?? job.place
        next.budgetMin = changes.budgetMinMinor.map { Int64($0.value) }.applied(to: job.budgetMin)
        next.budgetMax = changes.budgetMaxMinor.map { Int64($0.value) }.applied(to: job.budgetMax)
        if let window = changes.window { (next.windowFrom, next.windowUntil) = (window.from, window.until) }
        if let address = changes.address {
            next.address = try job.sealed(address, at: call.site, tx)
        }
        next.accessNote = try accessNote(of: job, tx)
        if next.place != job.place { next.region = try Region.of(next.place, at: "/point", tx).id }
        try check(next, since: job, tx)
        return next
    }

    private func check(_ next: Job, since job: Job, _ tx: borrowing Tx) throws {
        let window = changes.window
        var faults = window?.faults(at: "/window", now: tx.now, keeping: job.windowFrom) ?? []
        faults += Job.budgetFaults(next.budgetMin.map(Int.init), next.budgetMax.map(Int.init))
        faults += JobFiles.faults(changes.files)
        guard faults.isEmpty else { throw Problem(.invalid, faults: faults) }
        if next.service != job.service { try Job.demandApproved(next.service, tx) }
        guard let provider = job.provider, next.place != job.place || next.service != job.service else {
            return
        }
        guard try Job.isServed(by: provider, next.service, at: next.place, tx) else {
            throw Problem(.outOfReach)
        }
    }

    private func accessNote(of job: Job, _ tx: borrowing Tx) throws -> [UInt8]? {
        switch changes.accessNote {
        case .keep: job.accessNote
        case .clear: nil
        case .set(let note):
            try Job.sealedAccessNote.seal(note.rawValue.utf8, in: job.id, of: job.customer, at: call.site, tx)
        }
    }

    /// Only the access note changes, which is no move.
    private func noted(_ job: Job, _ tx: borrowing Tx) throws -> Job {
        guard changes.accessNote.isGiven else { return job }
        guard !job.status.isOver else { return try job.advanced(by: .edit, as: call, tx) }
        var next = job
        next.accessNote = try accessNote(of: job, tx)
        next.version += 1
        next.updatedAt = tx.now
        try tx.changeOne(
            """
            UPDATE market_job SET access_note = \(next.accessNote), updated_at = \(next.updatedAt), version = \(next.version)
             WHERE id = \(job.id) AND version = \(job.version)
            """
        )
        let state = job.status.rawValue
        let change = Transition(
            from: state,
            to: state,
            event: "note_access",
            reason: nil,
            fields: ["access_note"]
        )
        try History.record(change, of: Job.kind, job.id.cast(), by: call.actor, tx)
        return next
    }
}

extension Job {
    /// Whether service, place, window or text differ.
    fileprivate func isRevised(since job: Job) -> Bool {
        service != job.service || place != job.place || windowFrom != job.windowFrom
            || windowUntil != job.windowUntil || title != job.title || description != job.description
    }

    fileprivate func changedFields(since job: Job) -> [String] {
        let fields: [(String, Bool)] = [
            ("service_id", service != job.service), ("title", title != job.title),
            ("description", description != job.description), ("point", place != job.place),
            ("address", address != job.address), ("access_note", accessNote != job.accessNote),
            ("window", windowFrom != job.windowFrom || windowUntil != job.windowUntil),
            ("budget_min_minor", budgetMin != job.budgetMin),
            ("budget_max_minor", budgetMax != job.budgetMax),
        ]
        return fields.filter(\.1).map(\.0)
    }
}
