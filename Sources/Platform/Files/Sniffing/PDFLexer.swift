import Kernel

/// The tokens of a PDF (ISO 32000, 7.2), as far as names, numbers and structure need them.
struct PDFLexer {
    enum Token: Equatable {
        case name(String)
        case integer(Int)
        /// A keyword, or a number that is not an integer.
        case word(String)
        case openDictionary, closeDictionary, openArray, closeArray
        /// A string or a stray token.
        case other
        case end
    }

    private let content: Content
    private(set) var position: Int

    /// Longer names are none of the relevant keys.
    private static let longest = 40

    init(_ content: Content, at position: Int) {
        self.content = content
        self.position = position
    }

    mutating func next() throws -> Token {
        while let byte = try nextByte() {
            switch byte {
            case 0, 0x20: continue
            case _ where byte.isBlank: continue
            case UInt8(ascii: "%"): try skip { $0 == 0x0A || $0 == 0x0D }
            case UInt8(ascii: "/"): return .name(try name())
            case UInt8(ascii: "["): return .openArray
            case UInt8(ascii: "]"): return .closeArray
            case UInt8(ascii: "<"):
                if try consume(UInt8(ascii: "<")) { return .openDictionary }
                try skip { $0 == UInt8(ascii: ">") }
                return .other
            case UInt8(ascii: ">"): return try consume(UInt8(ascii: ">")) ? .closeDictionary : .other
            case UInt8(ascii: "("):
                try skipString()
                return .other
            case _ where Self.isDelimiter(byte): return .other
            default: return try word(byte)
            }
        }
        return .end
    }

    private mutating func nextByte() throws -> UInt8? {
        guard let byte = try content.byte(at: position) else { return nil }
        position += 1
        return byte
    }

    private mutating func consume(_ wanted: UInt8) throws -> Bool {
        guard try content.byte(at: position) == wanted else { return false }
        position += 1
        return true
    }

    private mutating func skip(to isLast: (UInt8) -> Bool) throws {
        while let byte = try nextByte() {
            if isLast(byte) { return }
        }
    }

    private mutating func skipString() throws {
        var depth = 1
        while depth > 0, let byte = try nextByte() {
            switch byte {
            case UInt8(ascii: "\\"): position += 1
            case UInt8(ascii: "("): depth += 1
            case UInt8(ascii: ")"): depth -= 1
            default: break
            }
        }
    }

    /// Reads a name and replaces `#xx`: `/J#61vaScript` is `JavaScript`.
    private mutating func name() throws -> String {
        var bytes: [UInt8] = []
        while let byte = try content.byte(at: position), !Self.isEnd(byte) {
            position += 1
            guard bytes.count < Self.longest else { continue }
            if byte == UInt8(ascii: "#"), let code = try code() {
                position += 2
                bytes.append(code)
            } else {
                bytes.append(byte)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    private func code() throws -> UInt8? {
        guard let high = try content.byte(at: position), let low = try content.byte(at: position + 1) else {
            return nil
        }
        return UInt8(String(decoding: [high, low], as: UTF8.self), radix: 16)
    }

    private mutating func word(_ first: UInt8) throws -> Token {
        var bytes = [first]
        while let byte = try content.byte(at: position), !Self.isEnd(byte) {
            position += 1
            if bytes.count < Self.longest { bytes.append(byte) }
        }
        let text = String(decoding: bytes, as: UTF8.self)
        return Int(text).map(Token.integer) ?? .word(text)
    }

    private static func isEnd(_ byte: UInt8) -> Bool { byte == 0 || byte.isBlank || isDelimiter(byte) }

    private static func isDelimiter(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "["),
            UInt8(ascii: "]"), UInt8(ascii: "{"), UInt8(ascii: "}"), UInt8(ascii: "/"), UInt8(ascii: "%"):
            true
        default: false
        }
    }
}
