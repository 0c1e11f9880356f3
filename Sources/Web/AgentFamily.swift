import Glibc

/// The family of the client program and of its system, such as `Firefox, Linux`.
///
/// Enough to tell programs apart in a log, too little to identify people.
public enum AgentFamily {
    public static func name(of userAgent: String?) -> String {
        let text = userAgent ?? ""
        let browser = first(of: browsers, in: text) ?? program(text)
        let system = first(of: systems, in: text)
        return [browser, system].compactMap(\.self).joined(separator: ", ")
    }

    /// Whether the program tells the system it runs on, as browsers and apps do.
    public static func namesSystem(_ userAgent: String) -> Bool {
        first(of: systems, in: userAgent) != nil
    }

    // More specific names first: Edge's agent contains Chrome, and Chrome's contains Safari.
    private static let browsers = [
        ("Edg", "Edge"), ("OPR/", "Opera"), ("SamsungBrowser", "Samsung Internet"), ("Firefox/", "Firefox"),
        ("FxiOS", "Firefox"), ("CriOS", "Chrome"), ("Chrome/", "Chrome"), ("Safari/", "Safari"),
    ]
    private static let systems = [
        ("Android", "Android"), ("iPhone", "iOS"), ("iPad", "iOS"), ("Windows", "Windows"),
        ("Mac OS X", "macOS"), ("Linux", "Linux"),
    ]

    private static func first(of table: [(mark: String, name: String)], in text: String) -> String? {
        table.first { strstr(text, $0.mark) != nil }?.name
    }

    /// The name before the version, such as `curl` in `curl/8.5`.
    private static func program(_ text: String) -> String {
        let name = text.utf8.prefix { (65...90).contains($0 & ~0x20) || $0 == UInt8(ascii: "-") }.prefix(30)
        return name.isEmpty ? "unknown" : String(Substring(name))
    }
}
