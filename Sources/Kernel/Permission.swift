/// The right to do one kind of thing, as `caf.service_request.read`.
///
/// Who holds it, and how far it reaches, is the access matrix.
package struct Permission: Hashable, Sendable, CustomStringConvertible {
    package let name: String

    package init(_ name: String) {
        self.name = name
    }

    package var description: String { name }

    /// Asked of no one: the operation is open to the world.
    package static let anyone = Permission("anyone")
}
