import Kernel

extension Bool: SQLValueConvertible {
    public static var sqlType: SQLType { .boolean }
    public var sqlValue: SQLValue { .boolean(self) }
    public init(_ cell: Cell) throws { self = try cell.integer() != 0 }
}

extension Int64: SQLValueConvertible {
    public static var sqlType: SQLType { .integer }
    public var sqlValue: SQLValue { .integer(self) }
    public init(_ cell: Cell) throws { self = try cell.integer() }
}

extension Int: SQLValueConvertible {
    public static var sqlType: SQLType { .integer }
    public var sqlValue: SQLValue { .integer(Int64(self)) }
    public init(_ cell: Cell) throws { self = Int(try cell.integer()) }
}

extension Int32: SQLValueConvertible {
    public static var sqlType: SQLType { .integer }
    public var sqlValue: SQLValue { .integer(Int64(self)) }

    public init(_ cell: Cell) throws {
        guard let value = Int32(exactly: try cell.integer()) else { throw cell.isNot("a 32-bit integer") }
        self = value
    }
}

extension Double: SQLValueConvertible {
    public static var sqlType: SQLType { .real }
    public var sqlValue: SQLValue { .real(self) }
    public init(_ cell: Cell) throws { self = try cell.real() }
}

extension String: SQLValueConvertible {
    public static var sqlType: SQLType { .text }
    public var sqlValue: SQLValue { .text(self) }
    public init(_ cell: Cell) throws { self = try cell.text() }
}

extension Array: SQLBindable, SQLDecodable, SQLValueConvertible where Element == UInt8 {
    public static var sqlType: SQLType { .bytes }
    public var sqlValue: SQLValue { .bytes(self) }
    public init(_ cell: Cell) throws { self = try cell.withBytes { Array($0) } }
}

extension Optional: SQLBindable where Wrapped: SQLBindable {
    public static var sqlType: SQLType { Wrapped.sqlType }
    public static var isNullable: Bool { true }
    public var sqlValue: SQLValue { self?.sqlValue ?? .null }
}

extension Optional: SQLDecodable where Wrapped: SQLDecodable {
    public init(_ cell: Cell) throws { self = cell.isNull ? nil : try Wrapped(cell) }
}

extension Optional: SQLValueConvertible where Wrapped: SQLValueConvertible {}

extension ID: SQLValueConvertible {
    public static var sqlType: SQLType { .id }
    public var sqlValue: SQLValue { .id(raw) }
    public init(_ cell: Cell) throws { self.init(raw: try cell.id()) }
}

extension Instant: SQLValueConvertible {
    public static var sqlType: SQLType { .instant }
    public var sqlValue: SQLValue { .instant(self) }
    public init(_ cell: Cell) throws { self = try cell.instant() }
}

extension CivilDate: SQLValueConvertible {
    public static var sqlType: SQLType { .date }
    public var sqlValue: SQLValue { .date(self) }
    public init(_ cell: Cell) throws { self = try cell.date() }
}

extension JSONValue: SQLValueConvertible {
    public static var sqlType: SQLType { .json }
    public var sqlValue: SQLValue { .json(text) }

    public init(_ cell: Cell) throws {
        let bytes = try cell.withBytes { Array($0) }
        do {
            try self.init(parsing: bytes)
        } catch {
            throw cell.isNot("JSON")
        }
    }
}
