import HTTPTypes
import Kernel

/// Determines the caller's address and country behind proxies.
struct CallerAddress: Sendable {
    let trusted: [AddressRange]
    /// The header in which a trusted proxy names the caller's country; nil where none does.
    var countryHeader: HTTPField.Name?

    /// The country's two capital letters; nil when no trusted proxy knows it.
    func country(in headers: HTTPFields, isBelieved: Bool) -> String? {
        guard isBelieved, let countryHeader, let named = headers[countryHeader], named.utf8.count == 2,
            named.utf8.allSatisfy({ (65...90).contains($0) }), named != "XX"
        else { return nil }
        return named
    }

    /// The last hop in `X-Forwarded-For` that is not a trusted proxy; the header counts only when the peer is
    /// trusted.
    func address(peer: String, forwarded: String?) -> String {
        guard !trusted.isEmpty, let forwarded, isTrusted(peer) else { return peer }
        var caller = peer
        for hop in forwarded.pieces(at: ",").reversed() {
            guard let address = Self.bare(hop), AddressRange.bits(of: address) != nil else { return caller }
            caller = address
            if !isTrusted(address) { return caller }
        }
        return caller
    }

    func isTrusted(_ address: String) -> Bool {
        guard !trusted.isEmpty, let bits = AddressRange.bits(of: address) else { return false }
        return trusted.contains { $0.contains(bits) }
    }

    /// Without blanks, port and brackets.
    private static func bare(_ hop: Substring) -> String? {
        let text = hop.unpadded
        if text.begins(with: "[") { return text.has("]") ? String(text.before("]").dropFirst()) : nil }
        let colons = text.utf8.count { $0 == UInt8(ascii: ":") }
        return String(colons == 1 ? text.before(":") : text)
    }
}
