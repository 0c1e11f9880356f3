import Kernel
import Platform
import Web

/// The reason of an action on something that belongs to others, kept in the history and sent to both sides.
typealias Reason = Line<3, 500>

/// A price or the amount of a quote, in cents.
typealias Price = Ranged<100, 10_000_000>

/// A positive amount in cents: a line of a quote, a refund.
typealias PositiveCents = Ranged<1, 10_000_000>

/// A street address or where to meet, sealed in the database.
typealias StreetAddress = Text<5, 500>

/// The reason of a reading or a deletion, as a query parameter.
struct ReasonQuery: Query {
    /// The reason; kept in the history or in the audit log.
    var reason: Reason
}

/// The same, where only staff must give one.
struct OptionalReasonQuery: Query {
    /// The reason; local managers and administrators must give it.
    var reason: Reason?
}

extension Optional where Wrapped == Reason {
    /// The reason, which staff must give; its absence is a fault at `pointer`.
    func demanded(at pointer: String = "/reason") throws(Problem) -> Reason {
        guard let reason = self else { throw Problem(.invalid, faults: [.init(pointer, Refusal(.required))]) }
        return reason
    }

    /// The same where a reason is demanded; otherwise the reason as it is.
    func demanded(if isDemanded: Bool, at pointer: String = "/reason") throws(Problem) -> Reason? {
        isDemanded ? try demanded(at: pointer) : self
    }
}

/// The form of a name in which two are the same: they differ in capital letters, marks and spaces only.
enum NameKey {
    static func of(_ name: String) -> String { SearchText.words(of: name).joined(separator: " ") }
}

/// A member that the server calculates: its presence in a body is refused as `computed`.
///
/// Bodies declare it as an optional, so that it is no unknown member.
struct Computed: Codable, Sendable, Described {
    private init() {}

    init(from decoder: any Decoder) throws { throw Refusal.computed }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encodeNil()
    }

    static let schema = Schema.anything
    static let placeholder = Computed()
}
