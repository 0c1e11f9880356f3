import Kernel
import Store

/// A requested time, for a new booking or for moving one.
struct BookingRequest: Sendable {
    let start: Instant
    let terms: BookingTerms
    let holder: ID<Account>?
    /// The booking to move, whose own time counts as free.
    let moving: ID<Booking>?
    var question: Availability.Question = .everything

    /// The first of `resources` that is free then; throws the reason when none is.
    func granted(by resources: [BookingResource], _ tx: borrowing Tx) throws -> BookingResource {
        var verdicts: Set<Availability.Verdict> = []
        // Other requests for a resource wait for its lock, instead of for each other inside the constraint. Of several
        // resources only the one that is free is locked, and asked again.
        let isOnly = resources.count == 1
        for resource in resources {
            try Booking.endDeadHolds(of: resource.id, holder, tx)
            if isOnly { try resource.lock(tx) }
            var verdict = try verdict(of: resource, tx)
            if verdict == .free, !isOnly, tx.dialect == .postgres {
                try resource.lock(tx)
                verdict = try self.verdict(of: resource, tx)
            }
            if verdict == .free {
                try refuseSecond(tx)
                return resource
            }
            verdicts.insert(verdict)
        }
        throw verdicts.refusal
    }

    private func verdict(
        of resource: BookingResource,
        _ tx: borrowing Tx
    ) throws -> Availability.Verdict {
        let day = resource.zone.civil(start).date
        return try Availability.read(
            of: resource,
            for: terms,
            from: day,
            through: day,
            moving: moving,
            asking: question,
            tx
        ).verdict(on: start)
    }

    /// Throws when the holder has another booking then, before the database would refuse the insert.
    private func refuseSecond(_ tx: borrowing Tx) throws {
        guard let holder else { return }
        let others: SQL? = moving.map { "AND b.id <> \($0)" }
        let isBusy = try tx.exists(
            """
            SELECT 1 FROM booking b
             WHERE b.holder_id = \(holder) AND b.is_active AND b.ends_at > \(start)
               AND b.starts_at < \(start + terms.duration) AND \(Booking.isLive(at: tx.now)) \(others)
            """
        )
        guard !isBusy else { throw Problem(.holderBusy) }
    }
}

extension Availability.Verdict {
    /// Throws the refusal of a time that is not free.
    func demandFree() throws(Problem) {
        guard self == .free else { throw Set([self]).refusal }
    }
}

extension Set<Availability.Verdict> {
    /// The refusal when no resource is free; a fault of the request comes last.
    fileprivate var refusal: Problem {
        if contains(.taken) { return Problem(.slotTaken) }
        if contains(.dayFull) { return Problem(.dayFull) }
        let refusal: Refusal =
            contains(.tooSoon) ? .tooSoon : contains(.tooFarAway) ? .tooFarAway : .notASlot
        return Problem(.invalid, faults: [Problem.Fault("/starts_at", refusal)])
    }
}
