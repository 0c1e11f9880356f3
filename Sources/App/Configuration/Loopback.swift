import Kernel

/// The addresses of this machine that no other machine can reach.
enum Loopback {
    private static let ranges = ["127.0.0.0/8", "::1"].compactMap { AddressRange($0) }

    static func isName(_ host: String) -> Bool {
        if host == "localhost" { return true }
        guard let bits = AddressRange.bits(of: host) else { return false }
        return ranges.contains { $0.contains(bits) }
    }
}
