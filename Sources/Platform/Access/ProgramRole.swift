import Kernel

/// A role that only programs have, made for one purpose; it may do nothing but what it lists.
///
/// Programs have no account, so all that they reach, they reach wholly. What a person may do only with a fresh login
/// (``RoutePolicy/freshness``) such a role may do because it was written down here that it may.
package struct ProgramRole: Sendable {
    package let role: Role
    /// For whoever makes a token of it.
    package let purpose: String
    package let permissions: [Permission]

    package init(_ name: String, _ purpose: String, may permissions: Permission...) {
        role = Role(name)
        self.purpose = purpose
        self.permissions = permissions
    }
}
