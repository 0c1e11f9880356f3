import Kernel
import Store

/// One column of a report: its name in the query and in JSON, its title and the kind of its values.
package struct ReportColumn: Sendable {
    /// The kind of a column's values.
    package enum Kind: String, Codable, CaseIterable, Sendable {
        /// The identifier of a record, as a string.
        case id
        /// Words for people, or a code.
        case text
        /// A reference code for people, as a string; in the database its number.
        case reference
        /// A whole number.
        case integer
        /// A whole number of minor units of the product's currency.
        case money
        /// A number in percent, with up to two decimals; in the database hundredths of a percent.
        case percent
        /// A whole number of seconds.
        case duration
        /// A moment in UTC (RFC 3339).
        case instant
        /// A calendar date, `YYYY-MM-DD`.
        case date
    }

    package let name: StaticString
    package let title: LocalizedText
    package let kind: Kind
    /// Whether the column is printed in a PDF; identifiers never are.
    package let isOnPaper: Bool
    /// The names of codes; other codes are shown as they are.
    package let words: [String: LocalizedText]

    package init(
        _ name: StaticString,
        _ kind: Kind,
        _ title: LocalizedText,
        isOnPaper: Bool = true,
        words: [String: LocalizedText] = [:]
    ) {
        self.name = name
        self.kind = kind
        self.title = title
        self.isOnPaper = isOnPaper && kind != .id
        self.words = words
    }

    package var key: String { name.description }

    func value(_ row: inout Row) throws -> ReportValue {
        switch kind {
        case .id: try row.next(ID<Subject>?.self).map { .id($0) } ?? .none
        case .text: try row.next(String?.self).map { .text($0) } ?? .none
        case .integer, .reference, .money, .percent, .duration:
            try row.next(Int64?.self).map { .integer($0) } ?? .none
        case .instant: try row.next(Instant?.self).map { .instant($0) } ?? .none
        case .date: try row.next(CivilDate?.self).map { .date($0) } ?? .none
        }
    }

    /// The value for programs.
    func json(_ value: ReportValue) -> JSONValue {
        switch value {
        case .none: .null
        case .id(let id): .string(id.description)
        case .text(let text): .string(text)
        case .integer(let number): json(number)
        case .instant(let instant): .string(instant.description)
        case .date(let date): .string(date.description)
        }
    }

    private func json(_ number: Int64) -> JSONValue {
        switch kind {
        case .percent: .number(Double(number) / 100)
        case .reference: .string(ReferenceCode(number: number).rawValue)
        default: .integer(number)
        }
    }

    /// The sort key of this column, in SQL and in a row.
    func sortKey(at index: Int, isDescending: Bool) -> SortOrder<ReportRow>.Key {
        switch kind {
        case .id: sortKey(isDescending) { $0.values[index].id }
        case .text: sortKey(isDescending) { $0.values[index].text }
        case .integer, .reference, .money, .percent, .duration:
            sortKey(isDescending) { $0.values[index].integer }
        case .instant: sortKey(isDescending) { $0.values[index].instant }
        case .date: sortKey(isDescending) { $0.values[index].date }
        }
    }

    private func sortKey<Value: SQLBindable & Sendable>(
        _ isDescending: Bool,
        _ value: @escaping @Sendable (ReportRow) -> Value?
    ) -> SortOrder<ReportRow>.Key {
        isDescending ? .descending(name, value) : .ascending(name, value)
    }
}

/// One value of a report.
package enum ReportValue: Sendable, Hashable {
    case none
    case id(ID<Subject>)
    case text(String)
    case integer(Int64)
    case instant(Instant)
    case date(CivilDate)
}

extension ReportValue {
    package var id: ID<Subject>? { if case .id(let value) = self { value } else { nil } }
    package var text: String? { if case .text(let value) = self { value } else { nil } }
    package var integer: Int64? { if case .integer(let value) = self { value } else { nil } }
    package var instant: Instant? { if case .instant(let value) = self { value } else { nil } }
    package var date: CivilDate? { if case .date(let value) = self { value } else { nil } }
}
