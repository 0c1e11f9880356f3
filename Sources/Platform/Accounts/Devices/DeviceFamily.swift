import Kernel
import Web

/// What a login comes from, coarsely: the family of the program and its system, and a part of the network.
///
/// Coarse on purpose: an update of the browser, or another address in the same house, is nothing new.
struct DeviceFamily: Hashable, Sendable {
    let name: String
    /// An IPv4 address's /16, an IPv6 address's /32: what a provider gives one region.
    let network: String

    init(userAgent: String?, address: String) {
        name = AgentFamily.name(of: userAgent)
        network = Self.network(of: address)
    }

    private static func network(of address: String) -> String {
        guard let bits = AddressRange.bits(of: address) else { return address }
        return bits >> 32 == 0xFFFF
            ? "4:\(UInt32(truncatingIfNeeded: bits) >> 16)" : "6:\(String(bits >> 96, radix: 16))"
    }
}
