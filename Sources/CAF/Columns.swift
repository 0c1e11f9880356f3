import Kernel
import Store

// Values of the kernel that stand in columns of ours; `Store` has the rest.
extension CodiceFiscale: SQLValueConvertible {}
extension CadastralCode: SQLValueConvertible {}
extension CodiceFiscale.Sex: SQLValueConvertible {}
extension Text: SQLBindable, SQLDecodable, SQLValueConvertible {}

extension Ranged: SQLBindable, SQLDecodable, SQLValueConvertible {
    package static var sqlType: SQLType { .integer }
    package var sqlValue: SQLValue { value.sqlValue }

    package init(_ cell: Cell) throws {
        guard let value = Self(try Int(cell)) else {
            throw cell.isNot("an integer from \(minimum) to \(maximum)")
        }
        self = value
    }
}
