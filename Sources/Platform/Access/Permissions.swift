import Kernel
import Web

extension Permission {
    /// To see and change one's own account, sessions, preferences.
    package static let account = Permission("account")
    package static let usersManage = Permission("users.manage")
    package static let auditRead = Permission("audit.read")
    package static let jobsManage = Permission("jobs.manage")
    package static let webhooksManage = Permission("webhooks.manage")
    package static let notificationsManage = Permission("notifications.manage")
}

/// `GET /users/me/permissions`: what the caller may do, and how far.
enum Permissions {
    static var routes: [Route] {
        [
            Get(
                "/users/me/permissions",
                show,
                .account,
                "What the caller may do, and how far it reaches"
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

struct PermissionList: View {
    var role: String
    var permissions: [Held]

    struct Held: Codable, Sendable {
        var permission: String
        var reach: String
    }
}
