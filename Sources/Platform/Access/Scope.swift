import Kernel

/// The caller's reach with one permission: decided once at the edge, applied in the query.
package struct Scope: Sendable {
    package let permission: Permission
    package let reach: Reach
    /// The area of the caller's role, which the reach `area` covers.
    package let area: Area?
    package let actor: Actor

    package init(permission: Permission, reach: Reach, area: Area? = nil, actor: Actor) {
        self.permission = permission
        self.reach = reach
        self.area = area
        self.actor = actor
    }
}
