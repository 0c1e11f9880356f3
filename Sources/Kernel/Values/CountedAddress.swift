/// The caller that requests, tries and mails are counted for: an IPv4 address, or the whole /64 that an IPv6 caller owns.
///
/// A type of its own, so that no counter takes an address as it came.
public struct CountedAddress: Sendable, Hashable, CustomStringConvertible {
    public let description: String

    public init(_ address: String) {
        // Most callers have IPv4, which is counted as it is written.
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
