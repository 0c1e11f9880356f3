/// A member that clients may still send: it is accepted, whatever it holds, and has no effect.
///
/// The document calls it deprecated.
public struct Ignored: Codable, Sendable {
    init() {}

    public init(from _: any Decoder) throws {}

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encodeNil()
    }
}

extension Ignored: Described {
    public static var schema: Schema { .anything }
    public static var placeholder: Self { Self() }
}
