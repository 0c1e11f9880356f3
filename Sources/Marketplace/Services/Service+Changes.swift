import Kernel
import Platform
import Store

extension Service {
    /// The creator's change waits for its review, and joins one that waits already; an administrator's holds at once.
    func changed(by changes: ServiceChanges, as call: Call, _ tx: borrowing Tx) throws -> Service {
        if let category = changes.categoryId { try Category.demand(category, tx) }
        guard !call.actor.role.isStaff else { return try corrected(by: changes, as: call, tx) }
        try demandStable(changes, tx)
        var next = self
        (next.waitingSince, next.reason) = (tx.now, nil)
        guard status == .approved else {
            return try next.applying(changes.edit).advanced(by: .revise, as: call, tx)
        }
        next.edit = edit?.merging(changes.edit) ?? changes.edit
        return try next.advanced(by: .propose, as: call, tx)
    }

    private func corrected(
        by changes: ServiceChanges,
        as call: Call,
        _ tx: borrowing Tx
    ) throws -> Service {
        let reason = try changes.reason.demanded()
        let next = try applying(changes.edit)
            .advanced(by: .correct, as: call, reason: reason.rawValue, tx)
        try next.notifyCreator(.serviceChanged, reason, by: call.actor, tx)
        return next
    }

    /// Deletes what was never used, and archives everything else.
    func deleted(because given: Reason?, as call: Call, _ tx: borrowing Tx) throws {
        let isStaff = call.actor.role.isStaff
        let reason = try given.demanded(if: isStaff, at: "query/reason")
        if !isStaff, try isOfferedByOthers(tx) { throw Problem(.inUse) }
        guard try isUsed(tx) else {
            try tx.changeOne("DELETE FROM service WHERE id = \(id) AND version = \(version)")
            try Deadline.clear(of: Self.kind, id, tx)
            try Audit.record(ServiceAction.delete, of: Self.kind, id.cast(), by: call.actor, tx)
            return
        }
        var next = self
        (next.edit, next.waitingSince, next.reason) = (nil, nil, reason?.rawValue)
        let archived = try next.advanced(by: .archive, as: call, reason: reason?.rawValue, tx)
        try archived.notifyCreator(.serviceChanged, reason, by: call.actor, tx)
    }

    /// Accepts a new service, or the waiting change of an approved one.
    func approved(as call: Call, _ tx: borrowing Tx) throws -> Service {
        var next = status == .approved ? applying(edit ?? ServiceEdit()) : self
        (next.waitingSince, next.reason) = (nil, nil)
        // The guard looks at the edit, which the row loses only with the move.
        let event: Event = status == .approved ? .approveEdit : .approve
        let approved = try next.advanced(by: event, as: call, tx)
        try LSMLog.write(.service, id.cast(), in: region, event.rawValue, nil, by: call.actor, tx)
        try approved.notifyCreator(.serviceApproved, nil, by: call.actor, tx)
        return approved
    }

    func rejected(because reason: Reason, as call: Call, _ tx: borrowing Tx) throws -> Service {
        var next = self
        (next.waitingSince, next.reason) = (nil, reason.rawValue)
        let event: Event = status == .approved ? .rejectEdit : .reject
        let rejected = try next.advanced(by: event, as: call, reason: reason.rawValue, tx)
        try LSMLog.write(.service, id.cast(), in: region, event.rawValue, reason.rawValue, by: call.actor, tx)
        try rejected.notifyCreator(.serviceRejected, reason, by: call.actor, tx)
        return rejected
    }

    /// While others offer it, what their prices mean does not change.
    private func demandStable(_ changes: ServiceChanges, _ tx: borrowing Tx) throws {
        let isMoved = changes.categoryId.map { $0 != category } ?? false
        let isRepriced = changes.unit.map { $0 != unit } ?? false
        if isMoved || isRepriced, try isOfferedByOthers(tx) { throw Problem(.inUse) }
    }

    private func applying(_ edit: ServiceEdit) -> Service {
        var next = self
        next.category = edit.categoryId ?? category
        next.name = edit.name ?? name
        next.description = edit.description ?? description
        next.unit = edit.unit ?? unit
        return next
    }

    private func notifyCreator(
        _ template: NoticeTemplate,
        _ reason: Reason?,
        by actor: Actor,
        _ tx: borrowing Tx
    ) throws {
        guard let creator else { return }
        let account = try Provider.find(creator, tx).account
        guard account != actor.account else { return }
        try MarketNotice.notify(
            template,
            [account],
            about: (Self.kind, id.cast()),
            ["service": name.rawValue, "reason": reason?.rawValue ?? ""],
            tx
        )
    }
}

extension ServiceEdit {
    /// Both changes, the later one where they touch the same member.
    func merging(_ later: ServiceEdit) -> ServiceEdit {
        ServiceEdit(
            categoryId: later.categoryId ?? categoryId,
            name: later.name ?? name,
            description: later.description ?? description,
            unit: later.unit ?? unit
        )
    }
}
