/// Which part of a list is wanted: by cursor (the next rows after the last one seen) or by page number.
package struct PageRequest: Sendable, Hashable {
    package var limit: Int
    package var position: Position

    package enum Position: Sendable, Hashable {
        /// After the row this cursor was made from; nil is the beginning.
        case after(Cursor?)
        /// 1-based, with the total counted.
        case number(Int)
    }

    package init(limit: Int = 20, position: Position = .after(nil)) {
        self.limit = limit
        self.position = position
    }
}

/// Where a reader stands in a list: the sort key and identity of the last row seen.
///
/// Opaque to clients.
package struct Cursor: Sendable, Hashable {
    package let token: String

    package init(token: String) {
        self.token = token
    }
}

/// A part of a list.
package struct Page<Element: Sendable>: Sendable {
    package var data: [Element]
    package var next: Cursor?
    /// Counted only when a page number was asked for.
    package var total: Int?

    package init(_ data: [Element], next: Cursor? = nil, total: Int? = nil) {
        self.data = data
        self.next = next
        self.total = total
    }

    package func map<Other: Sendable>(_ transform: (Element) throws -> Other) rethrows -> Page<Other> {
        Page<Other>(try data.map(transform), next: next, total: total)
    }
}
