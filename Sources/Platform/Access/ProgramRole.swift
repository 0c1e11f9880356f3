import Kernel

/// A role for programs, made for one purpose, with no other permissions than those it lists.
///
/// Programs have no account, so every permission they hold has the reach `all`. They need no fresh login
/// (``RoutePolicy/freshness``) for the permissions listed here.
package struct ProgramRole: Sendable {
    package let role: Role
    /// A description for administrators who create a token with it.
    package let purpose: String
    package let permissions: [Permission]

    package init(_ name: String, _ purpose: String, may permissions: Permission...) {
        role = Role(name)
        self.purpose = purpose
        self.permissions = permissions
    }
}
