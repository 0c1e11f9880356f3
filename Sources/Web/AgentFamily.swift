import Glibc

/// The family of the program that calls and of its system, as `Firefox, Linux`: enough to tell callers apart in a log, too little to
/// tell people apart.
public enum AgentFamily {
    public static func name(of userAgent: String?) -> String {
        let text = userAgent ?? ""
        let browser = first(of: browsers, in: text) ?? program(text)
        let system = first(of: systems, in: text)
        return [browser, system].compactMap(\.self).joined(separator: ", ")
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
        table.first { strstr(text, $0.mark) != nil }?.name
    }

    /// The name before the version, as `curl` of `curl/8.5`.
    private static func program(_ text: String) -> String {
        let name = text.utf8.prefix { (65...90).contains($0 & ~0x20) || $0 == UInt8(ascii: "-") }.prefix(30)
        return name.isEmpty ? "unknown" : String(Substring(name))
    }
}
