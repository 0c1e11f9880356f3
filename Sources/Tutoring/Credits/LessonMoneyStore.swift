import Kernel
import Platform
import Store

extension LessonMoney: Record {
    static let columns: SQL =
        """
        m.lesson_id, m.lot_id, m.tutor_id, m.commission_bp, m.vat_bp, m.ranges, m.u, m.k, m.v, m.state, m.holds,
        m.eligible_at, m.version
        """

    init(_ row: inout Row) throws {
        lesson = try row.next()
        lot = try row.next()
        tutor = try row.next()
        commissionBP = try row.next()
        vatBP = try row.next()
        units = try row.next()
        split = Split(value: try row.next(), commission: try row.next(), vat: try row.next())
        state = try row.next()
        let words: String = try row.next()
        holds = Set(words.split(separator: ",").compactMap { Hold(rawValue: String($0)) })
        eligibleAt = try row.next()
        version = try row.next()
    }

    /// Nil while nothing is reserved for the lesson.
    static func find(_ lesson: ID<Lesson>, _ tx: borrowing Tx) throws -> LessonMoney? {
        try tx.first("SELECT \(columns) FROM lesson_money m WHERE m.lesson_id = \(lesson)")
    }

    static func demand(_ lesson: ID<Lesson>, _ tx: borrowing Tx) throws -> LessonMoney {
        guard let money = try find(lesson, tx) else { throw Problem(.notFound) }
        return money
    }

    /// The money of a lesson with its lot, which no other transaction changes until this one ends; nil without units.
    static func locked(_ lesson: ID<Lesson>, _ tx: borrowing Tx) throws -> (money: LessonMoney, lot: Lot)? {
        guard let seen = try find(lesson, tx) else { return nil }
        let lot = try Lot.locked(seen.lot, tx)
        return (try demand(lesson, tx), lot)
    }

    /// The lessons of a lot that are charged or reserved.
    static func all(of lot: ID<Lot>, _ tx: borrowing Tx) throws -> [LessonMoney] {
        try tx.all(
            """
            SELECT \(columns) FROM lesson_money m WHERE m.lot_id = \(lot) AND m.state <> 'released' ORDER BY m.lesson_id
            """
        )
    }

    /// The lessons whose units are set aside, so that they cannot be refunded.
    static func reserved(of lot: ID<Lot>, _ tx: borrowing Tx) throws -> [ID<Lesson>] {
        try tx.values(
            "SELECT lesson_id FROM lesson_money WHERE lot_id = \(lot) AND state = 'reserved' ORDER BY lesson_id"
        )
    }

    func insert(_ tx: borrowing Tx) throws {
        try tx.add(
            """
            (\(lesson), \(lot), \(tutor), \(commissionBP), \(vatBP), \(units), \(units.count), \(split.value),
             \(split.commission), \(split.vat), \(state), \(holdWords), \(eligibleAt), \(tx.now), \(tx.now), 1)
            """,
            to: """
                INSERT INTO lesson_money (lesson_id, lot_id, tutor_id, commission_bp, vat_bp, ranges, units, u, k, v, state,
                                          holds, eligible_at, created_at, updated_at, version)
                """
        )
    }

    @discardableResult
    func save(_ tx: borrowing Tx) throws -> LessonMoney {
        try tx.changeOne(
            """
            UPDATE lesson_money
               SET ranges = \(units), units = \(units.count), u = \(split.value), k = \(split.commission), v = \(split.vat),
                   state = \(state), holds = \(holdWords), eligible_at = \(eligibleAt), updated_at = \(tx.now),
                   version = version + 1
             WHERE lesson_id = \(lesson) AND version = \(version)
            """
        )
        var saved = self
        saved.version += 1
        return saved
    }

    private var holdWords: String { holds.map(\.rawValue).sorted().joined(separator: ",") }
}
