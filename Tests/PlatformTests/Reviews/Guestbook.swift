import Kernel
import Store
import TestKit

@testable import Platform

/// A product whose lessons are reviewed at once, as Tutoring's are, and whose swaps are reviewed blind by both sides.
let academyOfTheArts = ProductDefinition(
    name: "arts",
    title: "Arts",
    summary: "Reviews under test.",
    zone: .utc,
    currency: .euro,
    languages: [.english],
    accounts: AccountPolicy(selfRegistrationRole: .visitor, administrators: [.foreman]),
    access: AccessMatrix(roles: .visitor, .foreman) {},
    features: [
        .deadlines, .reviews(.lessons, .swaps),
        Feature(
            migrations: [
                Migration(
                    id: "arts/001",
                    "CREATE TABLE told (place {int} PRIMARY KEY, what {text} NOT NULL) {strict};"
                )
            ],
            problems: [.reviewClosed, .reviewExists, .reviewAnswered],
            impersonalTables: [ImpersonalTable("told", "calls of the product")]
        ),
    ]
)

extension Problem.Code {
    static let reviewClosed = Self("review.closed", 409, ["en": "Too late."])
    static let reviewExists = Self("review.exists", 409, ["en": "Twice."])
    static let reviewAnswered = Self("review.answered", 409, ["en": "Answered."])
}

extension ReviewPolicy {
    static let lessons = ReviewPolicy(
        of: "lesson",
        .atOnce,
        editing: .hours(48),
        problems: .init(closed: .reviewClosed, exists: .reviewExists),
        published: { reviews, _, tx in try Guestbook.tell("lesson \(reviews.map(\.overall))", tx) }
    )
    static let swaps = ReviewPolicy(
        of: "swap",
        .together(sides: 2) { _ in .hours(1) },
        problems: .init(closed: .reviewClosed, exists: .reviewExists),
        published: { reviews, _, tx in try Guestbook.tell("swap \(reviews.map(\.overall))", tx) },
        remind: { _, _, tx in try Guestbook.tell("remind", tx) }
    )
}

enum Guestbook {
    static func tell(_ what: String, _ tx: borrowing Tx) throws {
        let place: Int = try tx.value("SELECT COALESCE(MAX(place), 0) + 1 FROM told") ?? 1
        try tx.execute("INSERT INTO told (place, what) VALUES (\(place), \(what))")
    }
}

extension World {
    static func arts() async throws -> World {
        try await World(academyOfTheArts, cast: "arts") { site in
            for name in ["sara", "omar"] {
                _ = try await Accounts.createStaff(
                    email: EmailAddress(parsing: "\(name)@example.com"),
                    password: Password("correct horse battery"),
                    role: .foreman,
                    locale: .english,
                    by: .system,
                    at: site
                )
            }
        }
    }

    func begin(_ policy: ReviewPolicy, for time: Duration = .days(7)) async throws -> ID<Subject> {
        try await db.write { tx in
            let subject = tx.newID(of: Subject.self)
            try policy.open(subject, until: tx.now + time, tx)
            return subject
        }
    }

    @discardableResult
    func review(_ policy: ReviewPolicy, _ subject: ID<Subject>, _ opinion: Opinion) async throws -> Review {
        try await db.write { [site] tx in
            try policy.write(opinion.review(of: subject, tx), as: site.call(as: .system), tx)
        }
    }

    func remarks() async throws -> [String] {
        try await db.read { tx in try tx.values("SELECT what FROM told ORDER BY place", as: String.self) }
    }

    func review(_ id: ID<Review>) async throws -> Review {
        try await db.read { tx in try Review.find(id, tx) }
    }
}

/// An opinion about a tutor.
///
/// One value, because asynchronous functions with many parameters of 16 bytes crash (Swift 6.3).
struct Opinion: Sendable {
    let email: String
    let side: String
    let about: ID<Subject>
    let overall: Int

    init(_ name: String, as side: String = "student", about: ID<Subject> = ID(raw: 7), _ overall: Int = 5) {
        email = "\(name)@example.com"
        self.side = side
        self.about = about
        self.overall = overall
    }

    func review(of subject: ID<Subject>, _ tx: borrowing Tx) throws -> NewReview {
        NewReview(
            of: subject,
            by: try tx.one("SELECT id FROM account WHERE email = \(email)", as: Author.self).id,
            as: side,
            about: "tutor",
            about,
            overall: overall,
            text: "Fine."
        )
    }

    private struct Author: RowDecodable {
        let id: ID<Account>

        init(_ row: inout Row) throws {
            id = try row.next()
        }
    }
}
