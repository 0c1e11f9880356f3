import Kernel
import Store

/// The columns by which a list can be sorted; their raw values are the names in the query.
package protocol SortColumns: RawRepresentable<String>, CaseIterable, Hashable, Sendable {
    associatedtype Element: Sendable

    /// The keys of this column, without the last one.
    var keys: [SortKey<Element>] { get }
    /// The last key of this column's orders; by default ``last``.
    var end: SortKey<Element> { get }
    /// The last key of every order, a unique column.
    static var last: SortKey<Element> { get }
    /// The order of a list without a parameter.
    static var usual: ColumnSort<Self> { get }
    /// Earlier words for some orders, which are still taken.
    static var words: [String: ColumnSort<Self>] { get }
}

extension SortColumns {
    package static var words: [String: ColumnSort<Self>] { [:] }
    package var end: SortKey<Element> { Self.last }
}

/// A selected column with its value in an element, to be sorted in either direction.
package struct SortKey<Element: Sendable>: Sendable {
    private let ascending: SortOrder<Element>.Key
    private let descending: SortOrder<Element>.Key

    package init<Value: SQLBindable & Sendable>(
        _ column: StaticString,
        _ value: @escaping @Sendable (Element) -> Value
    ) {
        ascending = .ascending(column, value)
        descending = .descending(column, value)
    }

    private init(ascending: SortOrder<Element>.Key, descending: SortOrder<Element>.Key) {
        self.ascending = ascending
        self.descending = descending
    }

    /// The same column against the direction of its order, as the longest wait within the highest priority.
    package var reversed: SortKey<Element> { SortKey(ascending: descending, descending: ascending) }

    fileprivate func key(isDescending: Bool) -> SortOrder<Element>.Key {
        isDescending ? descending : ascending
    }
}

/// An order of a list by one of its columns: `name` and `+name` ascending, `-name` descending.
package struct ColumnSort<Column: SortColumns>: Sendable, Hashable {
    package let column: Column
    package let isDescending: Bool

    package static func up(_ column: Column) -> Self { Self(column: column, isDescending: false) }
    package static func down(_ column: Column) -> Self { Self(column: column, isDescending: true) }
    package static var usual: Self { Column.usual }

    package var order: SortOrder<Column.Element> {
        SortOrder(keys: (column.keys + [column.end]).map { $0.key(isDescending: isDescending) })
    }
}

extension ColumnSort: CustomStringConvertible {
    /// Nil for a text that names no column.
    ///
    /// An unencoded `+` of a query arrives as a blank.
    package init?(_ text: String) {
        if let known = Column.words[text] {
            self = known
            return
        }
        let isSigned = text.first.map { "+- ".contains($0) } ?? false
        guard let column = Column(rawValue: isSigned ? String(text.dropFirst()) : text) else { return nil }
        self.init(column: column, isDescending: text.first == "-")
    }

    package var description: String { (isDescending ? "-" : "") + column.rawValue }

    private static var columns: [String] { Column.allCases.map(\.rawValue) }

    /// All texts that the document offers.
    fileprivate static var offered: [String] {
        columns.flatMap { [$0, "-" + $0] } + Column.words.keys.sorted()
    }

    fileprivate static var pattern: String {
        let words = Column.words.keys.sorted().map { "|" + $0 }.joined()
        return "^([+-]?(\(columns.joined(separator: "|")))\(words))$"
    }
}

extension ColumnSort: Codable {
    package init(from decoder: any Decoder) throws {
        let text = try decoder.singleValueContainer().decode(String.self)
        guard let sort = Self(text) else { throw Refusal(.notInEnumeration(Self.offered)) }
        self = sort
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}

extension ColumnSort: Described {
    package static var schema: Schema {
        .text(
            TextRule(
                pattern: pattern,
                example: placeholder.description,
                description: "A column, with a minus before it for the descending order"
            ) { Self($0) == nil ? Refusal(.notInEnumeration(offered)) : nil }
        )
    }

    package static var placeholder: Self { Column.usual }
}
