import Synchronization

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
        table.first { text.contains($0.mark) }?.name
    }

    /// The name before the version, as `curl` of `curl/8.5`.
    private static func program(_ text: String) -> String {
        let name = text.prefix { $0.isASCII && ($0.isLetter || $0 == "-") }.prefix(30)
        return name.isEmpty ? "unknown" : String(name)
    }
}

/// The families of the programs that have called lately: looking for one in every request would cost more than the line it is for.
final class AgentFamilies: Sendable {
    private static let capacity = 512
    private let known = Mutex<[String: String]>([:])

    func name(of userAgent: String?) -> String {
        guard let userAgent, userAgent.utf8.count <= 512 else { return AgentFamily.name(of: userAgent) }
        if let name = known.withLock({ $0[userAgent] }) { return name }
        let name = AgentFamily.name(of: userAgent)
        known.withLock { known in
            if known.count >= Self.capacity { known.removeAll(keepingCapacity: true) }
            known[userAgent] = name
        }
        return name
    }
}
