/// The address for counting a caller's requests, attempts and mails: an IPv4 address, or the whole /64 of an
/// IPv6 caller.
///
/// A separate type, so that no counter accepts a raw address.
public struct CountedAddress: Sendable, Hashable, CustomStringConvertible {
    public let description: String

    public init(_ address: String) {
        // Most callers have IPv4, which is used as written.
        guard address.utf8.contains(UInt8(ascii: ":")), let bits = AddressRange.bits(of: address) else {
            description = address
            return
        }
        description =
            bits >> 32 == 0xFFFF
            ? Self.dotted(UInt32(truncatingIfNeeded: bits)) : String(bits >> 64, radix: 16) + "::/64"
    }

    /// IPv4 within IPv6 (`::ffff:192.0.2.1`) is the same caller.
    private static func dotted(_ bits: UInt32) -> String {
        [24, 16, 8, 0].map { String(bits >> $0 & 0xFF) }.joined(separator: ".")
    }
}
