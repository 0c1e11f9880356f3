#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// A block of IP addresses, as `10.0.0.0/8`; IPv4 stands within IPv6 as `::ffff:a.b.c.d`.
package struct AddressRange: Sendable, Hashable {
    private let first: UInt128
    private let mask: UInt128

    /// Reads one address or a CIDR block; nil when it is neither.
    package init?(_ text: String) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count <= 2, let address = Self.bits(of: String(parts[0])) else { return nil }
        let width = address >> 32 == 0xFFFF ? 32 : 128
        guard let length = parts.count == 2 ? Int(parts[1]) : width, (0...width).contains(length) else {
            return nil
        }
        mask = width == length ? ~0 : ~((UInt128(1) << (width - length)) &- 1)
        first = address & mask
    }

    /// What a caller's requests are counted under: the address, of an IPv6 caller the whole /64.
    package static func caller(_ address: String) -> String {
        CallerAddress.countedAs(address)
    }

    func contains(_ address: UInt128) -> Bool {
        address & mask == first
    }

    static func bits(of address: String) -> UInt128? {
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

/// Finds out who is calling when proxies stand between.
struct CallerAddress: Sendable {
    let trusted: [AddressRange]

    /// The last hop in `X-Forwarded-For` that is not one of ours; the header counts only when our own peer is trusted.
    func address(peer: String, forwarded: String?) -> String {
        guard !trusted.isEmpty, let forwarded, isTrusted(peer) else { return peer }
        var caller = peer
        for hop in forwarded.split(separator: ",").reversed() {
            guard let address = Self.bare(hop), AddressRange.bits(of: address) != nil else { return caller }
            caller = address
            if !isTrusted(address) { return caller }
        }
        return caller
    }

    func isTrusted(_ address: String) -> Bool {
        guard !trusted.isEmpty, let bits = AddressRange.bits(of: address) else { return false }
        return trusted.contains { $0.contains(bits) }
    }

    /// Without blanks, port and brackets.
    private static func bare(_ hop: Substring) -> String? {
        let text = hop.drop { $0 == " " || $0 == "\t" }.prefix { $0 != " " && $0 != "\t" }
        if text.first == "[" {
            return text.firstIndex(of: "]").map { String(text[text.index(after: text.startIndex)..<$0]) }
        }
        let colons = text.utf8.count { $0 == UInt8(ascii: ":") }
        return String(colons == 1 ? text.prefix { $0 != ":" } : text)
    }

    /// What requests are counted under: an IPv6 caller owns a whole /64.
    static func countedAs(_ address: String) -> String {
        guard address.contains(":"), let bits = AddressRange.bits(of: address), bits >> 32 != 0xFFFF else {
            return address
        }
        return String(bits >> 64, radix: 16)
    }
}
