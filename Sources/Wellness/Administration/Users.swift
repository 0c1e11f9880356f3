import Kernel
import Platform
import Store
import Web

/// The accounts of everyone, for super administrators.
enum Users: People {
    typealias Filter = UserFilter

    static let routes = rows.tagged("Administration")

    // swift-format-ignore
    @RouteTable private static var rows: [Route] {
        //     path                          handler        needs
        Get  ("/admin/users",                list,          .usersManage, "List users")
        Get  ("/admin/users/{id}",           show,          .usersManage, "Get a user")
        Patch("/admin/users/{id}",           change,        .usersManage, "Update a user's name or language", details: "Absent members stay as they are.").refuses(.stale)
        Patch("/admin/users/{id}/role",      appoint,       .usersManage, "Change a user's role", details: "Business administrators need an open membership; super administrators have neither a membership nor a diary.").afresh.refuses(.notOneself, .notAMember, .hasMembership, .hasDiary, .lastAdministrator, .stale)
        Patch("/admin/users/{id}/activate",  activate,      .usersManage, "Activate a user")
        Patch("/admin/users/{id}/deactivate", deactivate,   .usersManage, "Deactivate a user", details: "Prevents logins and reminders, and ends all sessions. Membership, seat and diary stay.").refuses(.notOneself, .lastAdministrator)
    }

    static func summaries(of users: [User], for call: Call, _ tx: borrowing Tx) throws -> [UserView] {
        try UserView.of(users, tx)
    }

    static func detail(of user: User, for call: Call, _ tx: borrowing Tx) throws -> UserView {
        try UserView.of([user], tx)[0]
    }

    static func change(
        _ call: Call,
        id: ID<Account>,
        match: IfMatch?,
        body: UserChanges
    ) async throws -> Versioned<UserView> {
        try await call.db.write { tx in
            let user = try find(id, for: call, tx)
            try match?.check(user.version)
            return try versioned(user.changed(by: body, as: call.actor, tx), for: call, tx)
        }
    }

    static func appoint(
        _ call: Call,
        id: ID<Account>,
        match: IfMatch?,
        body: Appointment
    ) async throws -> Versioned<UserView> {
        try await call.db.write { tx in
            let user = try find(id, for: call, tx)
            try match?.check(user.version)
            return try versioned(user.appointed(body, as: call, tx), for: call, tx)
        }
    }
}

/// Changes of a user; absent members stay as they are.
struct UserChanges: Body, MergePatch {
    /// The given name.
    var firstName: PersonName?
    /// The family name.
    var lastName: PersonName?
    /// The language of messages to the user.
    var locale: WellnessLanguage?
}

extension User {
    func changed(by changes: UserChanges, as actor: Actor, _ tx: borrowing Tx) throws -> User {
        let profile = try profile.renamed(changes.firstName, changes.lastName, by: actor, tx)
        guard let language = changes.locale?.language, language != account.locale else {
            return User(account: account, profile: profile)
        }
        let account = try account.changed(phone: account.phone, locale: language, by: actor, tx)
        return User(account: account, profile: profile)
    }
}
