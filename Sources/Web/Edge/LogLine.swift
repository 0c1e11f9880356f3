import Kernel

/// One line of the log: a flat JSON object, written member by member.
struct LogLine {
    private(set) var bytes: [UInt8] = []

    init(_ level: String, _ message: String, at now: Instant) {
        bytes.reserveCapacity(320)
        bytes.append(UInt8(ascii: "{"))
        add("ts", now.description)
        add("level", level)
        add("msg", message)
    }

    mutating func add(_ name: StaticString, _ text: String) {
        begin(name)
        quote(text)
    }

    mutating func add(_ name: StaticString, _ number: Int) {
        begin(name)
        bytes.append(contentsOf: String(number).utf8)
    }

    /// Milliseconds with three places.
    mutating func add(_ name: StaticString, microseconds: Int) {
        begin(name)
        let rest = String(microseconds % 1000)
        bytes.append(contentsOf: String(microseconds / 1000).utf8)
        bytes.append(UInt8(ascii: "."))
        bytes.append(contentsOf: repeatElement(UInt8(ascii: "0"), count: 3 - rest.utf8.count))
        bytes.append(contentsOf: rest.utf8)
    }

    mutating func add(named name: String, _ text: String) {
        separate()
        quote(name)
        bytes.append(UInt8(ascii: ":"))
        quote(text)
    }

    mutating func end() {
        bytes.append(UInt8(ascii: "}"))
        bytes.append(UInt8(ascii: "\n"))
    }

    static func quoted(_ text: String) -> String {
        var line = LogLine()
        line.quote(text)
        return String(decoding: line.bytes, as: UTF8.self)
    }

    private init() {}

    private mutating func begin(_ name: StaticString) {
        separate()
        bytes.append(UInt8(ascii: "\""))
        name.withUTF8Buffer { bytes.append(contentsOf: $0) }
        bytes.append(UInt8(ascii: "\""))
        bytes.append(UInt8(ascii: ":"))
    }

    private mutating func separate() {
        if bytes.count > 1 { bytes.append(UInt8(ascii: ",")) }
    }

    private mutating func quote(_ text: String) {
        bytes.append(UInt8(ascii: "\""))
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"):
                bytes.append(UInt8(ascii: "\\"))
                bytes.append(byte)
            case UInt8(ascii: "\n"): bytes.append(contentsOf: [UInt8(ascii: "\\"), UInt8(ascii: "n")])
            case 0..<0x20, 0x7F:
                bytes.append(contentsOf: "\\u00\(byte < 16 ? "0" : "")\(String(byte, radix: 16))".utf8)
            default: bytes.append(byte)
            }
        }
        bytes.append(UInt8(ascii: "\""))
    }
}
