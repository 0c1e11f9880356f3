/// Percent-encoding of paths and queries (RFC 3986 §2.1).
enum PercentCoding {
    /// Nil when an escape is invalid or the bytes are not UTF-8.
    static func decoded(_ text: Substring, plusIsSpace: Bool = false) -> String? {
        let source = text.utf8
        guard source.contains(where: { $0 == percent || (plusIsSpace && $0 == plus) }) else {
            return String(text)
        }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(source.count)
        var iterator = source.makeIterator()
        while let byte = iterator.next() {
            if byte == percent {
                guard let high = iterator.next().flatMap(digit), let low = iterator.next().flatMap(digit)
                else { return nil }
                bytes.append(high << 4 | low)
            } else {
                bytes.append(plusIsSpace && byte == plus ? UInt8(ascii: " ") : byte)
            }
        }
        return String(validating: bytes, as: UTF8.self)
    }

    /// The name-value pairs of a query, in order; nil when one of them is invalid.
    static func pairs(_ query: Substring) -> [(name: String, value: String)]? {
        var pairs: [(name: String, value: String)] = []
        for part in query.pieces(at: "&") {
            guard let pair = pair(part) else { return nil }
            pairs.append(pair)
        }
        return pairs
    }

    /// The same without invalid pairs: parameters appended by others are not always UTF-8.
    static func readablePairs(_ query: Substring) -> [(name: String, value: String)] {
        query.pieces(at: "&").compactMap { pair($0) }
    }

    private static func pair(_ part: Substring) -> (name: String, value: String)? {
        let halves = part.pieces(at: "=", atMost: 2, keepingEmpty: true)
        guard let name = decoded(halves[0], plusIsSpace: true),
            let value = halves.count == 2 ? decoded(halves[1], plusIsSpace: true) : ""
        else { return nil }
        return (name, value)
    }

    private static let percent = UInt8(ascii: "%")
    private static let plus = UInt8(ascii: "+")

    private static func digit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case 48...57: byte - 48
        case 65...70: byte - 55
        case 97...102: byte - 87
        default: nil
        }
    }
}
