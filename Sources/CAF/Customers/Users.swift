import Kernel
import Platform
import Store
import Web

/// Staff and customers: operators read them, administrators manage them.
enum Users: People {
    typealias Filter = UserFilter

    static let routes = rows.tagged("Users (office)")

    // swift-format-ignore
    @RouteTable private static var rows: [Route] {
        //     path                                 handler        needs
        Get  ("/admin/users",                      list,          .customerRead, "List users", details: "Staff and customers. Operators see only the customers of the requests that they can read.")
        Post ("/admin/users",                      create,        .usersManage,  "Create a staff account", details: "The colleague gets an e-mail with a link to choose a password.").afresh.forPeople.refuses(.emailTaken)
        Get  ("/admin/users/{id}",                 show,          .customerRead, "Get a user")
        Patch("/admin/users/{id}/activate",        activate,      .usersManage,  "Activate a user").afresh
        Patch("/admin/users/{id}/deactivate",      deactivate,    .usersManage,  "Deactivate a user", details: "Prevents logins and ends all sessions of the user. Refused for the caller's own account and for the last administrator.").afresh.refuses(.notOneself, .lastAdministrator)
        Post ("/admin/users/{id}/codice-fiscale/verification", verify, .usersManage, "Verify a user's codice fiscale", details: "Records that the office has checked it against an official document. It cannot be changed by the customer afterwards.").afresh.refuses(.codiceFiscaleTaken, .stale, .preconditionRequired)
        Get  ("/admin/users/{id}/family-members",  family,        .customerRead, "List a user's family members")
        Get  ("/admin/users/{id}/activity-log",    activity,      .auditRead,    "List a user's activity", details: "Audit entries of the user's own actions and of actions on the user's account.")
    }
}

/// A role in the office.
enum RoleName: String, Codable, CaseIterable, Sendable {
    /// A customer of the office.
    case customer
    /// A consultant who works on service requests.
    case `operator`
    /// An administrator of the office.
    case admin
}

/// A staff account to create.
struct NewColleague: Body {
    /// The login name, and the address for the link to choose a password.
    var email: EmailAddress
    /// Deprecated and ignored: the colleague chooses the password with the link.
    var password: UnusedPassword?
    /// As shown to customers.
    var firstName: PersonName
    /// As shown to customers.
    var lastName: PersonName
    var role: StaffRole
    var phone: PhoneNumber?

    /// A role of staff.
    enum StaffRole: String, Codable, CaseIterable, Sendable {
        /// A consultant who works on service requests.
        case `operator`
        /// An administrator of the office.
        case admin
    }
}

extension Users {
    static func summaries(of users: [User], for call: Call, _ tx: borrowing Tx) -> [UserSummary] {
        users.map(UserSummary.init)
    }

    static func detail(of user: User, for call: Call, _ tx: borrowing Tx) throws -> UserView {
        var view = UserView(user, try Consent.current(of: user.account.id, tx), for: call)
        view.subscription = try PlanInShort.of(user.account, in: call.languages, tx)
        return view
    }

    static func create(_ call: Call, body: NewColleague) async throws -> Invited<UserView> {
        let view = try await call.db.write { tx in
            let account = try hire(body, with: nil, by: call.actor, at: call.site, tx)
            try Accounts.mailPasswordLink(to: account, at: call.site, tx)
            return try detail(of: find(account.id, for: call, tx), for: call, tx)
        }
        return Invited(view, at: "/admin/users/\(view.id)", version: view.version, call)
    }

    /// Creates the account and its profile in the same transaction.
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

    /// The version identifies the checked codice fiscale, which the owner may have changed in the meantime.
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
