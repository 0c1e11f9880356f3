extension Punycode {
    /// The domain in its original script; other labels, and those with a different encoding, stay unchanged.
    static func displayed(_ name: String) -> String {
        name.split(separator: ".", omittingEmptySubsequences: false).map { label in
            guard label.hasPrefix("xn--"), let name = decoded(label.dropFirst(4)),
                domain(name) == String(label)
            else { return String(label) }
            return name
        }
        .joined(separator: ".")
    }

    /// RFC 3492, 6.2; nil for invalid punycode.
    static func decoded(_ code: some StringProtocol) -> String? {
        let bytes = Array(code.utf8)
        let hyphen = bytes.lastIndex(of: UInt8(ascii: "-"))
        guard bytes.count <= 63, bytes.allSatisfy({ $0 < 0x80 }) else { return nil }
        var scalars = bytes[..<(hyphen ?? 0)].map { Unicode.Scalar($0) }
        var rest = bytes[(hyphen.map { $0 + 1 } ?? 0)...]
        var (next, bias, place) = (128, 72, 0)
        while !rest.isEmpty {
            guard let delta = nextDelta(from: &rest, bias) else { return nil }
            let count = scalars.count + 1
            bias = adapted(delta, count, isFirst: place == 0)
            place += delta
            next += place / count
            place %= count
            guard let value = UInt32(exactly: next), let scalar = Unicode.Scalar(value) else { return nil }
            scalars.insert(scalar, at: place)
            place += 1
        }
        return String(String.UnicodeScalarView(scalars))
    }

    /// More than any label of 63 scalars needs, and too small for an overflow.
    private static let maximumDelta = 0x11_0000 * 64

    private static func nextDelta(from bytes: inout ArraySlice<UInt8>, _ bias: Int) -> Int? {
        var (delta, weight, position) = (0, 1, 36)
        while let byte = bytes.popFirst() {
            guard let digit = value(of: byte) else { return nil }
            delta += digit * weight
            let threshold = min(26, max(1, position - bias))
            guard delta <= maximumDelta else { return nil }
            if digit < threshold { return delta }
            weight *= 36 - threshold
            guard weight <= maximumDelta else { return nil }
            position += 36
        }
        return nil
    }

    private static func value(of byte: UInt8) -> Int? {
        switch byte {
        case 97...122: Int(byte) - 97
        case 48...57: Int(byte) - 22
        default: nil
        }
    }
}
