/// The part that an account plays in its product, such as `customer` or `operator`.
///
/// Each product lists its own roles.
package struct Role: Hashable, Sendable, CustomStringConvertible {
    package let name: String

    package init(_ name: String) {
        self.name = name
    }

    package var description: String { name }

    /// The role of an unauthenticated caller.
    package static let nobody = Role("nobody")
    /// The role of the server itself: jobs and commands.
    package static let system = Role("system")
}
