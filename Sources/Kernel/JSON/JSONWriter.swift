/// A value that writes its own JSON, without the containers of `Encodable`.
public protocol JSONWritable {
    func write(to writer: inout JSONWriter)
}

/// A buffer of JSON text.
///
/// The caller writes commas and braces.
public struct JSONWriter: Sendable {
    public private(set) var bytes: [UInt8] = []
    /// A number without a JSON form was written (as null); ``JSON/encode(_:)`` throws on it.
    public private(set) var sawNonFinite = false

    public init(capacity: Int = 512) {
        bytes.reserveCapacity(capacity)
    }

    @inline(__always)
    public mutating func raw(_ text: StaticString) {
        bytes.append(contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    }

    @inline(__always)
    public mutating func byte(_ byte: UInt8) {
        bytes.append(byte)
    }

    public mutating func null() {
        raw("null")
    }

    public mutating func bool(_ value: Bool) {
        if value { raw("true") } else { raw("false") }
    }

    public mutating func integer(_ value: Int) {
        if value < 0 { byte(UInt8(ascii: "-")) }
        digits(UInt64(value.magnitude))
    }

    public mutating func integer(_ value: Int64) {
        integer(Int(value))
    }

    public mutating func integer(_ value: UInt64) {
        digits(value)
    }

    public mutating func double(_ value: Double) {
        guard value.isFinite else {
            sawNonFinite = true
            return null()
        }
        bytes.append(contentsOf: value.description.utf8)
    }

    public mutating func string(_ value: String) {
        byte(UInt8(ascii: "\""))
        var value = value
        value.withUTF8 { escaped($0) }
        byte(UInt8(ascii: "\""))
    }

    /// `"name":`, with the name unchanged.
    public mutating func key(_ name: String) {
        string(name)
        byte(UInt8(ascii: ":"))
    }

    /// `"name":` of a literal that needs no escaping.
    public mutating func key(_ name: StaticString) {
        byte(UInt8(ascii: "\""))
        raw(name)
        raw("\":")
    }

    public mutating func array<Element>(_ elements: [Element], _ write: (inout JSONWriter, Element) -> Void) {
        byte(UInt8(ascii: "["))
        var isFirst = true
        for element in elements {
            if !isFirst { byte(UInt8(ascii: ",")) }
            isFirst = false
            write(&self, element)
        }
        byte(UInt8(ascii: "]"))
    }
}

extension JSONWriter {
    /// `"name":` with the name of a Swift property converted to snake_case.
    @inline(__always)
    mutating func snakeKey(_ name: String) {
        var name = name
        byte(UInt8(ascii: "\""))
        name.withUTF8 { letters in
            if letters.contains(where: isUpper) {
                snake(letters) { bytes.append($0) }
            } else {
                escaped(letters)
            }
        }
        raw("\":")
    }

    private mutating func escaped(_ text: UnsafeBufferPointer<UInt8>) {
        var start = 0
        for position in text.indices {
            let byte = text[position]
            if byte >= 0x20, byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\\") { continue }
            bytes.append(contentsOf: UnsafeBufferPointer(rebasing: text[start..<position]))
            escape(byte)
            start = position + 1
        }
        bytes.append(contentsOf: UnsafeBufferPointer(rebasing: text[start...]))
    }

    private mutating func escape(_ byte: UInt8) {
        switch byte {
        case UInt8(ascii: "\""): raw("\\\"")
        case UInt8(ascii: "\\"): raw("\\\\")
        case 0x0A: raw("\\n")
        case 0x0D: raw("\\r")
        case 0x09: raw("\\t")
        default:
            raw("\\u00")
            self.byte(hexDigit(byte >> 4))
            self.byte(hexDigit(byte & 0xF))
        }
    }

