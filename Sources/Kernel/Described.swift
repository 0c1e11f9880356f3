/// A value that says in the API document what it accepts, and shows one.
///
/// Constraints live in such types: they refuse in `init(from:)` by throwing a ``Refusal``, and the same rule stands in their schema,
/// so a document with several faults is answered with all of them.
package protocol Described {
    static var schema: Schema { get }
    static var placeholder: Self { get }
}

/// Why one value was not accepted.
///
/// The JSON layer adds where it stood.
package struct Refusal: Error, Sendable, Equatable {
    /// A stable machine-readable word, such as `too_long`.
    package let code: String
    package let message: LocalizedText

    package init(_ code: String, _ message: LocalizedText) {
        self.code = code
        self.message = message
    }

    package init(_ kind: Kind) {
        self.init(kind.code, kind.message)
    }

    /// The refusals every product shares.
    package struct Kind: Sendable {
        let code: String
        let message: LocalizedText
    }
}

// swift-format-ignore
extension Refusal.Kind {
    package static let notAnIdentifier = Self(code: "invalid_id",      message: ["en": "is not an identifier (UUID)", "it": "non è un identificativo (UUID)"])
    package static let notAnInstant    = Self(code: "invalid_instant", message: ["en": "is not an RFC 3339 instant", "it": "non è un istante RFC 3339"])
    package static let notADate        = Self(code: "invalid_date",    message: ["en": "is not a calendar date (YYYY-MM-DD)", "it": "non è una data valida (AAAA-MM-GG)"])
}
