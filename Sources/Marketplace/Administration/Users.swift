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
        //  path                      handler   needs
        Get("/admin/users",           list,     .usersManage, "List the accounts", details: "Newest first.")
        Put("/admin/users/{id}/role", appoint,  .roleManage,  "Change the role of an account", details: "Ends all sessions of the account. Local managers get regions with the role; only an account with an earlier onboarding becomes a provider again.").afresh.refuses(.lastAdmin, .interested, .openBusiness, .stale)
    }

    static func summaries(of users: [User], for call: Call, _ tx: borrowing Tx) throws -> [UserView] {
        try UserView.of(users, tx)
    }

    static func detail(of user: User, for call: Call, _ tx: borrowing Tx) throws -> UserView {
        try UserView.of([user], tx)[0]
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
