import Kernel
import Platform
import Store

/// The profile of a student, without which nobody can buy or book.
struct Student: Sendable, Equatable {
    let account: ID<Account>
    var birthDate: CivilDate
    var country: CountryCode
    /// The person who is taught, where a guardian has the account.
    var learner: Learner?
    var level: SubjectLevel?
    var wishes: StudentWishes?
    let createdAt: Instant
    let updatedAt: Instant
    let version: Int

    static let kind = "student"
    /// Under this age nobody has an account.
    static let youngest = 14
    /// From this age on somebody may have it for a learner.
    static let guardian = 18
}

/// The person who is taught, where a guardian has the account.
struct Learner: Codable, Hashable, Sendable {
    /// The words that the tutor reads with each lesson and in the list of students.
    var name: Line<1, 60>
    /// Not in the future, and at most 120 years ago; under 14 is allowed.
    var birthDate: CivilDate
}

/// The wishes of a student; the matching of tutors starts from it.
struct StudentWishes: Codable, Hashable, Sendable {
    /// The matters to be learned, in the codes of `GET subjects`; absent until chosen.
    var subjects: [SubjectCode]?
    /// The most that an hour may cost, in cents.
    var budgetMinor: Ranged<500, 50_000>?
    /// The times of the week that suit, in the student's zone.
    var windows: [WeekWindow]?
}

/// A time that recurs every week.
struct WeekWindow: Codable, Hashable, Sendable {
    /// From Monday, 1, to Sunday, 7.
    var weekday: Ranged<1, 7>
    /// The first minute.
    var from: LocalTime
    /// The minute after the last one; later on the same day.
    var until: LocalTime
}

extension Student: Record {
    static let columns: SQL =
        """
        n.account_id, n.birth_date, n.country, n.learner, n.level, n.wishes, n.created_at, n.updated_at, n.version
        """

    init(_ row: inout Row) throws {
        account = try row.next()
        birthDate = try row.next()
        country = try row.next()
        learner = try row.json(Learner?.self)
        level = try row.next()
        wishes = try row.json(StudentWishes?.self)
        createdAt = try row.next()
        updatedAt = try row.next()
        version = try row.next()
    }

    /// The profile of an account; nil until the student writes one.
    static func find(_ account: ID<Account>, _ tx: borrowing Tx) throws -> Student? {
        try tx.first("SELECT \(columns) FROM student n WHERE n.account_id = \(account)")
    }

    /// The profile of an account; not found until the student writes one.
    static func demand(_ account: ID<Account>, _ tx: borrowing Tx) throws -> Student {
        try tx.one("SELECT \(columns) FROM student n WHERE n.account_id = \(account)")
    }

    /// The profile that a purchase or a booking needs; `student.profile_missing` without one.
    @discardableResult
    static func require(of account: ID<Account>, _ tx: borrowing Tx) throws -> Student {
        guard let student = try find(account, tx) else { throw Problem(.studentProfileMissing) }
        return student
    }

    func insert(_ tx: borrowing Tx) throws {
        let inserted = try tx.execute(
            """
            INSERT INTO student (account_id, birth_date, country, learner, level, wishes, created_at, updated_at, version)
            VALUES (\(account), \(birthDate), \(country), \(json: learner), \(level), \(json: wishes), \(createdAt),
                    \(updatedAt), 1)
            ON CONFLICT DO NOTHING
            """
        )
        guard inserted == 1 else { throw Problem(.alreadyThere) }
    }

    /// Fails with ``Platform/Problem/Code/stale`` after a change by somebody else.
    func save(_ tx: borrowing Tx) throws -> Student {
        try tx.changeOne(
            """
            UPDATE student
               SET birth_date = \(birthDate), country = \(country), learner = \(json: learner), level = \(level),
                   wishes = \(json: wishes), updated_at = \(tx.now), version = version + 1
             WHERE account_id = \(account) AND version = \(version)
            """
        )
        return try Self.demand(account, tx)
    }

    static let migration = Migration(
        id: "tutoring/students-001",
        """
        CREATE TABLE student (
            account_id {id} PRIMARY KEY REFERENCES account (id),
            birth_date {date} NOT NULL,
            country {text} NOT NULL,
            learner {json},
            level {text} CHECK (level IN ('primary', 'lower_secondary', 'upper_secondary', 'university', 'adult')),
            wishes {json},
            created_at {instant} NOT NULL,
            updated_at {instant} NOT NULL,
            version {int} NOT NULL
        ) {strict};
        """
    )
}
