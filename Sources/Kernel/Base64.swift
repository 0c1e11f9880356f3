/// A Base64 of RFC 4648, strict: one text for each value.
public struct Base64: Sendable {
    private let alphabet: [UInt8]
    /// The six bits of each byte of text; 64 is no digit.
    private let digits: [UInt8]
    private let isPadded: Bool
    private static let padding = UInt8(ascii: "=")

    /// With `+`, `/` and padding (§4).
    public static let standard = Base64(lastDigits: "+/", isPadded: true)
    /// For URLs, with `-` and `_`, without padding (§5).
    public static let url = Base64(lastDigits: "-_", isPadded: false)

    private init(lastDigits: String, isPadded: Bool) {
        alphabet = Array(
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789\(lastDigits)".utf8
        )
        var digits = [UInt8](repeating: 64, count: 256)
        for (value, digit) in alphabet.enumerated() { digits[Int(digit)] = UInt8(value) }
        self.digits = digits
        self.isPadded = isPadded
    }

    /// Whether a text that ``encode(_:)`` makes can have this byte before its padding.
    public func hasDigit(_ byte: UInt8) -> Bool { digits[Int(byte)] < 64 }

    public func encode(_ bytes: some Sequence<UInt8>) -> String {
        var text: [UInt8] = []
        text.reserveCapacity((bytes.underestimatedCount + 2) / 3 * 4)
        var (bits, count) = (UInt32(0), 0)
        for byte in bytes {
            bits = bits << 8 | UInt32(byte)
            count += 8
            while count >= 6 {
                count -= 6
                text.append(alphabet[Int(bits >> UInt32(count) & 63)])
            }
        }
        if count > 0 { text.append(alphabet[Int(bits << UInt32(6 - count) & 63)]) }
        while isPadded, text.count % 4 != 0 { text.append(Self.padding) }
        return String(decoding: text, as: UTF8.self)
    }

    /// Nil for anything but a text that ``encode(_:)`` could have made.
    public func decode(_ text: some StringProtocol) -> [UInt8]? {
        let characters = Array(text.utf8)
        guard !isPadded || characters.count % 4 == 0 else { return nil }
        let padding = isPadded ? characters.suffix(2).filter { $0 == Self.padding }.count : 0
        var bytes: [UInt8] = []
        bytes.reserveCapacity(characters.count / 4 * 3 + 2)
        var (bits, count) = (UInt32(0), 0)
        for character in characters.dropLast(padding) {
            let digit = digits[Int(character)]
            guard digit < 64 else { return nil }
            bits = bits << 6 | UInt32(digit)
            count += 6
            if count >= 8 {
                count -= 8
                bytes.append(UInt8(truncatingIfNeeded: bits >> UInt32(count)))
            }
        }
        return count < 6 && bits & (1 << UInt32(count) - 1) == 0 ? bytes : nil
    }
}
