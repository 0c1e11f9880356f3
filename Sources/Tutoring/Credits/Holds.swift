import Kernel
import Platform
import Store

/// Earnings that wait for a decision: about the lesson, the payment or the student.
extension LessonMoney {
    static func hold(_ lesson: ID<Lesson>, _ hold: Hold, _ tx: borrowing Tx) throws {
        guard var money = try find(lesson, tx), money.isCharged, !money.holds.contains(hold) else { return }
        money.holds.insert(hold)
        try money.save(tx).markEntries(tx)
    }

    /// Without any other reason the earning goes on as if it had not been held.
    static func unhold(_ lesson: ID<Lesson>, _ hold: Hold, _ tx: borrowing Tx) throws {
        guard var money = try find(lesson, tx), money.holds.contains(hold) else { return }
        money.holds.remove(hold)
        try money.save(tx).markEntries(tx)
    }

    /// Holds all earnings from a student that no payout has taken.
    static func holdEarnings(of student: ID<Account>, _ reason: Hold, _ tx: borrowing Tx) throws {
        for lesson in try charged(of: student, tx) { try hold(lesson, reason, tx) }
        for lot in try Lot.expired(of: student, tx) { try lot.markExpiries(tx) }
    }

    static func unholdEarnings(of student: ID<Account>, _ reason: Hold, _ tx: borrowing Tx) throws {
        for lesson in try charged(of: student, tx) { try unhold(lesson, reason, tx) }
        for lot in try Lot.expired(of: student, tx) { try lot.markExpiries(tx) }
    }

    var isCharged: Bool { state == .pending || state == .available }

    private static func charged(of student: ID<Account>, _ tx: borrowing Tx) throws -> [ID<Lesson>] {
        try tx.values(
            """
            SELECT m.lesson_id FROM lesson_money m JOIN lot l ON l.id = m.lot_id
             WHERE l.student_id = \(student) AND m.state IN ('pending', 'available') ORDER BY m.lesson_id
            """
        )
    }

    /// Writes to the entries whether they are held; one that is free again and due becomes the tutor's.
    func markEntries(_ tx: borrowing Tx) throws {
        try tx.execute("UPDATE tutor_entry SET is_held = \(!holds.isEmpty) WHERE lesson_id = \(lesson)")
        guard holds.isEmpty else { return }
        try TutorEntry.matureDue("lesson_id = \(lesson)", tx)
    }
}

extension TutorEntry {
    /// Lets entries mature whose time has come while they were held.
    static func matureDue(_ condition: SQL, _ tx: borrowing Tx) throws {
        let due: [ID<TutorEntry>] = try tx.values(
            """
            SELECT id FROM tutor_entry
             WHERE \(condition) AND booked = 'pending' AND NOT is_held AND eligible_at <= \(tx.now) ORDER BY id
            """
        )
        for id in due { try mature(id, tx) }
    }
}

/// A lot whose payment is contested at the bank.
extension Lot {
    /// Nothing is taken from the lot, refunded or paid out until the bank has decided.
    func freeze(_ tx: borrowing Tx) throws {
        guard frozenAt == nil else { return }
        var lot = self
        lot.frozenAt = tx.now
        try lot.save(over: self, tx)
        for money in try LessonMoney.all(of: id, tx) { try LessonMoney.hold(money.lesson, .chargeback, tx) }
        try lot.markExpiries(tx)
    }

    func thaw(_ tx: borrowing Tx) throws {
        guard frozenAt != nil else { return }
        var lot = self
        lot.frozenAt = nil
        try lot.save(over: self, tx)
        for money in try LessonMoney.all(of: id, tx) { try LessonMoney.unhold(money.lesson, .chargeback, tx) }
        try lot.markExpiries(tx)
    }
}

/// The entries of expired units, which belong to no lesson.
extension Lot {
    /// Writes to them whether the bank or a review of the student holds them; free entries that are due become the tutor's.
    func markExpiries(_ tx: borrowing Tx) throws {
        let isHeld = try isFrozen || Fraud.holdsEarnings(from: student, tx)
        let entries: SQL = "lot_id = \(id) AND lesson_id IS NULL"
        try tx.execute("UPDATE tutor_entry SET is_held = \(isHeld) WHERE \(entries)")
        if !isHeld { try TutorEntry.matureDue(entries, tx) }
    }

    /// The lots of a student of which units have expired.
    fileprivate static func expired(of student: ID<Account>, _ tx: borrowing Tx) throws -> [Lot] {
        try tx.all(
            "SELECT \(columns) FROM lot l WHERE l.student_id = \(student) AND l.expired > 0 ORDER BY l.id"
        )
    }
}
