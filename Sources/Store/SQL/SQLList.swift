import Kernel

/// Encodes a list as one bound text: an array literal for PostgreSQL, a JSON array for SQLite.
enum SQLList {
    static func postgres(_ values: [SQLValue]) -> String {
        "{" + values.map(postgresElement).joined(separator: ",") + "}"
    }

    static func sqlite(_ values: [SQLValue]) -> String {
        JSONValue.array(values.map(sqliteElement)).text
    }

    private static func postgresElement(_ value: SQLValue) -> String {
        switch value {
        case .null, .list: "NULL"
        case .boolean(let flag): flag ? "t" : "f"
        case .integer(let number): String(number)
        case .real(let number): String(number)
        case .text(let text), .json(let text): quoted(text)
        case .bytes(let bytes): quoted("\\x" + bytes.map(hexadecimal).joined())
        case .id(let raw): ID<Never>(raw: raw).description
        case .instant(let instant): quoted(instant.description)
        case .date(let date): date.description
        }
    }

    private static func sqliteElement(_ value: SQLValue) -> JSONValue {
        switch value {
        case .null, .list, .bytes: .null
        case .boolean(let flag): .integer(flag ? 1 : 0)
        case .integer(let number): .integer(number)
        case .real(let number): .number(number)
        case .text(let text), .json(let text): .string(text)
        case .id(let raw): .string(ID<Never>(raw: raw).description)
        case .instant(let instant): .integer(instant.micros)
        case .date(let date): .integer(Int64(date.days))
        }
    }

    private static func quoted(_ text: String) -> String {
        var result = "\""
        for character in text.unicodeScalars {
            if character == "\"" || character == "\\" { result += "\\" }
            result.unicodeScalars.append(character)
        }
        return result + "\""
    }

    private static func hexadecimal(_ byte: UInt8) -> String {
        let digits = String(byte, radix: 16)
        return digits.count == 1 ? "0" + digits : digits
    }
}
