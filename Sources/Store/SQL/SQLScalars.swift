import Kernel

extension Bool: SQLValueConvertible {
    package static var sqlType: SQLType { .boolean }
    package var sqlValue: SQLValue { .boolean(self) }
    package init(_ cell: Cell) throws { self = try cell.integer() != 0 }
}

extension Int64: SQLValueConvertible {
    package static var sqlType: SQLType { .integer }
    package var sqlValue: SQLValue { .integer(self) }
    package init(_ cell: Cell) throws { self = try cell.integer() }
}

extension Int: SQLValueConvertible {
    package static var sqlType: SQLType { .integer }
    package var sqlValue: SQLValue { .integer(Int64(self)) }
    package init(_ cell: Cell) throws { self = Int(try cell.integer()) }
}

extension Int32: SQLValueConvertible {
    package static var sqlType: SQLType { .integer }
    package var sqlValue: SQLValue { .integer(Int64(self)) }

    package init(_ cell: Cell) throws {
        guard let value = Int32(exactly: try cell.integer()) else { throw cell.isNot("a 32-bit integer") }
        self = value
    }
}

extension Double: SQLValueConvertible {
    package static var sqlType: SQLType { .real }
    package var sqlValue: SQLValue { .real(self) }
    package init(_ cell: Cell) throws { self = try cell.real() }
}

extension String: SQLValueConvertible {
    package static var sqlType: SQLType { .text }
    package var sqlValue: SQLValue { .text(self) }
    package init(_ cell: Cell) throws { self = try cell.text() }
}

extension Array: SQLBindable, SQLDecodable, SQLValueConvertible where Element == UInt8 {
    package static var sqlType: SQLType { .bytes }
    package var sqlValue: SQLValue { .bytes(self) }
    package init(_ cell: Cell) throws { self = try cell.withBytes { Array($0) } }
}

extension Optional: SQLBindable where Wrapped: SQLBindable {
    package static var sqlType: SQLType { Wrapped.sqlType }
    package static var isNullable: Bool { true }
    package var sqlValue: SQLValue { self?.sqlValue ?? .null }
}

extension Optional: SQLDecodable where Wrapped: SQLDecodable {
    package init(_ cell: Cell) throws { self = cell.isNull ? nil : try Wrapped(cell) }
}

extension Optional: SQLValueConvertible where Wrapped: SQLValueConvertible {}

extension ID: SQLValueConvertible {
    package static var sqlType: SQLType { .id }
    package var sqlValue: SQLValue { .id(raw) }
    package init(_ cell: Cell) throws { self.init(raw: try cell.id()) }
}

extension Instant: SQLValueConvertible {
    package static var sqlType: SQLType { .instant }
    package var sqlValue: SQLValue { .instant(self) }
    package init(_ cell: Cell) throws { self = try cell.instant() }
}

extension CivilDate: SQLValueConvertible {
    package static var sqlType: SQLType { .date }
    package var sqlValue: SQLValue { .date(self) }
    package init(_ cell: Cell) throws { self = try cell.date() }
}

extension JSONValue: SQLValueConvertible {
    package static var sqlType: SQLType { .json }
    package var sqlValue: SQLValue { .json(text) }

    package init(_ cell: Cell) throws {
        let bytes = try cell.withBytes { Array($0) }
        do {
            try self.init(parsing: bytes)
        } catch {
            throw cell.isNot("JSON")
        }
    }
}
