import Kernel
import Store
import TestKit
import Web

@testable import Platform

/// A product that only exists to pay tutors: lessons are held for a week, and less than 20 euros waits.
let school = ProductDefinition(
    name: "school",
    title: "School",
    summary: "Payouts under test.",
    root: "/api",
    zone: .rome,
    currency: .euro,
    languages: [.english],
    accounts: AccountPolicy(selfRegistrationRole: .visitor, administrators: [.foreman]),
    access: AccessMatrix(roles: .visitor, .foreman) {
        Grant(.payTutors, .none, .all)
    },
    features: [
        .payouts(to: Tutor.self),
        Feature(
            routes: [
                Post("/tutors/{id}/payouts", Tutor.pay, .payTutors, "Open a payout").refuses(.tooLittle),
                Patch("/payouts/{id}", Tutor.move, .payTutors, "Move it on"),
            ],
            migrations: [Tutor.tables],
            effects: [
                EffectHandler(.tellPayeePaid, of: Payout<Tutor>.self) { payout, _, tx in
                    try Tutor.hear("payout \(payout.number): \(payout.amount)", tx)
                },
                // Of another thing: never called.
                EffectHandler(.tellPayeePaid, of: ContentItem.self) { _, _, tx in try Tutor.hear("refund", tx)
                },
            ],
            impersonalTables: ["tutor", "tutor_entry", "payout", "payout_entry", "payout_counter", "heard"]
                .map { ImpersonalTable($0, "money of tutors") }
        ),
    ]
)

extension Permission { fileprivate static let payTutors = Permission("school.pay") }

extension Problem.Code {
    static let tooLittle = Self("school.too_little", 409, ["en": "It is too little, or held."])
}

struct Tutor: Payee {
    let id: ID<Tutor>

    static let columns: SQL = "u.id AS tutor_id"

    init(_ row: inout Row) throws { id = try row.next() }

    struct Entry: PayeeEntry {
        let id: ID<Entry>
        let at: Instant
        let amount: Int64
        let isSale: Bool

        static let columns: SQL = "e.id, e.at, e.amount, e.is_lesson"

        init(_ row: inout Row) throws {
            (id, at) = (try row.next(), try row.next())
            (amount, isSale) = (try row.next(), try row.next())
        }
    }

    static let payouts = PayoutPolicy(
        to: "tutor",
        needs: .payTutors,
        in: .euro,
        hold: 7,
        minimum: 20_00,
        refusing: .tooLittle,
        tables: .init(
            payees: "tutor u ON u.id = p.tutor_id",
            entries: "tutor_entry",
            payee: "tutor_id",
            sales: "lessons"
        ),
        counter: Counter("payout_counter")
    )

    static let tables = Migration(
        id: "school/001",
        """
        CREATE TABLE tutor (id {id} PRIMARY KEY) {strict};
        CREATE TABLE heard (place {int} PRIMARY KEY, what {text} NOT NULL) {strict};
        CREATE TABLE payout_counter (series {text} PRIMARY KEY, last {int} NOT NULL) {strict};
        CREATE TABLE payout (
            id {id} PRIMARY KEY, number {int} NOT NULL UNIQUE, tutor_id {id} NOT NULL REFERENCES tutor (id),
            from_date {date} NOT NULL, to_date {date} NOT NULL, lessons {int} NOT NULL, amount {int} NOT NULL,
            status {text} NOT NULL, status_reason {text}, reference {text}, created_at {instant} NOT NULL, paid_at {instant},
            updated_at {instant} NOT NULL, version {int} NOT NULL
        ) {strict};
        CREATE TABLE tutor_entry (
            id {id} PRIMARY KEY, tutor_id {id} NOT NULL REFERENCES tutor (id), payout_id {id} REFERENCES payout (id),
            amount {int} NOT NULL, is_lesson {bool} NOT NULL, at {instant} NOT NULL
        ) {strict};
        CREATE TABLE payout_entry (
            payout_id {id} NOT NULL REFERENCES payout (id), entry_id {id} NOT NULL REFERENCES tutor_entry (id),
            released_at {instant}, PRIMARY KEY (payout_id, entry_id)
        ) {strict};
        CREATE UNIQUE INDEX payout_entry_once ON payout_entry (entry_id) WHERE released_at IS NULL;
        """
    )

    static func enter(_ payout: Payout<Tutor>, _ amount: Int64, _ tx: borrowing Tx) throws {
        try enter(amount, for: payout.payee.id, in: payout.id, tx)
    }

    static func enter(
        _ amount: Int64,
        for tutor: ID<Tutor>,
        in payout: ID<Payout<Tutor>>? = nil,
        _ tx: borrowing Tx
    ) throws {
        try tx.execute(
            """
            INSERT INTO tutor_entry (id, tutor_id, payout_id, amount, is_lesson, at)
            VALUES (\(tx.newID(of: Entry.self)), \(tutor), \(payout), \(amount), \(payout == nil && amount > 0), \(tx.now))
            """
        )
    }

    static func publish(_ payout: Payout<Tutor>, isNew: Bool, _ tx: borrowing Tx) throws {
        try hear("\(isNew ? "new" : "moved") \(payout.status)", tx)
    }

    static func hear(_ what: String, _ tx: borrowing Tx) throws {
        try tx.execute("INSERT INTO heard (place, what) SELECT COUNT(*), \(what) FROM heard")
    }
}

/// The answer of the two operations.
struct TutorPayout: View {
    var id: ID<Payout<Tutor>>
    var number: Int
    var lessons: Int
    var amount: Int64
    var status: PayoutStatus

    init(_ payout: Payout<Tutor>) {
        id = payout.id
        number = payout.number
        lessons = payout.sales
        amount = payout.amount
        status = payout.status
    }
}

struct TutorStep: Body { var status: PayoutStatus }

extension Tutor {
    static func pay(_ call: Call, id: ID<Tutor>) async throws -> TutorPayout {
        try await call.db.write { tx in
            let today = call.site.product.zone.civil(tx.now).date
            let due = try PayoutDue<Tutor>.find(of: id, tx)
            return TutorPayout(try .open(due, to: id, from: today + -30, to: today, by: call.actor, tx))
        }
    }

    static func move(_ call: Call, id: ID<Payout<Tutor>>, step: TutorStep) async throws -> TutorPayout {
        try await call.db.write { tx in
            TutorPayout(try Payout<Tutor>.find(id, tx).advanced(to: step.status, as: call, tx))
        }
    }
}
