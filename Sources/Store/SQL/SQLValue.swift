import Kernel

/// A value for the database, in the few types that both engines know.
public enum SQLValue: Sendable, Equatable {
    case null
    case boolean(Bool)
    case integer(Int64)
    case real(Double)
    case text(String)
    case bytes([UInt8])
    case id(UInt128)
    case instant(Instant)
    case date(CivilDate)
    case json(String)
    case list([SQLValue], of: SQLType)
}

extension SQLValue {
    /// PostgreSQL has no U+0000, and its library would silently cut the text there.
    static func withoutNUL(_ text: String) throws -> String {
        guard !text.utf8.contains(0) else {
            throw DatabaseError(.check(""), code: "22021", "a text contains U+0000")
        }
        return text
    }
}

/// The type of a column, independent of the engine.
public enum SQLType: Sendable, Equatable {
    case boolean, integer, real, text, bytes, id, instant, date, json
}

/// A value that can be bound in a statement: `\(value)`.
public protocol SQLBindable {
    static var sqlType: SQLType { get }
    static var isNullable: Bool { get }
    var sqlValue: SQLValue { get }
}

extension SQLBindable {
    public static var isNullable: Bool { false }
}

/// A value that can be read from one column of a row.
public protocol SQLDecodable {
    init(_ cell: Cell) throws
}

/// A value that can be written to a column and read back.
///
/// Enumerations and text values only declare it: every `RawRepresentable` by such a value gets the
/// implementation.
public protocol SQLValueConvertible: SQLBindable, SQLDecodable {}

extension SQLValueConvertible where Self: RawRepresentable, RawValue: SQLBindable & SQLDecodable {
    public static var sqlType: SQLType { RawValue.sqlType }

    public var sqlValue: SQLValue { rawValue.sqlValue }

    public init(_ cell: Cell) throws {
        guard let value = Self(rawValue: try RawValue(cell)) else { throw cell.isNot("a \(Self.self)") }
        self = value
    }
}
