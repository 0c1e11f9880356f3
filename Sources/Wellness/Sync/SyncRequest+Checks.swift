import Kernel

extension SyncRequest {
    /// The op as the entry keeps it, with its stamp.
    ///
    /// A restoration of lost values comes here unchecked: the values were accepted once.
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
        if let fault = faults(of: op).first { throw OpRefusal(fault) }
    }

    /// Everything that is wrong with the op.
    func faults(of op: DiaryOp) -> [Problem.Fault] {
        var faults: [Problem.Fault] = []
        let isKnown = domains.isKnown(op.key.domain)
        if !isKnown { faults.append(.init("/domain", .logUnknownDomain)) }
        if op.key.date > latestDate { faults.append(.init("/local_date", .logFutureDate)) }
        guard case .put(let put) = op.change else {
            return faults + (op.key.isPossible ? [] : [.init("/local_date", .logTooOld)])
        }
        if !hasConsent { faults.append(.init("", .consentRequired)) }
        let domain = domains.active(op.key.domain, on: op.key.date)
        if isKnown, domain == nil { faults.append(.init("/domain", .logUnknownDomain)) }
        if let refusal = age(of: op) { faults.append(.init("/local_date", refusal)) }
        if let fault = put.fault { faults.append(fault) }
        if let refusal = put.score.value.flatMap({ domain?.refusal(of: $0) }) {
            faults.append(.init("/score", refusal))
        }
        return faults
    }

    /// Counted from the writing, so that a long time without a connection loses nothing.
    private func age(of op: DiaryOp) -> Refusal? {
        let written = corrected(op.at)
        guard received - written <= .days(policy.opDays) else { return .logTooOld }
        let oldest = op.zone.civil(written).date + -policy.backfillDays
        return op.key.date < oldest ? .logTooOld(within: policy.backfillDays) : nil
    }
}
