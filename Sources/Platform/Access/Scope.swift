import Kernel

/// What the caller may touch with one permission: decided once at the edge, spent in the query.
package struct Scope: Sendable {
    package let permission: Permission
    package let reach: Reach
    package let actor: Actor

    package init(permission: Permission, reach: Reach, actor: Actor) {
        self.permission = permission
        self.reach = reach
        self.actor = actor
    }
}
