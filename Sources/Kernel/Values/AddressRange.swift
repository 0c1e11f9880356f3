#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// A block of IP addresses, such as `10.0.0.0/8`; IPv4 is held as `::ffff:a.b.c.d` in IPv6.
public struct AddressRange: Sendable, Hashable {
    private let first: UInt128
    private let mask: UInt128

    /// Parses an address or a CIDR block; nil for anything else.
    public init?(_ text: String) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count <= 2, let address = Self.bits(of: String(parts[0])) else { return nil }
        let width = address >> 32 == 0xFFFF ? 32 : 128
        guard let length = parts.count == 2 ? Int(parts[1]) : width, (0...width).contains(length) else {
            return nil
        }
        mask = width == length ? ~0 : ~((UInt128(1) << (width - length)) &- 1)
        first = address & mask
    }

    public func contains(_ address: UInt128) -> Bool {
        address & mask == first
    }

    /// Whether an address belongs to a private network or to this machine, like those of proxies (RFC 1918,
    /// 4193, 6598).
    public static func isPrivate(_ address: String) -> Bool {
        guard let bits = bits(of: address) else { return false }
        return privateRanges.contains { $0.contains(bits) }
    }

    private static let privateRanges = [
        "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16",
        "::1",
        "fc00::/7", "fe80::/10",
    ].compactMap(AddressRange.init)

    /// The address in IPv6; nil when the text is not an address.
    public static func bits(of address: String) -> UInt128? {
        if let bytes = bytes(of: address, AF_INET, count: 4) {
            return bytes.reduce(0xFFFF) { $0 << 8 | UInt128($1) }
        }
        return bytes(of: address, AF_INET6, count: 16)?.reduce(0) { $0 << 8 | UInt128($1) }
    }

    private static func bytes(of address: String, _ family: Int32, count: Int) -> [UInt8]? {
        var bytes = [UInt8](repeating: 0, count: count)
        return inet_pton(family, address, &bytes) == 1 ? bytes : nil
    }
}
