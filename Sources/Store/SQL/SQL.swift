import Kernel

/// The SQL dialect of an engine.
public enum Dialect: Sendable {
    case postgres, sqlite
}

/// A statement or a part of one.
///
/// Its text consists of compile-time literals, and its values are always bound: a run-time string cannot
/// become SQL.
public struct SQL: ExpressibleByStringInterpolation, Sendable {
    enum Part: Sendable {
        case text(StaticString)
        case value(SQLValue)
        case branch(postgres: StaticString, sqlite: StaticString)
        /// A constant of the program, written into the text so that plans can use it.
        case number(Int)
    }

    private(set) var parts: [Part]
    /// The error of a value that could not be encoded; thrown when the statement runs.
    private(set) var fault: (any Error)?

    public init(stringLiteral text: StaticString) {
        parts = [.text(text)]
    }

    public init(stringInterpolation: StringInterpolation) {
        parts = stringInterpolation.sql.parts
        fault = stringInterpolation.sql.fault
    }

    /// Empty, with capacity for `room` parts.
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
    /// All conditions hold; `TRUE` for an empty list.
    public static func all(_ conditions: [SQL]) -> SQL {
        joined(conditions, by: " AND ", orElse: "TRUE")
    }

    /// At least one condition holds; `FALSE` for an empty list.
    public static func any(_ conditions: [SQL]) -> SQL {
        joined(conditions, by: " OR ", orElse: "FALSE")
    }

    private static func joined(_ conditions: [SQL], by word: SQL, orElse empty: SQL) -> SQL {
        guard let first = conditions.first else { return empty }
        return conditions.dropFirst().reduce(into: "(\(first))") { sql, condition in
            sql.append("\(word)(\(condition))")
        }
    }

    /// The sum of a column of whole numbers: zero without rows.
    ///
    /// PostgreSQL sums to a type without limit, which none of our columns has.
    public static func sum(of column: SQL) -> SQL {
        "CAST(COALESCE(SUM(\(column)), 0) AS bigint)"
    }

    /// A list separated by commas, for columns and VALUES rows.
    public static func list(_ items: [SQL]) -> SQL {
        guard let first = items.first else { return .empty }
        return items.dropFirst().reduce(into: first) { sql, item in sql.append(", \(item)") }
    }
}

extension SQL {
    /// The text for one engine, with numbered placeholders.
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

    /// The values of the placeholders, in order.
    var values: [SQLValue] {
        var values: [SQLValue] = []
        values.reserveCapacity(parts.count)
        for case .value(let value) in parts { values.append(value) }
        return values
    }
}
