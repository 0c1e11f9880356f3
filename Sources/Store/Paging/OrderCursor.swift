import Kernel

extension SortOrder {
    /// The position in the list after this element.
    func cursor(after element: Element) -> Cursor {
        let values = [.string(mark)] + keys.map { Self.json($0.value(element)) }
        return Cursor(token: Base64.url.encode(Array(JSONValue.array(values).text.utf8)))
    }

    /// The values of a cursor; foreign cursors are refused.
    func values(of cursor: Cursor) throws -> [SQLValue] {
        guard cursor.token.utf8.count <= 4_096, let bytes = Base64.url.decode(cursor.token),
            case .array(let items)? = try? JSONValue(parsing: bytes), items.count == keys.count + 1,
            items.first == .string(mark)
        else { throw Self.refusal }
        return try zip(keys, items.dropFirst()).map { key, item in
            guard let value = key.value(from: item) else { throw Self.refusal }
            return value
        }
    }

    /// Identifies the list of a cursor, because another list's values may fit too: FNV-1a of the elements and
    /// the order.
    var mark: String {
        let columns = keys.map { ($0.isDescending ? "-" : "+") + $0.column.description }
        let text = ([String(describing: Element.self)] + columns).joined(separator: " ")
        let hash = text.utf8.reduce(UInt32(2_166_136_261)) { ($0 ^ UInt32($1)) &* 16_777_619 }
        return String(hash, radix: 36)
    }

    private static var refusal: Problem {
        Problem(.invalid, faults: [Problem.Fault("query/cursor", .notACursor)])
    }

    private static func json(_ value: SQLValue) -> JSONValue {
        switch value {
        case .null, .list: .null
        case .boolean(let flag): .bool(flag)
        case .integer(let number): .integer(number)
        case .real(let number): .number(number)
        case .text(let text), .json(let text): .string(text)
        case .bytes(let bytes): .string(Base64.url.encode(bytes))
        case .id(let raw): .string(ID<Never>(raw: raw).description)
        case .instant(let instant): .integer(instant.micros)
        case .date(let date): .integer(Int64(date.days))
        }
    }
}

extension SortOrder.Key {
    fileprivate func value(from item: JSONValue) -> SQLValue? {
        switch (type, item) {
        case (_, .null): isNullable ? .null : nil
        case (.boolean, .bool(let flag)): .boolean(flag)
        case (.integer, .integer(let number)): .integer(number)
        case (.real, .number(let number)): .real(number)
        case (.real, .integer(let number)): .real(Double(number))
        case (.text, .string(let text)): text.utf8.contains(0) ? nil : .text(text)
        case (.bytes, .string(let text)): Base64.url.decode(text).map { .bytes($0) }
        case (.id, .string(let text)): ID<Never>(text).map { .id($0.raw) }
        case (.instant, .integer(let number)):
            Self.instants.contains(number) ? .instant(Instant(micros: number)) : nil
        case (.date, .integer(let number)):
            Self.days.contains(number) ? .date(CivilDate(days: Int32(number))) : nil
        default: nil
        }
    }

    /// Years 0 to 9999: the range of the text format, within that of both engines.
    private static var days: ClosedRange<Int64> { -719_528...2_932_896 }
    private static var instants: ClosedRange<Int64> { -62_167_219_200_000_000...253_402_300_799_999_999 }
}
