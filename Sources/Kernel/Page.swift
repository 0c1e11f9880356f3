/// The requested part of a list: by cursor (the rows after the last one seen) or by page number.
public struct PageRequest: Sendable, Hashable {
    public var limit: Int
    public var position: Position

    public enum Position: Sendable, Hashable {
        /// The rows after this cursor; nil is the beginning.
        case after(Cursor?)
        /// A page number from 1; the total is counted too.
        case number(Int)
    }

    public init(limit: Int = 20, position: Position = .after(nil)) {
        self.limit = limit
        self.position = position
    }
}

/// A position in a list: the sort key and identity of the last row seen.
///
/// Opaque to clients.
public struct Cursor: Sendable, Hashable {
    public let token: String

    public init(token: String) {
        self.token = token
    }
}

// swift-format-ignore
extension Refusal {
    public static let notACursor = Refusal("invalid_cursor", ["en": "is not a cursor of this list", "it": "non è un cursore di questo elenco", "ar": "ليس مؤشراً لهذه القائمة", "ku": "نیشاندەری ئەم لیستە نییە"])
}

/// One page of a list.
public struct Page<Element: Sendable>: Sendable {
    /// The elements of this page.
    public var data: [Element]
    public var next: Cursor?
    /// Present only for a request by page number.
    public var total: Int?

    public init(_ data: [Element], next: Cursor? = nil, total: Int? = nil) {
        self.data = data
        self.next = next
        self.total = total
    }

    public func map<Other: Sendable>(_ transform: (Element) throws -> Other) rethrows -> Page<Other> {
        Page<Other>(try data.map(transform), next: next, total: total)
    }
}
