import Kernel
import Platform
import Store

/// A change of what the platform owes a tutor, or will owe when 72 hours are over; never changed, but booked over.
struct TutorEntry: Sendable {
    let id: ID<TutorEntry>
    let tutor: ID<Tutor>
    let kind: Kind
    let lesson: ID<Lesson>?
    let lot: ID<Lot>?
    /// In cents, without commission and VAT; negative for a return or a payout.
    let amount: Int64
    let at: Instant
    /// When a pending entry becomes the tutor's; nil for one that was at once.
    let eligibleAt: Instant?
    let booked: Booked
    /// Whether it waits for a decision, and no payout takes it.
    let isHeld: Bool

    static let kind = "tutor_entry"

    /// The reason for a change of the debt to a tutor.
    enum Kind: String, Codable, CaseIterable, Sendable, SQLValueConvertible {
        /// A lesson was charged.
        case earning
        /// A share of a charged lesson went back.
        case `return`
        /// Units of a package expired.
        case expiry
        /// A correction by an administrator.
        case adjustment
        /// A payout was made.
        case payout
        /// A payout, or a part of one, came back; negative for a part that is the whole now.
        case payoutReturned = "payout_returned"
    }

    /// The account that an entry is on.
    enum Booked: String, Codable, CaseIterable, Sendable, SQLValueConvertible {
        /// Earned less than 72 hours ago, or held.
        case pending
        /// The tutor's: the next payout takes it.
        case tutor
    }
}

extension TutorEntry: Record {
    static let columns: SQL =
        "e.id, e.tutor_id, e.kind, e.lesson_id, e.lot_id, e.amount, e.at, e.eligible_at, e.booked, e.is_held"

    init(_ row: inout Row) throws {
        id = try row.next()
        tutor = try row.next()
        kind = try row.next()
        lesson = try row.next()
        lot = try row.next()
        amount = try row.next()
        at = try row.next()
        eligibleAt = try row.next()
        booked = try row.next()
        isHeld = try row.next()
    }

    static func find(_ id: ID<TutorEntry>, _ tx: borrowing Tx) throws -> TutorEntry? {
        try tx.first("SELECT \(columns) FROM tutor_entry e WHERE e.id = \(id)")
    }

    /// Writes an earning that becomes the tutor's when the time for disputes is over.
    static func earn(
        _ kind: Kind,
        _ split: Split,
        tutor: ID<Tutor>,
        lesson: ID<Lesson>? = nil,
        lot: ID<Lot>,
        subject: ID<Subject>,
        _ tx: borrowing Tx
    ) throws {
        guard split != .zero else { return }
        let due = tx.now + (try Policies.duration(.disputeStudentHours, at: tx.now, tx))
        let id = tx.newID(of: TutorEntry.self)
        try tx.execute(
            """
            INSERT INTO tutor_entry (id, tutor_id, kind, subject_id, lesson_id, lot_id, amount, commission, vat, at,
                                     eligible_at, booked, is_held)
            VALUES (\(id), \(tutor), \(kind), \(subject), \(lesson), \(lot), \(split.net), \(split.commission), \(split.vat),
                    \(tx.now), \(due), 'pending', FALSE)
            """
        )
        try Deadline.set("earn", of: Self.kind, id, at: due, remind: false, tx)
    }

    /// Writes a share back, on the account that the earning is on.
    static func recordReturn(
        _ split: Split,
        of money: LessonMoney,
        subject: ID<LotEntry>,
        _ tx: borrowing Tx
    ) throws {
        guard split.net != 0 || split.commission != 0 || split.vat != 0 else { return }
        let booked: Booked = money.state == .available ? .tutor : .pending
        try tx.execute(
            """
            INSERT INTO tutor_entry (id, tutor_id, kind, subject_id, lesson_id, lot_id, amount, commission, vat, at, booked,
                                     is_held)
            VALUES (\(tx.newID(of: TutorEntry.self)), \(money.tutor), \(Kind.return), \(subject), \(money.lesson),
                    \(money.lot), \(-split.net), \(-split.commission), \(-split.vat), \(tx.now), \(booked),
                    \(!money.holds.isEmpty))
            """
        )
    }

    static let deadlines = [
        DeadlineHandler(of: kind, "earn") { id, _, tx in try mature(id.cast(), tx) }
    ]

    /// The time for disputes is over: what stays of the earning is the tutor's, unless it is held.
    static func mature(_ id: ID<TutorEntry>, _ tx: borrowing Tx) throws {
        guard let entry = try find(id, tx), entry.booked == .pending, !entry.isHeld else { return }
        let all: SQL = entry.lesson.map { "lesson_id = \($0)" } ?? "id = \(id)"
        let sum: Int64 =
            try tx.value(
                """
                SELECT \(SQL.sum(of: "amount")) FROM tutor_entry WHERE \(all) AND booked = 'pending'
                """
            ) ?? 0
        try tx.execute("UPDATE tutor_entry SET booked = 'tutor' WHERE \(all) AND booked = 'pending'")
        if let lesson = entry.lesson { try LessonMoney.mature(lesson, tx) }
        try Bookkeeping.earned.book(
            .init(Split(value: sum, commission: 0, vat: 0), of: entry.tutor),
            of: id,
            tx
        )
    }
}
