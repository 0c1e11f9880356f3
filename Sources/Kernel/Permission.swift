/// The right to do one kind of thing, as `caf.service_request.read`.
///
/// Who holds it, and how far it reaches, is the access matrix.
public struct Permission: Hashable, Sendable, CustomStringConvertible {
    public let name: String

    public init(_ name: String) {
        self.name = name
    }

    public var description: String { name }

    /// Asked of no one: the operation is open to the world.
    public static let anyone = Permission("anyone")
}
