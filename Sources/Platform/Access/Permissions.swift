import Kernel
import Web

extension Permission {
    /// To see and change the caller's own account, sessions and preferences.
    package static let account = Permission("account")
    package static let usersManage = Permission("users.manage")
    package static let auditRead = Permission("audit.read")
    package static let jobsManage = Permission("jobs.manage")
    package static let webhooksManage = Permission("webhooks.manage")
    package static let notificationsManage = Permission("notifications.manage")
}

/// `GET /users/me/permissions`: the caller's permissions with their reach.
enum Permissions {
    static var routes: [Route] {
        [
            Get(
                "/users/me/permissions",
                show,
                .account,
                "List the caller's permissions",
                details: "An account that must still enrol a second factor has few permissions until it does."
            )
        ].tagged("Access")
    }

    static func show(_ call: Call) async throws -> PermissionList {
        let held = call.site.product.access.permissions(of: call.actor.role).filter {
            call.scope(of: $0.permission).reach != .none
        }
        return PermissionList(
            role: call.actor.role.name,
            permissions: held.map { .init(permission: $0.permission.name, reach: $0.reach.rawValue) }
        )
    }
}

/// The permissions of the caller.
struct PermissionList: View {
    /// The role in which the caller acts.
    var role: String
    /// In the order of the product's access table.
    var permissions: [Held]

    /// A permission that the caller has, with its reach.
    struct Held: Codable, Sendable {
        /// As operations name it, for example `users.manage`.
        var permission: String
        /// The rows that it covers: `own`, `assigned`, `area` (an organisation, zone or region) or `all`.
        var reach: String
    }
}
