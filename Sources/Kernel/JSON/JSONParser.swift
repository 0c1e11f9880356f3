extension JSONValue {
    /// Parses one document strictly (RFC 8259): UTF-8, no duplicate member, at most 64 levels, nothing after
    /// it.
    public init(parsing bytes: [UInt8]) throws(JSONSyntaxError) {
        let outcome = bytes.withUnsafeBufferPointer { buffer in
            Result { () throws(JSONSyntaxError) in
                var parser = JSONParser(bytes: buffer)
                return try parser.document()
            }
        }
        self = try outcome.get()
    }

    public init(parsing text: String) throws(JSONSyntaxError) {
        try self.init(parsing: Array(text.utf8))
    }
}

/// A recursive descent over the bytes.
struct JSONParser {
    private static let deepest = 64

    private let bytes: UnsafeBufferPointer<UInt8>
    private var position = 0
    private var depth = 0

    init(bytes: UnsafeBufferPointer<UInt8>) {
        self.bytes = bytes
    }

    mutating func document() throws(JSONSyntaxError) -> JSONValue {
        skipSpace()
        let value = try self.value()
        skipSpace()
        guard position == bytes.count else { throw fault("unexpected text after the document") }
        return value
    }

    private mutating func value() throws(JSONSyntaxError) -> JSONValue {
        switch peek {
        case UInt8(ascii: "{"): return .object(try object())
        case UInt8(ascii: "["): return .array(try array())
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "t"): return try word("true", .bool(true))
        case UInt8(ascii: "f"): return try word("false", .bool(false))
        case UInt8(ascii: "n"): return try word("null", .null)
        case .some(UInt8(ascii: "-")), .some(48...57): return try number()
        case nil: throw fault("unexpected end")
        default: throw fault("a value was expected")
        }
    }

    private mutating func object() throws(JSONSyntaxError) -> JSONObject {
        try descend()
        var object = JSONObject()
        skipSpace()
        if consume(UInt8(ascii: "}")) { return ascend(object) }
        repeat {
            skipSpace()
            let start = position
            guard peek == UInt8(ascii: "\"") else { throw fault("a member name was expected") }
            let name = try string()
            skipSpace()
            guard consume(UInt8(ascii: ":")) else { throw fault("':' was expected") }
            skipSpace()
            guard object.add(name, try value()) else { throw fault("the member appears twice", at: start) }
            skipSpace()
        } while consume(UInt8(ascii: ","))
        guard consume(UInt8(ascii: "}")) else { throw fault("',' or '}' was expected") }
        return ascend(object)
    }

    private mutating func array() throws(JSONSyntaxError) -> [JSONValue] {
        try descend()
        var elements: [JSONValue] = []
        skipSpace()
        if consume(UInt8(ascii: "]")) { return ascend(elements) }
        repeat {
            skipSpace()
            elements.append(try value())
            skipSpace()
        } while consume(UInt8(ascii: ","))
        guard consume(UInt8(ascii: "]")) else { throw fault("',' or ']' was expected") }
        return ascend(elements)
    }

    private mutating func word(_ text: StaticString, _ value: JSONValue) throws(JSONSyntaxError) -> JSONValue
    {
        let expected = UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount)
        guard bytes[position...].starts(with: expected) else { throw fault("a value was expected") }
        position += expected.count
        return value
    }

    private mutating func descend() throws(JSONSyntaxError) {
        depth += 1
        guard depth <= Self.deepest else { throw fault("nested deeper than \(Self.deepest) levels") }
        position += 1
    }

    private mutating func ascend<Value>(_ value: Value) -> Value {
        depth -= 1
        return value
    }

    private var peek: UInt8? {
        position < bytes.count ? bytes[position] : nil
    }

    private mutating func consume(_ byte: UInt8) -> Bool {
        guard position < bytes.count, bytes[position] == byte else { return false }
        position += 1
        return true
    }

    private mutating func skipSpace() {
        while position < bytes.count {
            let byte = bytes[position]
            guard byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 else { return }
            position += 1
        }
    }

    private func fault(_ message: String, at offset: Int? = nil) -> JSONSyntaxError {
        JSONSyntaxError(offset: offset ?? position, message: message)
    }
}

