import Kernel
import Platform
import Web

/// The reason of an action on something that belongs to others, kept in the history and sent to them.
typealias Reason = Line<3, 500>

/// A name of a person: the first or the last one.
typealias PersonName = Line<1, 60>

/// The code of a subject, such as `mathematics`.
typealias SubjectCode = Line<2, 40>

/// A body with nothing but the reason.
struct ReasonGiven: Body {
    /// The reason; kept in the history and sent to the people concerned.
    var reason: Reason
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
