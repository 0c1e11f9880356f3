import Kernel
import Platform
import Store

/// The moves of units from one place of a lot to another; each has its entry.
extension Lot {
    /// Sets the lowest available units aside for a lesson.
    func reserving(_ lesson: ID<Lesson>, _ tx: borrowing Tx) throws -> (lot: Lot, units: UnitSet) {
        let (lot, units) = try settingAside()
        try lot.enter(.reserve, units, for: lesson, because: "lesson:\(lesson)", tx)
        return (try lot.save(over: self, tx), units)
    }

    /// The lot without its lowest available units, which a lesson needs; nothing is written.
    func settingAside() throws(Problem) -> (lot: Lot, units: UnitSet) {
        guard available >= UnitSet.lesson, !isFrozen else { throw Problem(.creditsNone) }
        var lot = self
        let units = free.prefix(UnitSet.lesson)
        lot.free = free.removing(units)
        lot.reserved += units.count
        return (lot, units)
    }

    /// Charges reserved units.
    func using(_ units: UnitSet, for lesson: ID<Lesson>, _ tx: borrowing Tx) throws -> Lot {
        guard !units.isEmpty else { return self }
        var lot = self
        lot.reserved -= units.count
        lot.used += units.count
        try lot.enter(.use, units, for: lesson, because: "lesson:\(lesson)", tx)
        return try lot.save(over: self, tx)
    }

    /// Makes reserved units available again; others than the student and the server give the lot more time with them.
    func releasing(
        _ units: UnitSet,
        for lesson: ID<Lesson>,
        by cause: FreeCause,
        _ tx: borrowing Tx
    ) throws -> Lot {
        guard !units.isEmpty else { return self }
        var lot = try extended(by: cause, tx)
        lot.reserved -= units.count
        lot.free = free.adding(units)
        try lot.enter(.release, units, for: lesson, because: "lesson:\(lesson)", tx)
        return try lot.save(over: self, tx)
    }

    /// Takes a charge back: the units are available again.
    func returning(
        _ units: UnitSet,
        for lesson: ID<Lesson>,
        by cause: FreeCause,
        _ tx: borrowing Tx
    ) throws -> (lot: Lot, entry: ID<LotEntry>) {
        var lot = try extended(by: cause, tx)
        lot.used -= units.count
        lot.free = free.adding(units)
        let entry = try lot.enter(.return, units, for: lesson, because: "lesson:\(lesson)", tx)
        return (try lot.save(over: self, tx), entry)
    }

    /// Takes available units out, to go back as money; the answer is the entry.
    func refunding(
        _ units: UnitSet,
        for lesson: ID<Lesson>? = nil,
        because cause: String,
        _ tx: borrowing Tx
    ) throws -> ID<LotEntry> {
        var lot = self
        lot.free = free.removing(units)
        lot.refunded += units.count
        let entry = try lot.enter(.refund, units, for: lesson, because: cause, tx)
        try lot.save(over: self, tx)
        return entry
    }

    private func extended(by cause: FreeCause, _ tx: borrowing Tx) throws -> Lot {
        guard cause.extends else { return self }
        var lot = self
        lot.expiresAt = max(expiresAt, tx.now) + (try Policies.duration(.lotReturnDays, at: tx.now, tx))
        return lot
    }
}
