/// The position of a request in a distributed trace (W3C Trace Context).
public struct TraceContext: Sendable, Hashable {
    public let traceID: UInt128
    /// Our own span; `parent` is the caller's.
    public let spanID: UInt64
    public let parent: UInt64?
    public let isSampled: Bool

    public init(traceID: UInt128, spanID: UInt64, parent: UInt64? = nil, isSampled: Bool = false) {
        self.traceID = traceID
        self.spanID = spanID
        self.parent = parent
        self.isSampled = isSampled
    }

    /// A new trace.
    public static func new(_ traceID: UInt128? = nil) -> Self {
        var random = SystemRandomNumberGenerator()
        let trace = traceID ?? UInt128(random.next()) << 64 | UInt128(random.next())
        return Self(traceID: trace, spanID: random.next() | 1)
    }

    /// The span below that of a `traceparent` header; nil when the header is not well formed.
    public init?(traceparent: String) {
        let bytes = Array(traceparent.utf8)
        guard bytes.count >= 55, bytes[2] == dash, bytes[35] == dash, bytes[52] == dash,
            let version: UInt8 = hexadecimal(bytes[0..<2]), version != 0xFF,
            bytes.count == 55 || (version > 0 && bytes[55] == dash),
            let trace: UInt128 = hexadecimal(bytes[3..<35]), trace != 0,
            let span: UInt64 = hexadecimal(bytes[36..<52]), span != 0,
            let flags: UInt8 = hexadecimal(bytes[53..<55])
        else { return nil }
        var random = SystemRandomNumberGenerator()
        self.init(traceID: trace, spanID: random.next() | 1, parent: span, isSampled: flags & 1 == 1)
    }

    /// A span for work that this one waits for.
    public var child: Self {
        var random = SystemRandomNumberGenerator()
        return Self(traceID: traceID, spanID: random.next() | 1, parent: spanID, isSampled: isSampled)
    }

    /// The header for a request made in this span.
    public var traceparent: String {
        "00-\(traceIDText)-\(hexadecimalText(UInt128(spanID), digits: 16))-\(isSampled ? "01" : "00")"
    }

    /// The caller's own span.
    var parentText: String { parent.map { hexadecimalText(UInt128($0), digits: 16) } ?? "" }

    public var traceIDText: String { hexadecimalText(traceID, digits: 32) }
}

private let dash = UInt8(ascii: "-")

/// Only lower-case digits, as required by the standard.
private func hexadecimal<Number: FixedWidthInteger>(_ digits: ArraySlice<UInt8>) -> Number? {
    var number: Number = 0
    for digit in digits {
        switch digit {
        case 48...57: number = number << 4 | Number(digit - 48)
        case 97...102: number = number << 4 | Number(digit - 87)
        default: return nil
        }
    }
    return number
}

private func hexadecimalText(_ number: UInt128, digits: Int) -> String {
    String(unsafeUninitializedCapacity: digits) { buffer in
        for position in 0..<digits {
            let digit = UInt8(truncatingIfNeeded: number >> (4 * (digits - 1 - position))) & 0xF
            buffer[position] = digit < 10 ? 48 + digit : 87 + digit
        }
        return digits
    }
}
