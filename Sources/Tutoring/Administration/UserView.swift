import Kernel
import Platform
import Store
import Web

/// An account in a list.
struct UserSummary: View {
    /// The account.
    var id: ID<Account>
    /// The address to log in with and to write to.
    var email: EmailAddress
    /// The given name.
    var firstName: PersonName
    /// The family name.
    var lastName: PersonName
    /// `student`, `tutor` or `admin`.
    var role: String
    /// Whether the owner can log in.
    var state: Account.State
    /// The tutor of the account; absent for others.
    var tutorId: ID<Tutor>?
    /// When the account was opened.
    var createdAt: Instant
}

extension UserSummary {
    static func of(_ users: [User], _ tx: borrowing Tx) throws -> [UserSummary] {
        var tutors: [ID<Account>: ID<Tutor>] = [:]
        try tx.forEach(
            "SELECT t.account_id, t.id FROM tutor t WHERE t.account_id \(in: users.map(\.account.id))"
        ) { row in
            tutors[try row.next()] = try row.next(ID<Tutor>.self)
        }
        return users.map { user in
            UserSummary(
                id: user.account.id,
                email: user.account.email,
                firstName: user.profile.firstName,
                lastName: user.profile.lastName,
                role: user.account.role.name,
                state: user.account.state,
                tutorId: tutors[user.account.id],
                createdAt: user.account.createdAt
            )
        }
    }
}

/// An account with everything that administrators see of it.
struct UserView: View {
    /// The account.
    var id: ID<Account>
    /// The address to log in with and to write to.
    var email: EmailAddress
    /// Whether the address has been confirmed with a mailed link.
    var emailVerified: Bool
    /// The given name.
    var firstName: PersonName
    /// The family name.
    var lastName: PersonName
    /// The telephone number; absent when there is none.
    var phone: PhoneNumber?
    /// `student`, `tutor` or `admin`.
    var role: String
    /// Whether the owner can log in.
    var state: Account.State
    /// The language of messages.
    var locale: Language
    /// The zone of the times in messages.
    var timeZone: Zone
    /// The profile of a student; absent for others, and until it is written.
    var student: StudentView?
    /// The card of a tutor, with the rating; absent for others.
    var tutor: TutorCard?
    /// The newest papers of a tutor; absent for others, and before any were sent.
    var verification: OwnVerificationView?
    /// The strikes of a tutor, the newest first; empty for others.
    var strikes: [StrikeView]
    /// How many reviews the account has written.
    var reviewsWritten: Int
    /// When the account was opened.
    var createdAt: Instant
    /// Raised by every change of the account or of the profile.
    var version: Int

    /// A mark against a tutor.
    struct StrikeView: Codable, Sendable {
        /// The lesson.
        var bookingId: ID<Lesson>
        /// The reason.
        var cause: Strike.Cause
        /// When it was given.
        var at: Instant
    }
}

extension UserView {
    static func of(_ user: User, for call: Call, _ tx: borrowing Tx) throws -> UserView {
        let (account, profile) = (user.account, user.profile)
        let tutor = try Tutor.find(of: account.id, tx)
        return UserView(
            id: account.id,
            email: account.email,
            emailVerified: account.emailVerifiedAt != nil,
            firstName: profile.firstName,
            lastName: profile.lastName,
            phone: account.phone,
            role: account.role.name,
            state: account.state,
            locale: account.locale,
            timeZone: try PersonZone.of(account.id, at: call.site, tx),
            student: try Student.find(account.id, tx).map { try StudentView($0, call, tx) },
            tutor: try tutor.map { try TutorCard.of($0.id, for: call, tx) },
            verification: try tutor.flatMap { try Verification.newest(of: $0.id, tx) }
                .map(OwnVerificationView.init),
            strikes: try tutor.map { try Strike.list(of: $0.id, tx).map(StrikeView.init) } ?? [],
            reviewsWritten: try reviews(by: account.id, tx),
            createdAt: account.createdAt,
            version: user.version
        )
    }

    private static func reviews(by account: ID<Account>, _ tx: borrowing Tx) throws -> Int {
        try tx.value("SELECT COUNT(*) FROM review r WHERE r.author_id = \(account)", as: Int.self) ?? 0
    }
}

extension UserView.StrikeView {
    fileprivate init(_ strike: Strike) {
        bookingId = strike.lesson
        cause = strike.cause
        at = strike.at
    }
}
