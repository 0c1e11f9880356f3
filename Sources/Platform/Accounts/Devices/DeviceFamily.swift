import Kernel

/// What a login comes from, coarsely: the family of the program and its system, and a part of the network.
///
/// Coarse on purpose: an update of the browser, or another address in the same house, is nothing new.
struct DeviceFamily: Hashable, Sendable {
    let name: String
    /// An IPv4 address's /16, an IPv6 address's /32: what a provider gives one region.
    let network: String

    init(userAgent: String?, address: String) {
        let text = userAgent ?? ""
        let browser = Self.first(of: Self.browsers, in: text) ?? Self.program(text)
        let system = Self.first(of: Self.systems, in: text)
        name = [browser, system].compactMap(\.self).joined(separator: ", ")
        network = Self.network(of: address)
    }

    // The more special first: Edge says it is Chrome, and Chrome that it is Safari.
    private static let browsers = [
        ("Edg", "Edge"), ("OPR/", "Opera"), ("SamsungBrowser", "Samsung Internet"), ("Firefox/", "Firefox"),
        ("FxiOS", "Firefox"), ("CriOS", "Chrome"), ("Chrome/", "Chrome"), ("Safari/", "Safari"),
    ]
    private static let systems = [
        ("Android", "Android"), ("iPhone", "iOS"), ("iPad", "iOS"), ("Windows", "Windows"),
        ("Mac OS X", "macOS"), ("Linux", "Linux"),
    ]

    private static func first(of table: [(mark: String, name: String)], in text: String) -> String? {
        table.first { text.contains($0.mark) }?.name
    }

    /// The name before the version, as `curl` of `curl/8.5`.
    private static func program(_ text: String) -> String {
        let name = text.prefix { $0.isASCII && ($0.isLetter || $0 == "-") }.prefix(30)
        return name.isEmpty ? "unknown" : String(name)
    }

    private static func network(of address: String) -> String {
        guard let bits = AddressRange.bits(of: address) else { return address }
        return bits >> 32 == 0xFFFF
            ? "4:\(UInt32(truncatingIfNeeded: bits) >> 16)" : "6:\(String(bits >> 96, radix: 16))"
    }
}
