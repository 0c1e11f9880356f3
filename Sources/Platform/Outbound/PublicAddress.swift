import Kernel

/// Tells public internet addresses from all others.
///
/// IPv6 is public only in the range allotted by the registries (2000::/3), so that later reservations are
/// refused already today.
enum PublicAddress {
    /// Ranges of IPv4, and of the allotted part of IPv6 (IANA's special-purpose registries).
    static let refusedRanges = [
        "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12",
        "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15",
        "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
        // Azure's wire server, a metadata service at an address that looks public.
        "168.63.129.16",
        // Protocol assignments with Teredo, documentation, 6to4.
        "2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20",
    ]
    static let refused = refusedRanges.compactMap { AddressRange($0) }

    static func contains(_ address: UInt128) -> Bool {
        // NAT64 (RFC 6052): IPv6-only hosts reach IPv4 through it, so the embedded address is checked.
        if address >> 32 == 0x0064_ff9b_0000_0000_0000_0000 {
            return contains(0xFFFF << 32 | address & 0xFFFF_FFFF)
        }
        let isAllotted = address >> 32 == 0xFFFF || address >> 125 == 0b001
        return isAllotted && !refused.contains { $0.contains(address) }
    }
}

extension HTTPCaller.Reach {
    func permits(_ address: UInt128) -> Bool {
        switch self {
        case .anywhere: true
        case .publicOnly(let exceptions):
            PublicAddress.contains(address) || exceptions.contains { $0.contains(address) }
        }
    }
}
