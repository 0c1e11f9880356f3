import Kernel
import Platform
import Store
import Web

/// The people of the office and its customers, for staff to read and for administrators to manage.
enum Users: People {
    typealias Filter = UserFilter

    static let routes = rows.tagged("Users (office)")

    // swift-format-ignore
    @RouteTable private static var rows: [Route] {
        //     path                                 handler        needs
        Get  ("/admin/users",                      list,          .customerRead, "The people of the office and its customers")
        Post ("/admin/users",                      create,        .usersManage,  "Create an account for a colleague, who is mailed a link to choose a password").afresh.forPeople.refuses(.emailTaken)
        Get  ("/admin/users/{id}",                 show,          .customerRead, "One person")
        Patch("/admin/users/{id}/activate",        activate,      .usersManage,  "Let someone log in again").afresh
        Patch("/admin/users/{id}/deactivate",      deactivate,    .usersManage,  "Keep someone from logging in, and end their sessions").afresh.refuses(.notOneself, .lastAdministrator)
        Post ("/admin/users/{id}/codice-fiscale/verification", verify, .usersManage, "Record that the office has checked the codice fiscale of a person").afresh.refuses(.codiceFiscaleTaken, .stale, .preconditionRequired)
        Get  ("/admin/users/{id}/family-members",  family,        .customerRead, "A customer's family")
        Get  ("/admin/users/{id}/activity-log",    activity,      .auditRead,    "What someone did, and what was done to their account")
    }
}

enum RoleName: String, Codable, CaseIterable, Sendable {
    case customer
    case `operator`
    case admin
}

struct NewColleague: Body {
    var email: EmailAddress
    var password: UnusedPassword?
    var firstName: PersonName
    var lastName: PersonName
    var role: StaffRole
    var phone: PhoneNumber?

    enum StaffRole: String, Codable, CaseIterable, Sendable {
        case `operator`
        case admin
    }
}

extension Users {
    static func summaries(of users: [User], for call: Call, _ tx: borrowing Tx) -> [UserSummary] {
        users.map(UserSummary.init)
    }

    static func detail(of user: User, for call: Call, _ tx: borrowing Tx) throws -> UserView {
        UserView(user, try Consent.current(of: user.account.id, tx), for: call)
    }

    static func create(_ call: Call, body: NewColleague) async throws -> Invited<UserView> {
        let view = try await call.db.write { tx in
            let account = try hire(body, with: nil, by: call.actor, at: call.site, tx)
            try Accounts.mailPasswordLink(to: account, at: call.site, tx)
            return try detail(of: find(account.id, for: call, tx), for: call, tx)
        }
        return Invited(view, at: "/admin/users/\(view.id)", version: view.version, call)
    }

    /// Account and profile, or neither.
    static func hire(
        _ body: NewColleague,
        with password: HashedPassword?,
        by actor: Actor,
        at site: Site,
        _ tx: borrowing Tx
    ) throws -> Account {
        let account = try Accounts.register(
            email: body.email,
            phone: body.phone,
            password: password,
            role: Role(body.role.rawValue),
            locale: .italian,
            by: actor,
            at: site,
            tx
        )
        try Profile(of: account.id, body.firstName, body.lastName, at: tx.now).insert(tx)
        return account
    }

    /// The version says which codice fiscale has been checked: its owner may have written another one meanwhile.
    static func verify(_ call: Call, id: ID<Account>, match: IfMatch) async throws -> UserView {
        try await call.db.write { tx in
            let user = try find(id, for: call, tx)
            try match.check(user.version)
            let profile = try user.profile.codiceFiscaleVerified(by: call.actor, tx)
            return try detail(of: User(account: user.account, profile: profile), for: call, tx)
        }
    }

    static func family(_ call: Call, id: ID<Account>) async throws -> Listing<FamilyMemberView> {
        try await call.db.read { tx in
            let user = try find(id, for: call, tx)
            return Listing(try FamilyMember.list(of: user.account.id, tx).map(FamilyMemberView.init))
        }
    }
}
