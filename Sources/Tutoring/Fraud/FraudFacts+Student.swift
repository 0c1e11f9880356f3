import Kernel
import Platform
import Store

// The facts about a student.
extension FraudFacts {
    /// - Parameters:
    ///   - draft: a purchase that is about to be opened; nil looks at the purchases that there are.
    static func of(
        student: ID<Account>,
        draft: PurchaseDraft? = nil,
        _ tx: borrowing Tx
    ) throws -> FraudFacts {
        var facts = FraudFacts()
        facts.intents = try count(
            "charge c WHERE c.account_id = \(student) AND c.created_at > \(tx.now - intentTime)",
            tx
        )
        facts.declines = try declines(of: student, tx)
        facts.cardCountry = try cardCountry(of: student, tx)
        facts.profileCountry = try Student.find(student, tx)?.country.rawValue
        facts.age = tx.now - (try Account.find(student, tx).createdAt)
        facts.amount = try spent(by: student, tx) + (draft?.amount ?? 0)
        let tutors = try draft.map { [$0.tutor.id] } ?? tutors(of: student, tx)
        facts.sharesSide = try tutors.contains { try sharesSide(student, with: $0, tx) }
        let paid: SQL = "purchase p WHERE p.student_id = \(student) AND p.paid_at > \(tx.now - refundTime)"
        facts.purchases = try count(paid, tx)
        facts.refunds = try count(
            """
            \(paid) AND p.state = 'refunded'
                AND EXISTS (SELECT 1 FROM history h WHERE h.subject_kind = \(Purchase.kind) AND h.subject_id = p.id
                               AND h.event = 'refund' AND h.actor_id = \(student))
            """,
            tx
        )
        return facts
    }

    static func count(_ rows: SQL, _ tx: borrowing Tx) throws -> Int {
        try tx.value("SELECT COUNT(*) FROM \(rows)") ?? 0
    }

    /// Each refusal of a card is an event of the gateway, which names the charge in one of three ways.
    private static func declines(of student: ID<Account>, _ tx: borrowing Tx) throws -> Int {
        let charges: [Charge] = try tx.all(
            "SELECT \(Charge.columns) FROM charge c WHERE c.account_id = \(student) AND c.created_at > \(tx.now - .days(1))"
        )
        guard !charges.isEmpty else { return 0 }
        return try count(
            """
            charge_event e
             WHERE e.type = 'payment_intent.payment_failed' AND e.received_at > \(tx.now - declineTime)
               AND (e.about ->> 'mark' \(in: charges.map(\.id.description))
                    OR e.about ->> 'payment' \(in: charges.compactMap(\.payment))
                    OR e.about ->> 'reference' \(in: charges.compactMap(\.reference)))
            """,
            tx
        )
    }

    private static func cardCountry(of student: ID<Account>, _ tx: borrowing Tx) throws -> String? {
        try tx.value(
            """
            SELECT c.card ->> 'country' FROM charge c
             WHERE c.account_id = \(student) AND c.card IS NOT NULL AND c.created_at > \(tx.now - refundTime)
             ORDER BY c.created_at DESC, c.id DESC LIMIT 1
            """,
            as: String?.self
        ) ?? nil
    }

    private static func spent(by student: ID<Account>, _ tx: borrowing Tx) throws -> Int64 {
        try tx.value(
            """
            SELECT \(SQL.sum(of: "p.amount")) FROM purchase p
             WHERE p.student_id = \(student) AND p.paid_at > \(tx.now - .days(1))
            """
        ) ?? 0
    }

    private static func tutors(of student: ID<Account>, _ tx: borrowing Tx) throws -> [ID<Tutor>] {
        try tx.values(
            """
            SELECT DISTINCT p.tutor_id FROM purchase p
             WHERE p.student_id = \(student) AND p.paid_at > \(tx.now - refundTime)
            """
        )
    }

    /// Whether both have used one device at one address, or paid with one card.
    static func sharesSide(_ student: ID<Account>, with tutor: ID<Tutor>, _ tx: borrowing Tx) throws -> Bool {
        let other = try Tutor.find(tutor, tx).account
        if try Session.shareDevice(student, other, tx) { return true }
        return try tx.exists(
            """
            SELECT 1 FROM charge a JOIN charge b ON b.card ->> 'fingerprint' = a.card ->> 'fingerprint'
             WHERE a.account_id = \(student) AND b.account_id = \(other)
            """
        )
    }
}

// The facts about a tutor.
extension FraudFacts {
    static func of(tutor: ID<Tutor>, _ tx: borrowing Tx) throws -> FraudFacts {
        var facts = FraudFacts()
        let students = try tx.values(
            """
            SELECT DISTINCT p.student_id FROM purchase p
             WHERE p.tutor_id = \(tutor) AND p.paid_at > \(tx.now - refundTime)
            """,
            as: ID<Account>.self
        )
        facts.sharesSide = try students.contains { try sharesSide($0, with: tutor, tx) }
        facts.praise = try praise(of: tutor, tx)
        return facts
    }

    private static func praise(of tutor: ID<Tutor>, _ tx: borrowing Tx) throws -> Int {
        let reviews: [Praise] = try tx.all(
            """
            SELECT r.created_at, a.created_at FROM review r JOIN account a ON a.id = r.author_id
             WHERE r.about_kind = \(Tutor.kind) AND r.about_id = \(tutor) AND r.overall = 5
               AND r.created_at > \(tx.now - praiseTime)
            """
        )
        return reviews.count { $0.writtenAt - $0.openedAt < youngAuthor }
    }

    private struct Praise: RowDecodable {
        let writtenAt: Instant
        /// When the author's account was opened.
        let openedAt: Instant

        init(_ row: inout Row) throws {
            writtenAt = try row.next()
            openedAt = try row.next()
        }
    }
}
