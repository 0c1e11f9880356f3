import Kernel

/// Which database speaks.
public enum Dialect: Sendable {
    case postgres, sqlite
}

/// A statement or a piece of one.
///
/// Its words are compile-time literals, its values always bind: a run-time string cannot become SQL.
public struct SQL: ExpressibleByStringInterpolation, Sendable {
    enum Part: Sendable {
        case text(StaticString)
        case value(SQLValue)
        case branch(postgres: StaticString, sqlite: StaticString)
        /// A number of ours, written into the text: a plan can count on it.
        case number(Int)
    }

    private(set) var parts: [Part]
    /// Why a value could not be encoded; thrown when the statement is run.
    private(set) var fault: (any Error)?

    public init(stringLiteral text: StaticString) {
        parts = [.text(text)]
    }

    public init(stringInterpolation: StringInterpolation) {
        parts = stringInterpolation.sql.parts
        fault = stringInterpolation.sql.fault
    }

    /// Without a word, with room for so many parts.
    init(room: Int) {
        parts = []
        parts.reserveCapacity(room)
    }

    public static let empty = SQL(room: 0)

    mutating func append(_ part: Part) {
        parts.append(part)
    }

    mutating func append(_ fragment: SQL) {
        parts += fragment.parts
        fault = fault ?? fragment.fault
    }

    mutating func fail(_ error: any Error) {
        fault = fault ?? error
    }
}

extension SQL {
    /// Every condition holds; `TRUE` when there is none.
    public static func all(_ conditions: [SQL]) -> SQL {
        joined(conditions, by: " AND ", orElse: "TRUE")
    }

    /// Some condition holds; `FALSE` when there is none.
    public static func any(_ conditions: [SQL]) -> SQL {
        joined(conditions, by: " OR ", orElse: "FALSE")
    }

    private static func joined(_ conditions: [SQL], by word: SQL, orElse empty: SQL) -> SQL {
        guard let first = conditions.first else { return empty }
        return conditions.dropFirst().reduce(into: "(\(first))") { sql, condition in
            sql.append("\(word)(\(condition))")
        }
    }

    /// The sum of a column of whole numbers: zero when there is none.
    ///
    /// PostgreSQL sums to a type without limit, which no column of ours has.
    public static func sum(of column: SQL) -> SQL {
        "CAST(COALESCE(SUM(\(column)), 0) AS bigint)"
    }

    /// A list with commas, for columns and VALUES rows.
    public static func list(_ items: [SQL]) -> SQL {
        guard let first = items.first else { return .empty }
        return items.dropFirst().reduce(into: first) { sql, item in sql.append(", \(item)") }
    }
}

extension SQL {
    /// The text for one engine, placeholders numbered in order.
    func text(for dialect: Dialect) -> String {
        var bytes: [UInt8] = []
        var values = 0
        bytes.reserveCapacity(256)
        for part in parts {
            switch part {
            case .text(let text):
                text.withUTF8Buffer { bytes.append(contentsOf: $0) }
            case .branch(let postgres, let sqlite):
                (dialect == .postgres ? postgres : sqlite).withUTF8Buffer { bytes.append(contentsOf: $0) }
            case .number(let number):
                bytes.append(contentsOf: String(number).utf8)
            case .value:
                values += 1
                bytes.append(UInt8(ascii: "$"))
                bytes.append(contentsOf: String(values).utf8)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// What the placeholders stand for, in order.
    var values: [SQLValue] {
        var values: [SQLValue] = []
        values.reserveCapacity(parts.count)
        for case .value(let value) in parts { values.append(value) }
        return values
    }
}
