/// The identity of one `Entity`: a UUIDv7 (RFC 9562), so identities sort by their time of creation.
public struct ID<Entity>: Hashable, Sendable {
    public let raw: UInt128

    public init(raw: UInt128) {
        self.raw = raw
    }

    /// A new identity; unique across processes, ordered to the millisecond.
    public static func new(at now: Instant) -> Self {
        let milliseconds = UInt128(UInt64(max(0, now.micros / 1000)) & 0xFFFF_FFFF_FFFF)
        let version: UInt128 = 0x7 << 76
        let variant: UInt128 = 0b10 << 62
        let mask: UInt128 = ~(0xFFFF_FFFF_FFFF << 80 | 0xF << 76 | 0b11 << 62)
        return Self(raw: milliseconds << 80 | version | variant | (RandomPool.next() & mask))
    }

    /// The same identity as that of another kind of entity.
    public func cast<Other>(to _: Other.Type = Other.self) -> ID<Other> {
        ID<Other>(raw: raw)
    }
}

extension ID: Comparable {
    public static func < (left: Self, right: Self) -> Bool {
        left.raw < right.raw
    }
}

extension ID: LosslessStringConvertible {
    /// Parses the canonical 36-character form, in either case.
    public init?(_ text: String) {
        var value: UInt128 = 0
        var position = 0
        for byte in text.utf8 {
            if position == 8 || position == 13 || position == 18 || position == 23 {
                guard byte == UInt8(ascii: "-") else { return nil }
            } else {
                guard let digit = Character(UnicodeScalar(byte)).hexDigitValue else { return nil }
                value = value << 4 | UInt128(digit)
            }
            position += 1
        }
        guard position == 36 else { return nil }
        raw = value
    }

    public var description: String {
        String(unsafeUninitializedCapacity: 36) { buffer in
            var shift = 124
            for position in 0..<36 {
                if position == 8 || position == 13 || position == 18 || position == 23 {
                    buffer[position] = UInt8(ascii: "-")
                    continue
                }
                let digit = UInt8(truncatingIfNeeded: raw >> shift) & 0xF
                buffer[position] = digit < 10 ? 48 + digit : 87 + digit
                shift -= 4
            }
            return 36
        }
    }
}

extension ID: Codable {
    public init(from decoder: any Decoder) throws {
        let text = try decoder.singleValueContainer().decode(String.self)
        guard let id = Self(text) else { throw Refusal(.notAnIdentifier) }
        self = id
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}

extension ID: Described {
    public static var schema: Schema {
        var rule = TextRule(format: "uuid", example: placeholder.description) {
            Self($0) == nil ? Refusal(.notAnIdentifier) : nil
        }
        rule.entity = qualifiedName(of: Entity.self)
        return .text(rule)
    }

    public static var placeholder: Self {
        Self(raw: 0x0193_4a5b_7c00_7000_8000_0000_0000_0001)
    }
}
