import Kernel
import Platform
import Store
import Web

/// The accounts of everyone, for administrators.
enum Users: People {
    typealias Filter = UserFilter

    static let routes = rows.tagged("Administration")

    // swift-format-ignore
    @RouteTable private static var rows: [Route] {
        //    path                            handler     needs
        Get  ("/admin/users",                 list,       .usersManage, "List the accounts")
        Get  ("/admin/users/{id}",            read,       .usersManage, "Get an account", details: "With the profile, and the strikes and the rating of a tutor. The reading is audited.")
        Get  ("/admin/users/{id}/activity",   readTrail,  .usersManage, "List what an account did and what was done to it", details: "Audit entries of its own actions and of actions on it, newest first. The reading is audited.")
        Patch("/admin/users/{id}/role",       appoint,    .usersManage, "Change the role of an account", details: "Ends all sessions of the account. Only an account that has been a tutor's becomes one again.").afresh.refuses(.lastAdministrator, .ownAccount, .openBusiness)
        Patch("/admin/users/{id}/activate",   reactivate, .usersManage, "Activate an account", details: "A tutor who was suspended by the deactivation is reinstated.").afresh.refuses(.ownAccount)
        Patch("/admin/users/{id}/deactivate", stop,       .usersManage, "Deactivate an account", details: "Prevents logins and ends all sessions. A tutor is suspended; the lessons ahead of a student are cancelled, and everything comes back.").afresh.refuses(.lastAdministrator, .ownAccount)
    }

    static func summaries(of users: [User], for call: Call, _ tx: borrowing Tx) throws -> [UserSummary] {
        try UserSummary.of(users, tx)
    }

    static func detail(of user: User, for call: Call, _ tx: borrowing Tx) throws -> UserView {
        try UserView.of(user, for: call, tx)
    }

    static func read(_ call: Call, id: ID<Account>) async throws -> Versioned<UserView> {
        try await call.db.write { tx in
            let user = try find(id, for: call, tx)
            try Audit.record(UserAction.read, of: Account.kind, id.cast(), by: call.actor, tx)
            return try versioned(user, for: call, tx)
        }
    }

    static func readTrail(
        _ call: Call,
        id: ID<Account>,
        page: PageRequest
    ) async throws -> Page<ActivityView> {
        try await call.db.write { tx in
            _ = try find(id, for: call, tx)
            try Audit.record(UserAction.readActivity, of: Account.kind, id.cast(), by: call.actor, tx)
        }
        return try await activity(call, id: id, page: page)
    }

    static func appoint(_ call: Call, id: ID<Account>, body: Appointment) async throws -> UserView {
        try await changing(id, call) { user, tx in try user.appointed(body, as: call, tx) }
    }

    static func reactivate(_ call: Call, id: ID<Account>, body: ReasonGiven) async throws -> UserView {
        try await changing(id, call) { user, tx in
            try user.reactivated(because: body.reason, as: call, tx)
        }
    }

    static func stop(_ call: Call, id: ID<Account>, body: ReasonGiven) async throws -> UserView {
        try await changing(id, call) { user, tx in try user.stopped(because: body.reason, as: call, tx) }
    }

    private static func changing(
        _ id: ID<Account>,
        _ call: Call,
        _ change: @escaping @Sendable (User, borrowing Tx) throws -> User
    ) async throws -> UserView {
        try await call.db.write { tx in
            let user = try find(id, for: call, tx)
            guard id != call.actor.account else { throw Problem(.ownAccount) }
            return try detail(of: change(user, tx), for: call, tx)
        }
    }
}
