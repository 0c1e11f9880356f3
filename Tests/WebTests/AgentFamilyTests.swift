import Testing

@testable import Web

@Suite struct AgentFamilyTests {
    // swift-format-ignore
    static let families: [(String?, String)] = [
        ("Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0", "Firefox, Linux"),
        ("Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/126.0 Safari/537.36 Edg/126.0", "Edge, Windows"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605 CriOS/126 Mobile Safari/604", "Chrome, iOS"),
        ("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605 Version/17.5 Safari/605.1.15", "Safari, macOS"),
        ("curl/8.5.0", "curl"), ("python-requests/2.32", "python-requests"), ("già", "gi"), ("/", "unknown"), ("", "unknown"), (nil, "unknown"),
        (String(repeating: "a", count: 100), String(repeating: "a", count: 30)),
    ]

    @Test(arguments: families)
    func `the family of a program is told by its marks`(agent: String?, family: String) {
        #expect(AgentFamily.name(of: agent) == family)
    }
}
