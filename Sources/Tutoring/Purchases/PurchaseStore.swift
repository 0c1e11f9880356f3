import Kernel
import Platform
import Store

extension Purchase: Record {
    static let columns: SQL =
        """
        p.id, p.kind, p.student_id, p.tutor_id, p.package_id, p.package_version, p.lesson_id, p.subject, p.level, p.lessons,
        p.minutes, p.amount, p.is_first_lesson, p.validity_days, p.policy, p.commission_bp, p.vat_bp, p.state, p.charge_id,
        p.lot_id, p.expires_at, p.paid_at, p.created_at, p.version
        """

    init(_ row: inout Row) throws {
        id = try row.next()
        kind = try row.next()
        student = try row.next()
        tutor = try row.next()
        package = try row.next()
        packageVersion = try row.next()
        lesson = try row.next()
        subject = try row.next()
        level = try row.next()
        lessons = try row.next()
        minutes = try row.next()
        amount = try row.next()
        isFirstLesson = try row.next()
        validityDays = try row.next()
        terms = try row.json()
        commissionBP = try row.next()
        vatBP = try row.next()
        status = try row.next()
        charge = try row.next()
        lot = try row.next()
        expiresAt = try row.next()
        paidAt = try row.next()
        createdAt = try row.next()
        version = try row.next()
    }
}

extension Purchase: Scoped {
    static let visibility = Visibility(
        own: "p.student_id",
        assigned: { "p.tutor_id IN (SELECT t.id FROM tutor t WHERE t.account_id = \($0))" }
    )

    static func find(_ id: ID<Purchase>, _ tx: borrowing Tx) throws -> Purchase {
        try tx.one("SELECT \(columns) FROM purchase p WHERE p.id = \(id)")
    }

    static func find(_ id: ID<Purchase>, within scope: Scope, _ tx: borrowing Tx) throws -> Purchase {
        try tx.one("SELECT \(columns) FROM purchase p WHERE p.id = \(id) AND \(visible(to: scope))")
    }

    /// The purchase, which no other transaction changes until this one ends.
    static func locked(_ id: ID<Purchase>, _ tx: borrowing Tx) throws -> Purchase {
        try tx.one(
            "SELECT \(columns) FROM purchase p WHERE p.id = \(id) \(pg: "FOR NO KEY UPDATE", sqlite: "")"
        )
    }

    /// The purchase of a single lesson; nil when a lot pays for it.
    static func find(of lesson: ID<Lesson>, _ tx: borrowing Tx) throws -> Purchase? {
        try tx.first("SELECT \(columns) FROM purchase p WHERE p.lesson_id = \(lesson)")
    }

    /// The purchase that a charge pays for.
    static func find(of charge: Charge, _ tx: borrowing Tx) throws -> Purchase {
        try find(charge.subject.cast(), tx)
    }

    /// Whether the student has paid the tutor once, or an open purchase has the discount for the first lesson.
    ///
    /// - Parameter own: a purchase that does not count.
    static func hasFirstLesson(
        of student: ID<Account>,
        with tutor: ID<Tutor>,
        but own: ID<Purchase>? = nil,
        _ tx: borrowing Tx
    ) throws -> Bool {
        let others: SQL? = own.map { "AND id <> \($0)" }
        return try tx.exists(
            """
            SELECT 1 FROM purchase WHERE student_id = \(student) AND tutor_id = \(tutor) \(others)
               AND (paid_at IS NOT NULL OR is_first_lesson AND state = 'pending')
            """
        )
    }

    /// PostgreSQL tries the transaction again when another purchase has taken the discount for the first lesson meanwhile.
    func insert(_ tx: borrowing Tx) throws {
        let inserted = try tx.execute(
            """
            INSERT INTO purchase (id, kind, student_id, tutor_id, package_id, package_version, lesson_id, subject, level,
                                  lessons, minutes, amount, is_first_lesson, validity_days, policy, commission_bp, vat_bp,
                                  state, expires_at, created_at, updated_at, version)
            VALUES (\(id), \(kind), \(student), \(tutor), \(package), \(packageVersion), \(lesson), \(subject), \(level),
                    \(lessons), \(minutes), \(amount), \(isFirstLesson), \(validityDays), \(json: terms), \(commissionBP),
                    \(vatBP), \(status), \(expiresAt), \(tx.now), \(tx.now), 1)
            ON CONFLICT (student_id, tutor_id) WHERE is_first_lesson AND state IN ('pending', 'paid') DO NOTHING
            """
        )
        guard inserted == 1 else { throw Problem(.conflict) }
        try Deadline.set("expire", of: Self.kind, id, at: expiresAt, remind: false, tx)
    }

    func transitioned(to status: Status, by event: Event, _ tx: borrowing Tx) throws -> Purchase {
        let paidAt = status == .paid ? tx.now : paidAt
        try tx.changeOne(
            """
            UPDATE purchase
               SET state = \(status), charge_id = \(charge), lot_id = \(lot), paid_at = \(paidAt), updated_at = \(tx.now),
                   version = version + 1
             WHERE id = \(id) AND version = \(version)
            """
        )
        if status != .pending { try Deadline.clear(of: Self.kind, id, tx) }
        return try Self.find(id, tx)
    }

    /// Keeps the payment of the first intent.
    func adopting(_ charge: ID<Charge>, _ tx: borrowing Tx) throws {
        guard self.charge != charge else { return }
        try tx.execute("UPDATE purchase SET charge_id = \(charge), version = version + 1 WHERE id = \(id)")
    }
}
