import Kernel
import Web

/// The coarse origin of a login: the family of the program and its system, and a part of the network.
///
/// Coarse on purpose: a browser update, or another address of the same household, is not a new device.
struct DeviceFamily: Hashable, Sendable {
    let name: String
    /// The /16 of an IPv4 address or the /32 of an IPv6 address: about one region of a provider.
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
