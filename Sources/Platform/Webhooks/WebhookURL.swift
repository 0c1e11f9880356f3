import Kernel
import Web

/// The address that receives events.
///
/// Its host is checked again at each delivery, after name resolution.
package struct WebhookURL: TextValue {
    package let rawValue: String

    package init(unchecked normalised: String) {
        rawValue = normalised
    }

    package static func normalised(_ text: String) throws(Refusal) -> String {
        let bytes = text.utf8
        guard bytes.count <= 2_000, bytes.allSatisfy({ $0 > 0x20 && $0 < 0x7F && $0 != 0x5C }),
            !text.has("#"), let host = host(of: text), !host.isEmpty
        else { throw Refusal.notAWebhookURL }
        return text
    }

    package static var rule: TextRule {
        TextRule(
            format: "uri",
            length: 8...2_000,
            example: "https://erp.example.it/hooks/portico",
            description: "An http or https address; in production only https."
        )
    }

    package var isSecure: Bool { rawValue.inSmallLetters.begins(with: "https://") }

    var host: String { Self.host(of: rawValue) ?? "" }

    /// The IP address, where the URL has one in place of a host name.
    var literalAddress: UInt128? { Self.host(of: rawValue).flatMap { AddressRange.bits(of: $0) } }

    /// Nil when there is none, or a user name and password come before it.
    private static func host(of text: String) -> String? {
        guard let colon = text.firstRange(of: "://"),
            ["http", "https"].contains(text[..<colon.lowerBound].lowercased())
        else { return nil }
        let authority = text[colon.upperBound...].prefix { $0 != "/" && $0 != "?" }
        guard !authority.contains("@") else { return nil }
        if authority.first == "[" {
            return authority.firstIndex(of: "]").map { String(authority[..<$0].dropFirst()) }
        }
        let parts = authority.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count <= 2, parts.count == 1 || Int(parts[1]).map({ (1...65_535).contains($0) }) == true
        else { return nil }
        return String(parts[0])
    }
}
