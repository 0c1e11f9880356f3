import Kernel
import Platform
import Store
import Web

/// A student's profile.
struct NewStudent: Body {
    /// The date of birth of the account's owner.
    var birthDate: CivilDate
    /// The zone of the student's times, such as `Europe/Rome`.
    var timeZone: Zone
    /// The country of residence.
    var country: CountryCode
    /// The person who is taught, where a guardian has the account.
    var learner: Learner?
    /// The level of the lessons.
    var level: SubjectLevel?
    /// The wishes for tutors and times.
    var wishes: StudentWishes?

    func student(of account: ID<Account>, _ tx: borrowing Tx) -> Student {
        Student(
            account: account,
            birthDate: birthDate,
            country: country,
            learner: learner,
            level: level,
            wishes: wishes,
            createdAt: tx.now,
            updatedAt: tx.now,
            version: 1
        )
    }
}

/// Changes of a student's profile; absent members stay as they are.
struct StudentChanges: Body, MergePatch {
    /// The date of birth of the account's owner.
    var birthDate: CivilDate?
    /// The zone of the student's times; lessons that are booked stay where they are.
    var timeZone: Zone?
    /// The country of residence.
    var country: CountryCode?
    /// The person who is taught; null where the owner is.
    var learner: Change<Learner>
    /// The level of the lessons.
    var level: Change<SubjectLevel>
    /// The wishes for tutors and times.
    var wishes: Change<StudentWishes>

    func applied(to student: Student) -> Student {
        var next = student
        next.birthDate = birthDate ?? student.birthDate
        next.country = country ?? student.country
        next.learner = learner.applied(to: student.learner)
        next.level = level.applied(to: student.level)
        next.wishes = wishes.applied(to: student.wishes)
        return next
    }
}

/// A student's profile as the student sees it.
struct StudentView: View {
    /// The account of the student.
    var id: ID<Account>
    /// The date of birth of the account's owner.
    var birthDate: CivilDate
    /// Wished windows and the hours in messages are meant in it.
    var timeZone: Zone
    /// The country of residence.
    var country: CountryCode
    /// The person who is taught; absent where the owner is.
    var learner: Learner?
    /// The level of the lessons; absent until it is given.
    var level: SubjectLevel?
    /// The wishes for tutors and times; absent until it is given.
    var wishes: StudentWishes?
    /// When the profile was written.
    var createdAt: Instant
    /// The value for `If-Match`.
    var version: Int

    init(_ student: Student, _ call: Call, _ tx: borrowing Tx) throws {
        id = student.account
        birthDate = student.birthDate
        timeZone = try PersonZone.of(student.account, at: call.site, tx)
        country = student.country
        learner = student.learner
        level = student.level
        wishes = student.wishes
        createdAt = student.createdAt
        version = student.version
    }

    static func versioned(
        _ student: Student,
        _ call: Call,
        _ tx: borrowing Tx
    ) throws -> Versioned<StudentView> {
        Versioned(try StudentView(student, call, tx), version: student.version)
    }
}
