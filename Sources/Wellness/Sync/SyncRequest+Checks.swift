import Kernel

extension SyncRequest {
    /// The op as the entry keeps it, with its stamp.
    ///
    /// A restoration of lost values comes here without ``check(_:)``: the values were accepted once.
    func recorded(_ op: DiaryOp, in history: EntryHistory) throws(OpRefusal) -> RecordedOp {
        var bases: [RecordedOp] = []
        if let base = op.base {
            guard let found = history.ops(ofBase: base) else { throw OpRefusal("/base_op", .logUnknownBase) }
            bases = found
        }
        let seen = bases.map { $0.stamp + .milliseconds(1) }
        var recorded = RecordedOp(
            id: op.id,
            bases: bases.map(\.id),
            device: op.device,
            zone: op.zone,
            at: op.at,
            stamp: seen.reduce(corrected(op.at), max)
        )
        switch op.change {
        case .delete: (recorded.score, recorded.note) = (.null, .null)
        case .put(let put): (recorded.score, recorded.note) = (put.scoreRegister, put.note)
        }
        return recorded
    }

    /// Refuses an op for its date, its domain, its values or the consent that it lacks.
    func check(_ op: DiaryOp) throws(OpRefusal) {
        guard domains.isKnown(op.key.domain) else { throw OpRefusal("/domain", .logUnknownDomain) }
        guard op.key.date <= latestDate else { throw OpRefusal("/local_date", .logFutureDate) }
        guard case .put(let put) = op.change else { return }
        guard hasConsent else { throw OpRefusal("", .consentRequired) }
        guard let domain = domains.active(op.key.domain, on: op.key.date) else {
            throw OpRefusal("/domain", .logUnknownDomain)
        }
        guard !isTooOld(op) else { throw OpRefusal("/local_date", .logTooOld) }
        if let fault = put.fault { throw OpRefusal(fault) }
        if let refusal = put.score.value.flatMap(domain.refusal) { throw OpRefusal("/score", refusal) }
    }

    /// Counted from the writing, so that a long time without a connection loses nothing.
    private func isTooOld(_ op: DiaryOp) -> Bool {
        let written = corrected(op.at)
        return op.key.date < op.zone.civil(written).date + -policy.backfillDays
            || received - written > .days(policy.opDays)
    }
}
