import Kernel

// Kernel's value types in columns: the text or number that they check when they are read.

extension Text: SQLBindable, SQLDecodable, SQLValueConvertible {
    public init(_ cell: Cell) throws { self.init(stored: try cell.text()) }
}
extension Line: SQLBindable, SQLDecodable, SQLValueConvertible {
    public init(_ cell: Cell) throws { self.init(stored: try cell.text()) }
}
extension EmailAddress: SQLValueConvertible {
    public init(_ cell: Cell) throws { self.init(stored: try cell.text()) }
}
extension PhoneNumber: SQLValueConvertible {
    public init(_ cell: Cell) throws { self.init(stored: try cell.text()) }
}
extension CodiceFiscale: SQLValueConvertible {}
extension CodiceFiscale.Sex: SQLValueConvertible {}
extension CadastralCode: SQLValueConvertible {}
extension PartitaIVA: SQLValueConvertible {}
extension IBAN: SQLValueConvertible {}
extension PostalCode: SQLValueConvertible {}
extension ProvinceCode: SQLValueConvertible {}
extension CountryCode: SQLValueConvertible {}
extension Currency: SQLValueConvertible {}
extension LocalTime: SQLValueConvertible {}
extension Zone: SQLValueConvertible {}
extension Language: SQLValueConvertible {}

extension Cents: SQLValueConvertible {
    public static var sqlType: SQLType { .integer }
    public var sqlValue: SQLValue { .integer(value) }

    public init(_ cell: Cell) throws {
        guard let value = Self(try cell.integer()) else { throw cell.isNot("an amount") }
        self = value
    }
}

extension Ranged: SQLBindable, SQLDecodable, SQLValueConvertible {
    public static var sqlType: SQLType { .integer }
    public var sqlValue: SQLValue { value.sqlValue }

    public init(_ cell: Cell) throws {
        guard let value = Self(try Int(cell)) else {
            throw cell.isNot("an integer from \(minimum) to \(maximum)")
        }
        self = value
    }
}