// Numbers.
extension JSONParser {
    private mutating func number() throws(JSONSyntaxError) -> JSONValue {
        let start = position
        let isNegative = consume(UInt8(ascii: "-"))
        let whole = try digits()
        guard whole.count == 1 || bytes[whole.lowerBound] != UInt8(ascii: "0") else {
            throw fault("a number must not begin with 0", at: start)
        }
        var isWhole = true
        if consume(UInt8(ascii: ".")) {
            _ = try digits()
            isWhole = false
        }
        if let byte = peek, byte | 0x20 == UInt8(ascii: "e") {
            position += 1
            if !consume(UInt8(ascii: "+")) { _ = consume(UInt8(ascii: "-")) }
            _ = try digits()
            isWhole = false
        }
        if isWhole, let exact = integer(whole, isNegative: isNegative) { return .integer(exact) }
        return .number(try double(start..<position))
    }

    private mutating func digits() throws(JSONSyntaxError) -> Range<Int> {
        let start = position
        while position < bytes.count, bytes[position] &- 48 < 10 { position += 1 }
        guard position > start else { throw fault("a digit was expected") }
        return start..<position
    }

    /// Nil when it does not fit, and for `-0`, which only a Double can hold.
    private func integer(_ digits: Range<Int>, isNegative: Bool) -> Int64? {
        var value: Int64 = 0
        for index in digits {
            let digit = Int64(bytes[index] - 48)
            let (tens, overflow) = value.multipliedReportingOverflow(by: 10)
            let (next, carry) = tens.addingReportingOverflow(isNegative ? -digit : digit)
            guard !overflow, !carry else { return nil }
            value = next
        }
        return isNegative && value == 0 ? nil : value
    }

    private func double(_ range: Range<Int>) throws(JSONSyntaxError) -> Double {
        let text = String(decoding: bytes[range], as: UTF8.self)
        guard let value = Double(text), value.isFinite else {
            throw fault("the number is too large", at: range.lowerBound)
        }
        return value
    }
}

// Strings.
extension JSONParser {
    private mutating func string() throws(JSONSyntaxError) -> String {
        let quote = position
        position += 1
        var decoded: [UInt8] = []
        var start = position
        while position < bytes.count {
            let byte = bytes[position]
            if byte == UInt8(ascii: "\"") {
                let run = bytes[start..<position]
                position += 1
                if decoded.isEmpty { return try text(run, at: quote) }
                decoded.append(contentsOf: run)
                return try text(decoded, at: quote)
            }
            guard byte >= 0x20 else { throw fault("a control character must be escaped") }
            guard byte == UInt8(ascii: "\\") else {
                position += 1
                continue
            }
            decoded.append(contentsOf: bytes[start..<position])
            try escape(into: &decoded)
            start = position
        }
        throw fault("the string is not terminated")
    }

    private func text(_ bytes: some Sequence<UInt8>, at offset: Int) throws(JSONSyntaxError) -> String {
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw fault("the string is not UTF-8", at: offset)
        }
        return text
    }

    private mutating func escape(into decoded: inout [UInt8]) throws(JSONSyntaxError) {
        position += 1
        guard let kind = peek else { throw fault("the string is not terminated") }
        position += 1
        switch kind {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): decoded.append(kind)
        case UInt8(ascii: "b"): decoded.append(0x08)
        case UInt8(ascii: "f"): decoded.append(0x0C)
        case UInt8(ascii: "n"): decoded.append(0x0A)
        case UInt8(ascii: "r"): decoded.append(0x0D)
        case UInt8(ascii: "t"): decoded.append(0x09)
        case UInt8(ascii: "u"): decoded.append(contentsOf: Array(String(try scalar()).utf8))
        default: throw fault("unknown escape sequence", at: position - 2)
        }
    }

    /// Parses the rest of a `\u` escape: one unit, or a high surrogate and `\u` with its low one.
    private mutating func scalar() throws(JSONSyntaxError) -> Character {
        let start = position - 2
        var code = try unit()
        if code & 0xFC00 == 0xD800, consume(UInt8(ascii: "\\")), consume(UInt8(ascii: "u")) {
            let low = try unit()
            guard low & 0xFC00 == 0xDC00 else { throw fault("unpaired surrogate", at: start) }
            code = 0x10000 + (code & 0x3FF) << 10 + (low & 0x3FF)
        }
        guard let scalar = Unicode.Scalar(code) else { throw fault("unpaired surrogate", at: start) }
        return Character(scalar)
    }

    private mutating func unit() throws(JSONSyntaxError) -> UInt32 {
        var value: UInt32 = 0
        for _ in 0..<4 {
            guard let digit = peek.flatMap({ Character(Unicode.Scalar($0)).hexDigitValue }) else {
                throw fault("four hexadecimal digits were expected")
            }
            value = value << 4 | UInt32(digit)
            position += 1
        }
        return value
    }
}
