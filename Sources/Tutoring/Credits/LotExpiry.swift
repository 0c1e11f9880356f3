import Kernel
import Platform
import Store

/// The expiry of available units, and the notices before it.
extension Lot {
    static let deadlines = [
        DeadlineHandler(of: kind, "expire") { id, _, tx in
            try Lot.find(id.cast(), tx).expire(tx)
        },
        DeadlineHandler(of: kind, "expiry_notice") { id, _, tx in
            let lot = try Lot.find(id.cast(), tx)
            try lot.tellExpiry(tx)
            try lot.watchNotice(tx)
        },
    ]

    /// The times before the expiry at which the student gets a notice, the longest first.
    private static let notices: [Duration] = [.days(30), .days(7), .days(1)]

    /// Sets the deadlines of the expiry and of the next notice, while units are left and the expiry does not stand still.
    func watchExpiry(_ tx: borrowing Tx) throws {
        guard available > 0, standsSince == nil else { return try Deadline.clear(of: Self.kind, id, tx) }
        try Deadline.set("expire", of: Self.kind, id, at: max(expiresAt, tx.now), remind: false, tx)
        try watchNotice(tx)
    }

    private func watchNotice(_ tx: borrowing Tx) throws {
        guard let next = Self.notices.map({ expiresAt - $0 }).first(where: { $0 > tx.now }) else {
            return try Deadline.clear("expiry_notice", of: Self.kind, id, tx)
        }
        try Deadline.set("expiry_notice", of: Self.kind, id, at: next, remind: false, tx)
    }

    /// Lets all available units expire: their value is the tutor's, as if they were charged; a plan's is the platform's.
    ///
    /// While the payment is contested nothing expires.
    func expire(_ tx: borrowing Tx) throws {
        guard available > 0, expiresAt <= tx.now, standsSince == nil, !isFrozen else { return }
        var lot = self
        let units = free
        lot.free = .empty
        lot.expired += units.count
        let entry = try lot.enter(.expire, units, because: "expiry:\(id):\(version)", tx)
        try lot.save(over: self, tx)
        let value = price.value(of: units)
        guard let tutor, let vatBP else {
            try Bookkeeping.planExpired.book(value, of: entry, tx)
            return
        }
        let split = Split(of: value, commissionBP: commissionBP, vatBP: vatBP)
        try Bookkeeping.packageExpired.book(.init(split, of: tutor), of: entry, tx)
        try TutorEntry.earn(.expiry, split, tutor: tutor, lot: id, subject: entry.cast(), tx)
        try lot.markExpiries(tx)
    }

    /// The expiry stands still while the tutor is suspended.
    static func stand(of tutor: ID<Tutor>, _ tx: borrowing Tx) throws {
        for lot in try open(of: tutor, tx) where lot.standsSince == nil {
            var standing = lot
            standing.standsSince = tx.now
            try standing.save(over: lot, tx)
        }
    }

    /// It goes on, later by the time it stood: also for a lot that was used up meanwhile, to which units may return.
    static func run(of tutor: ID<Tutor>, _ tx: borrowing Tx) throws {
        let standing: [Lot] = try tx.all(
            "SELECT \(columns) FROM lot l WHERE l.tutor_id = \(tutor) AND l.stands_since IS NOT NULL ORDER BY l.id"
        )
        for lot in standing {
            guard let since = lot.standsSince else { continue }
            var running = lot
            running.expiresAt = lot.expiresAt + (tx.now - since)
            running.standsSince = nil
            try running.save(over: lot, tx)
        }
    }

    /// The lots of a tutor's sales of which units are left.
    private static func open(of tutor: ID<Tutor>, _ tx: borrowing Tx) throws -> [Lot] {
        try tx.all(
            """
            SELECT \(columns) FROM lot l WHERE l.tutor_id = \(tutor) AND l.available + l.reserved > 0 ORDER BY l.id
            """
        )
    }

    /// Whether others still have units of the tutor's, which must be taught or refunded first.
    static func isSold(by tutor: ID<Tutor>, _ tx: borrowing Tx) throws -> Bool {
        try tx.exists("SELECT 1 FROM lot l WHERE l.tutor_id = \(tutor) AND l.available + l.reserved > 0")
    }

    /// The unused units of a student who leaves end at once, as if they had expired.
    static func end(of student: ID<Account>, _ tx: borrowing Tx) throws {
        let lots: [Lot] = try tx.all(
            "SELECT \(columns) FROM lot l WHERE l.student_id = \(student) AND l.available > 0 ORDER BY l.id"
        )
        for lot in lots {
            var ended = lot
            (ended.expiresAt, ended.standsSince) = (min(lot.expiresAt, tx.now), nil)
            try ended.save(over: lot, tx).expire(tx)
        }
    }
}
