/// A value with its own schema and example for the API document.
///
/// Constraints live in such types: `init(from:)` refuses by throwing a ``Refusal``, and the schema states the
/// same rule, so a document with several faults is answered with all of them.
public protocol Described {
    static var schema: Schema { get }
    static var placeholder: Self { get }
}

/// The reason why one value was not accepted.
///
/// The JSON layer adds its location.
public struct Refusal: Error, Sendable, Equatable {
    /// A stable machine-readable word, such as `too_long`.
    public let code: String
    public let message: LocalizedText

    public init(_ code: String, _ message: LocalizedText) {
        self.code = code
        self.message = message
    }

    public init(_ kind: Kind) {
        self.init(kind.code, kind.message)
    }

    /// The refusals that all products share.
    public struct Kind: Sendable {
        let code: String
        let message: LocalizedText
    }
}

// swift-format-ignore
extension Refusal.Kind {
    public static let notAnIdentifier = Self(code: "invalid_id",      message: ["en": "is not an identifier (UUID)", "it": "non è un identificativo (UUID)", "ar": "ليس معرّفاً (UUID)", "ku": "ناسێنەر (UUID) نییە"])
    public static let notAnInstant    = Self(code: "invalid_instant", message: ["en": "is not an RFC 3339 date and time", "it": "non è una data con ora in formato RFC 3339", "ar": "ليس وقتاً بصيغة RFC 3339", "ku": "کاتێک نییە بە شێوازی RFC 3339"])
    public static let notADate        = Self(code: "invalid_date",    message: ["en": "is not a calendar date (YYYY-MM-DD)", "it": "non è una data valida (AAAA-MM-GG)", "ar": "ليس تاريخاً (YYYY-MM-DD)", "ku": "بەروار نییە (YYYY-MM-DD)"])
}