    private mutating func digits(_ value: UInt64) {
        guard value > 9 else { return byte(48 + UInt8(value)) }
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 20) { buffer in
            var start = 20
            var rest = value
            while rest > 0 {
                let (quotient, digit) = rest.quotientAndRemainder(dividingBy: 10)
                start -= 1
                buffer[start] = 48 + UInt8(truncatingIfNeeded: digit)
                rest = quotient
            }
            bytes.append(contentsOf: buffer[start...])
        }
    }
}

// The types of values in every reply.
extension JSONWriter {
    public mutating func id<Entity>(_ id: ID<Entity>) {
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 38) { buffer in
            var shift = 124
            for position in 0..<38 {
                switch position {
                case 0, 37: buffer[position] = UInt8(ascii: "\"")
                case 9, 14, 19, 24: buffer[position] = UInt8(ascii: "-")
                default:
                    buffer[position] = hexDigit(UInt8(truncatingIfNeeded: id.raw >> UInt128(shift)) & 0xF)
                    shift -= 4
                }
            }
            bytes.append(contentsOf: buffer)
        }
    }

    public mutating func date(_ date: CivilDate) {
        byte(UInt8(ascii: "\""))
        day(date)
        byte(UInt8(ascii: "\""))
    }

    public mutating func instant(_ instant: Instant) {
        let perDay: Int64 = 86_400_000_000
        let rest = (instant.micros % perDay + perDay) % perDay
        let second = Int(rest / 1_000_000)
        byte(UInt8(ascii: "\""))
        day(CivilDate(days: Int32((instant.micros - rest) / perDay)))
        byte(UInt8(ascii: "T"))
        pair(second / 3_600)
        byte(UInt8(ascii: ":"))
        pair(second / 60 % 60)
        byte(UInt8(ascii: ":"))
        pair(second % 60)
        fraction(Int(rest % 1_000_000))
        raw("Z\"")
    }

    private mutating func day(_ date: CivilDate) {
        let (year, month, day) = date.parts
        guard (0...9_999).contains(year) else { return bytes.append(contentsOf: date.description.utf8) }
        pair(year / 100)
        pair(year % 100)
        byte(UInt8(ascii: "-"))
        pair(month)
        byte(UInt8(ascii: "-"))
        pair(day)
    }

    private mutating func fraction(_ micros: Int) {
        guard micros > 0 else { return }
        byte(UInt8(ascii: "."))
        pair(micros / 10_000)
        pair(micros / 100 % 100)
        pair(micros % 100)
    }

    @inline(__always)
    private mutating func pair(_ value: Int) {
        byte(48 + UInt8(truncatingIfNeeded: value / 10))
        byte(48 + UInt8(truncatingIfNeeded: value % 10))
    }
}

/// Sorted by key: a dictionary has no order, and equal dictionaries must have equal bytes.
extension Dictionary: JSONWritable where Key == String, Value: Encodable {
    public func write(to writer: inout JSONWriter) {
        writer.byte(UInt8(ascii: "{"))
        var isFirst = true
        for (name, value) in sorted(by: { $0.key < $1.key }) {
            if !isFirst { writer.byte(UInt8(ascii: ",")) }
            isFirst = false
            writer.key(name)
            writer.value(value)
        }
        writer.byte(UInt8(ascii: "}"))
    }
}

extension JSONWriter {
    fileprivate mutating func value(_ value: some Encodable) {
        if let writable = value as? any JSONWritable { return writable.write(to: &self) }
        guard let text = try? JSON.encode(value) else { return double(.nan) }
        bytes.append(contentsOf: text)
    }
}

extension ID: JSONWritable {
    public func write(to writer: inout JSONWriter) { writer.id(self) }
}

extension Instant: JSONWritable {
    public func write(to writer: inout JSONWriter) { writer.instant(self) }
}

extension CivilDate: JSONWritable {
    public func write(to writer: inout JSONWriter) { writer.date(self) }
}

@inline(__always)
private func hexDigit(_ value: UInt8) -> UInt8 {
    value < 10 ? 48 + value : 87 + value
}
