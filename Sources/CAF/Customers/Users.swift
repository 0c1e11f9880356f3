import Kernel
import Platform
import Store
import Web

/// What staff see of the people, and what administrators do with them.
enum Users {
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
    static func list(_ call: Call, filter: UserFilter, page: PageRequest) async throws -> Page<UserSummary> {
        try await call.db.read { tx in
            let users: Page<User> = try tx.page(
                page,
                """
                SELECT \(User.columns) FROM account a JOIN profile p ON p.account_id = a.id
                 WHERE \(SQL.all([Profile.visible(to: call.scope)] + filter.conditions))
                """,
                order: filter.order
            )
            return users.map(UserSummary.init)
        }
    }

    static func create(_ call: Call, body: NewColleague) async throws -> Invited<UserView> {
        let view = try await call.db.write { tx in
            let account = try hire(body, with: nil, by: call.actor, at: call.site, tx)
            try Accounts.mailPasswordLink(to: account, at: call.site, tx)
            return try UserView.of(User.find(account.id, within: call.scope, tx), tx)
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

    static func show(_ call: Call, id: ID<Account>) async throws -> Versioned<UserView> {
        try await call.db.read { tx in
            let view = try UserView.of(User.find(id, within: call.scope, tx), tx)
            return Versioned(view, version: view.version)
        }
    }

    static func activate(_ call: Call, id: ID<Account>) async throws -> UserView {
        try await call.db.write { tx in
            let user = try User.find(id, within: call.scope, tx)
            _ = try user.account.reactivated(by: call.actor, at: call.site, tx)
            return try UserView.of(User.find(id, within: call.scope, tx), tx)
        }
    }

    static func deactivate(_ call: Call, id: ID<Account>) async throws -> UserView {
        try await call.db.write { tx in
            guard id != call.actor.account else { throw Problem(.notOneself) }
            let user = try User.find(id, within: call.scope, tx)
            _ = try user.account.deactivated(by: call.actor, at: call.site, tx)
            return try UserView.of(User.find(id, within: call.scope, tx), tx)
        }
    }

    /// The version says which codice fiscale has been checked: its owner may have written another one meanwhile.
    static func verify(_ call: Call, id: ID<Account>, match: IfMatch) async throws -> UserView {
        try await call.db.write { tx in
            let user = try User.find(id, within: call.scope, tx)
            try match.check(user.version)
            _ = try user.profile.codiceFiscaleVerified(by: call.actor, tx)
            return try UserView.of(User.find(id, within: call.scope, tx), tx)
        }
    }

    static func family(_ call: Call, id: ID<Account>) async throws -> Listing<FamilyMemberView> {
        try await call.db.read { tx in
            let user = try User.find(id, within: call.scope, tx)
            return Listing(try FamilyMember.list(of: user.account.id, tx).map(FamilyMemberView.init))
        }
    }

    static func activity(_ call: Call, id: ID<Account>, page: PageRequest) async throws -> Page<ActivityView>
    {
        try await call.db.read { tx in
            _ = try User.find(id, within: call.scope, tx)
            let entries: Page<Audit.Entry> = try tx.page(
                page,
                """
                SELECT \(Audit.Entry.columns) FROM audit_entry e
                 WHERE (e.actor_id = \(id) OR (e.subject_kind = \(Account.kind) AND e.subject_id = \(id)))
                """,
                order: Order(.descending("at", \.at), .descending("id", \.id))
            )
            return entries.map(ActivityView.init)
        }
    }
}

/// One line of someone's activity.
struct ActivityView: View {
    var id: ID<Audit.Entry>
    var at: Instant
    var actorId: ID<Account>?
    var action: String
    var subjectKind: String
    var subjectId: ID<Subject>?
    var details: JSONValue

    init(_ entry: Audit.Entry) {
        id = entry.id
        at = entry.at
        actorId = entry.actor
        action = entry.action
        subjectKind = entry.subjectKind
        subjectId = entry.subject
        details = entry.details
    }
}
