/// The right to do one kind of thing, such as `caf.service_request.read`.
///
/// The access matrix grants it to roles, each with a reach.
public struct Permission: Hashable, Sendable, CustomStringConvertible {
    public let name: String

    public init(_ name: String) {
        self.name = name
    }

    public var description: String { name }

    /// Open to everyone, without a login.
    public static let anyone = Permission("anyone")
}
